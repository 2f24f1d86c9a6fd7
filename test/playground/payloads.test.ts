import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { sign } from '../../src/playground/wire.ts';
import { call, credentials, manifest, option, plain } from './stand-in.ts';

interface Request {
  readonly headers: Record<string, unknown>;
  readonly body: string;
}

let playground: Playground;
let app: Server;
const requests: Request[] = [];

beforeAll(async () => {
  playground = await startPlayground({ manifest, credentials, rateLimits: false });
  app = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      requests.push({ headers: request.headers, body });
      response.end();
    });
  });
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  playground.connect(`http://127.0.0.1:${(app.address() as AddressInfo).port}/`);
});
afterAll(async () => {
  await playground.close();
  app.closeAllConnections();
  app.close();
});

const form = () => Object.fromEntries(new URLSearchParams(requests.at(-1)?.body));
const payload = () => JSON.parse(form()['payload'] ?? 'null') as Record<string, unknown>;

/** Paths of all keys, without what differs from app to app: ids of blocks, options, what Grid adds. */
function paths(value: unknown, at = ''): string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
  return Object.entries(value).flatMap(([key, it]) =>
    /^(enterprise\w*|values|blocks|client_msg_id|value|icons)$/.test(key) ? [] : paths(it, `${at}/${key}`),
  );
}

/** All keys of a real payload; none where the samples are not at hand. */
const keysOf = (real: unknown) => (real === undefined ? [] : paths(real));

const sample = (name: string): unknown => {
  const file = new URL(`../../../shared/fixtures/slack/${name}`, import.meta.url);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
};

const view = {
  type: 'modal',
  callback_id: 'first',
  notify_on_close: true,
  title: plain('Title'),
  submit: plain('Go'),
  close: plain('Cancel'),
  blocks: [
    {
      type: 'input',
      block_id: 'q',
      label: plain('Question'),
      element: { type: 'radio_buttons', action_id: 'a', options: [option('x'), option('y')] },
    },
    {
      type: 'actions',
      block_id: 'b',
      elements: [{ type: 'button', action_id: 'go', value: 'v', text: plain('Go on') }],
    },
  ],
};

async function openModal(): Promise<void> {
  await playground.as('ann').globalShortcut('start');
  await call(playground.apiUrl, 'views.open', { trigger_id: payload()['trigger_id'], view });
}

async function postButton(): Promise<string> {
  const { body } = await call(playground.apiUrl, 'chat.postMessage', {
    channel: 'C0GUILD',
    text: 'x',
    blocks: [
      {
        type: 'actions',
        block_id: 'b',
        elements: [{ type: 'button', action_id: 'a', value: 'v', text: plain('Button') }],
      },
    ],
  });
  return String(body['ts']);
}

const ann = () => playground.as('ann');

describe('payloads have every key of the real ones', () => {
  test.each<[string, () => Promise<unknown>, string]>([
    ['global shortcut', () => ann().globalShortcut('start'), 'shortcut/java.json'],
    [
      'message shortcut',
      () => ann().messageShortcut('settle', 'C0GUILD', ann().messages('C0GUILD')[1]?.ts ?? ''),
      'message_action/bolt-python.json',
    ],
    [
      'view_submission',
      async () => {
        await openModal();
        await ann().submit({ q: 'x' });
      },
      'view_submission/java-datepicker-select-text.json',
    ],
    [
      'view_closed',
      async () => {
        await openModal();
        await ann().closeView();
      },
      'view_closed/java-1.json',
    ],
    [
      'block_actions in a message',
      async () => ann().click('a', { ts: await postButton() }),
      'block_actions/message-bolt-python.json',
    ],
  ])('%s', async (_name, act, file) => {
    await act();
    const real = sample(file);
    expect(paths(payload())).toEqual(expect.arrayContaining(keysOf(real).filter((it) => it !== '/view/close')));
    expect(payload()).toMatchObject({ api_app_id: 'A0LOCAL', team: { id: 'T0LOCAL' }, user: { id: 'U0ANN' } });
  });

  test('slash command', async () => {
    await ann().command('#llm-guild', '/rag-or-ft  our assistant & <more>');
    const real = sample('slash-command/java-body2-grid.json') as { decoded: object } | undefined;
    expect(paths(form())).toEqual(expect.arrayContaining(keysOf(real?.decoded)));
    expect(form()).toMatchObject({
      command: '/rag-or-ft',
      text: 'our assistant & <more>',
      channel_name: 'llm-guild',
      user_name: 'ann',
    });
  });

  test('app_mention', async () => {
    await ann().say('C0GUILD', '@rag-or-ft hello');
    const sent = JSON.parse(requests.at(-1)?.body ?? '') as Record<string, unknown>;
    const real = sample('event/app_mention-slack-connect-java.json');
    expect(paths(sent)).toEqual(expect.arrayContaining(keysOf(real).filter((it) => it !== '/event_context')));
    expect(sent).toMatchObject({
      type: 'event_callback',
      event: { type: 'app_mention', text: '<@U0BOT> hello', channel: 'C0GUILD' },
    });
  });
});

test('a button in a modal brings state, hash and a trigger; in a message the message', async () => {
  await openModal();
  await playground.as('ann').fill({ q: 'y' });
  await playground.as('ann').click('Go on', { view: true });
  expect(payload()).toMatchObject({
    type: 'block_actions',
    container: { type: 'view' },
    actions: [{ action_id: 'go', block_id: 'b', type: 'button', value: 'v', text: { text: 'Go on' } }],
    view: {
      hash: expect.stringMatching(/^\d+\.\w{8}$/),
      state: { values: { q: { a: { type: 'radio_buttons', selected_option: { value: 'y' } } } } },
    },
    trigger_id: expect.any(String),
  });
  expect(payload()).not.toHaveProperty('response_url');
  await playground.as('ann').closeView();
});

test('requests are signed, and forms carry the bare content type', async () => {
  await playground.as('ann').globalShortcut('start');
  const request = requests.at(-1);
  const seconds = Number(request?.headers['x-slack-request-timestamp']);
  expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded');
  expect(request?.headers['x-slack-signature']).toBe(sign(credentials.signingSecret, seconds, request?.body ?? ''));
});

test('the signature is Slack’s', () => {
  const body =
    'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';
  const expected = 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503';
  expect(sign('8f742231b10e8888abcd99yyyzzz85a5', 1_531_420_618, body)).toBe(expected);
});
