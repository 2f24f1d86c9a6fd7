import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Playground } from '../src/playground/index.ts';
import { sign } from '../src/playground/wire.ts';
import { buttons, commands, modals, shortcuts } from '../src/slack/ids.ts';
import { credentials } from './playground/stand-in.ts';
import { startWhole, type Whole } from './playground/whole.ts';

const folder = new URL('../../shared/fixtures/slack/', import.meta.url);
const isHere = existsSync(folder);

type Json = Record<string, unknown>;
const kinds = [
  'slash-command',
  'shortcut',
  'message_action',
  'block_actions',
  'view_submission',
  'view_closed',
  'event',
];
const names = isHere
  ? kinds
      .flatMap((kind) => readdirSync(new URL(kind, folder)).map((file) => `${kind}/${file}`))
      .filter((it) => it.endsWith('.json'))
  : [];

let whole: Whole;
let playground: Playground;
let lines: readonly string[];
const rejections: unknown[] = [];
const onRejection = (reason: unknown) => void rejections.push(reason);

beforeAll(async () => {
  process.on('unhandledRejection', onRejection);
  whole = await startWhole('http');
  ({ playground, lines } = whole);
});
afterAll(async () => {
  await whole?.stop();
  process.off('unhandledRejection', onRejection);
});

/** The payload as it was recorded, but that nothing in it leads out of this machine. */
const read = (name: string): Json =>
  JSON.parse(
    readFileSync(new URL(name, folder), 'utf8').replace(
      /https:(\\?\/){2}hooks\.slack\.com[^"&\s]*/g,
      `${playground.url}response/R0`,
    ),
  ) as Json;

function bodyOf(name: string, payload: Json): { body: string; type: string } {
  const type = 'application/x-www-form-urlencoded';
  if (name.startsWith('event/')) return { body: JSON.stringify(payload), type: 'application/json' };
  if (!name.startsWith('slash-command/'))
    return { body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString(), type };
  return { body: new URLSearchParams(payload['decoded'] as Record<string, string>).toString(), type };
}

async function send({ body, type }: { body: string; type: string }, seconds = Math.floor(Date.now() / 1000)) {
  const before = performance.now();
  const response = await fetch(whole.app.url ?? '', {
    method: 'POST',
    body,
    headers: {
      'content-type': type,
      'x-slack-request-timestamp': String(seconds),
      'x-slack-signature': sign(credentials.signingSecret, seconds, body),
    },
    signal: AbortSignal.timeout(5000),
  });
  return { status: response.status, text: await response.text(), ms: performance.now() - before };
}

/** Strings that people wrote, wherever the payload carries them. */
function written(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return ['text', 'value'].includes(key) && value.length > 5 ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, it]) => written(it, name));
}

/** The same payload as if it were meant for this app: its command, its shortcut, its modal, its button. */
function ours(name: string, payload: Json, id: string): Json {
  const copy = structuredClone(payload) as Json & { decoded?: Json; view?: Json; actions?: Json[] };
  if (copy.decoded) copy.decoded['command'] = id;
  else if (name.startsWith('view_') && copy.view) copy.view['callback_id'] = id;
  else if (copy.actions?.[0]) copy.actions[0]['action_id'] = id;
  else copy['callback_id'] = id;
  return copy;
}

const idsFor: Record<string, readonly string[]> = {
  'slash-command': Object.values(commands),
  shortcut: [shortcuts.start],
  message_action: [shortcuts.settle],
  view_submission: Object.values(modals),
  view_closed: Object.values(modals),
  block_actions: Object.values(buttons).map(({ id }) => id),
};

/** What is wrong with an answer: that it failed, came too late, or that a log line repeats what somebody wrote. */
function faultsOf(answer: { status: number; ms: number }, payload: Json): string[] {
  const ids = new Set([...Object.values(modals), ...Object.values(buttons).map(({ id }) => id)] as string[]);
  const said = written(payload).filter((it) => !ids.has(it));
  return [
    ...(answer.status >= 500 ? [`status ${answer.status}`] : []),
    ...(answer.ms > 3000 ? [`${answer.ms} ms`] : []),
    ...said.flatMap((text) => lines.filter((line) => line.includes(text))),
  ];
}

describe.skipIf(!isHere)(
  'real payloads over signed HTTP (skipped where the recorded samples are not beside the project)',
  () => {
    test.each(names)('%s is answered', async (name) => {
      const payload = read(name);
      const answer = await send(bodyOf(name, payload));
      expect(faultsOf(answer, payload)).toEqual([]);
      // One sample was cut down to nobody; it can only be refused.
      const somebody = payload['user'] ?? payload['decoded'] ?? payload['event'] ?? payload['challenge'];
      expect(answer.status).toBe(somebody === undefined ? 400 : 200);
      expect(answer.text).toContain(payload['challenge'] ?? '');
    });

    test.each(names.filter((name) => idsFor[name.split('/')[0] ?? '']))(
      '%s is answered when it is meant for us',
      async (name) => {
        const payload = read(name);
        for (const id of idsFor[name.split('/')[0] ?? ''] ?? []) {
          const mine = ours(name, payload, id);
          expect(faultsOf(await send(bodyOf(name, mine)), mine)).toEqual([]);
        }
      },
    );

    test('a person of an organization-wide installation and one of Slack Connect get a modal', async () => {
      const ann = playground.as('ann');
      const opened = async (payload: Json, name: string) => {
        const before = playground.calls.length;
        await send(bodyOf(name, payload));
        const call = await playground.until(() =>
          playground.calls.slice(before).find(({ method }) => method === 'views.open'),
        );
        return call.answer;
      };
      const trigger = async () => {
        await ann.globalShortcut(shortcuts.start);
        await playground.until(() => ann.view());
        const last = playground.deliveries.findLast(({ kind }) => kind === 'shortcut')?.payload as Json;
        await ann.closeView();
        return String(last['trigger_id']);
      };
      for (const name of names.filter((it) => it.startsWith('shortcut/') || it.startsWith('slash-command/'))) {
        const mine = ours(name, read(name), idsFor[name.split('/')[0] ?? '']?.[0] ?? '');
        const [target, trigger_id] = [(mine['decoded'] ?? mine) as Json, await trigger()];
        target['trigger_id'] = trigger_id;
        // The trigger was used by the first modal: that the app exchanges it again shows that it came so far.
        expect(await opened(mine, name)).toMatchObject({ ok: false, error: 'exchanged_trigger_id' });
      }
    });

    test('nothing was left unhandled', () => {
      expect(rejections).toEqual([]);
      expect(lines.join('\n')).not.toMatch(/UnhandledPromise|TypeError|Cannot read/);
    });

    test('the documented signature is genuine and too old', async () => {
      const vector = JSON.parse(readFileSync(new URL('signature/slack-docs-vector.json', folder), 'utf8')) as Record<
        string,
        string
      >;
      const { signing_secret = '', timestamp = '', raw_body: body = '', expected_signature } = vector;
      expect(sign(signing_secret, Number(timestamp), body)).toBe(expected_signature);
      expect((await send({ body, type: 'application/x-www-form-urlencoded' }, Number(timestamp))).status).toBe(401);
    });
  },
);
