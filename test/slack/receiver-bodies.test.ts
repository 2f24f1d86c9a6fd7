import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { UseCases } from '../../src/app/use-cases.ts';
import { createApp } from '../../src/slack/app.ts';
import { noticeModal } from '../../src/slack/views/modal.ts';
import { FakeReceiver, FakeSlack, accounts, keptLog, payloads } from './kit.ts';
import { command, form, interaction, listening } from './receiver-kit.ts';
import { firstPage, rules } from './samples.ts';

/** Our receiver before Bolt itself with all our listeners. */
async function withBolt() {
  const app = createApp({
    useCases: { firstPage: () => firstPage, allow: () => undefined, newcomers: {} } as unknown as UseCases,
    book: { rulebook: rules },
    receiver: new FakeReceiver(),
    accounts,
    log: keptLog(),
    clientOptions: { fetch: new FakeSlack().fetch },
  });
  await app.init();
  return listening(app);
}

const user = { id: 'U1', team_id: 'T1' };
const nested = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;

describe('odd but signed requests are answered at once', () => {
  test.each([
    ['null', 'null'],
    ['a number', '1'],
    ['a text', '"x"'],
    ['true', 'true'],
    ['a list', '[]'],
    ['a list of payloads', '[{"command":"/rag-or-ft"}]'],
    ['200,000 nested lists', nested],
    ['half a payload', '{"type":"view_submission"'],
    ['nothing', ''],
    ['no JSON', 'payload'],
    ['broken escapes', '{"type":"%zz"'],
  ])('%s, in the body and in a form', async (_, json) => {
    const it = await withBolt();
    expect(await it.send(json, { type: 'application/json' })).toMatchObject({ status: 400 });
    expect(await it.send(`payload=${json}`)).toMatchObject({ status: 400 });
    expect(it.events).toEqual([]);
  });

  test.each([
    ['no content type', { headers: { 'content-type': undefined } }],
    ['another content type', { type: 'text/plain' }],
    ['a content type that only begins alike', { type: `${form}-not` }],
    ['parts', { type: 'multipart/form-data; boundary=x' }],
  ])('%s', async (_, more) => {
    const it = await withBolt();
    expect(await it.send(command(), more)).toMatchObject({ status: 400 });
  });

  test.each([
    ['a repeated command', `${command()}&command=%2Fother`],
    ['a repeated payload', `${interaction({})}&${interaction({})}`],
    ['more than 1,000 fields', Array.from({ length: 1001 }, (_, at) => `f${at}=1`).join('&')],
    ['a field a thousand times', `${command()}${'&x=1'.repeat(1001)}`],
    ['fields hidden behind a thousand others', `${'&x=1'.repeat(1001)}&${command()}`],
  ])('%s', async (_, body) => {
    const it = await withBolt();
    expect(await it.send(body)).toMatchObject({ status: 400 });
    expect(it.events).toEqual([]);
  });

  test('broken escapes and bytes that are no text are text to us', async () => {
    const it = await withBolt();
    expect(await it.send(`${command()}&odd=%zz%`)).toMatchObject({ status: 200 });
    expect(
      await it.send(Buffer.concat([Buffer.from(`${command()}&odd=`), Buffer.from([0xff, 0xfe, 0])])),
    ).toMatchObject({
      status: 200,
    });
  });

  test.each([
    ['nothing known', {}],
    ['an unknown type', { type: 'from_the_future', user }],
    ['a type that is no text', { type: { a: 1 }, user }],
    ['a type that cannot become a text', { type: { toString: 'x' }, user }],
    ['a dialog', { type: 'dialog_submission', user, actions: undefined }],
    ['a menu of options', { type: 'block_suggestion', user }],
    ['a legacy menu of options', { ...payloads.global(), name: 'menu' }],
  ])('well formed, but %s: 404', async (_, payload) => {
    const it = await withBolt();
    expect(await it.send(interaction(payload))).toMatchObject({ status: 404 });
    expect(it.log.lines).toHaveLength(1);
  });

  const view = noticeModal('Sorry', 'Close', 'x');
  test.each([
    ['a submission without a user', { ...payloads.submission(view), user: undefined }],
    ['a submission without a view', { ...payloads.submission(view), view: undefined }],
    ['a submission with a view that is null', { ...payloads.submission(view), view: null }],
    ['a submission with actions', { ...payloads.submission(view), actions: [{}] }],
    ['a closing without a view', { ...payloads.closed(view), view: [] }],
    ['a click on nothing', payloads.action('x', undefined, { actions: [] })],
    ['a click on null', payloads.action('x', undefined, { actions: [null] })],
    ['a click without a user', payloads.action('x', undefined, { user: null })],
    ['a click without actions', payloads.action('x', undefined, { actions: undefined })],
    ['a click in no channel', payloads.action('x', undefined, { channel: null })],
    ['a shortcut without a user', payloads.global({ user: 'U1' })],
    ['a shortcut of a team that is text', payloads.global({ team: 'T1' })],
    ['an event that is null', { type: 'event_callback', event: null }],
    ['an event without a type', { type: 'event_callback', event: {} }],
    ['an event of null', { type: 'event_callback', event: { type: 'message', user: null } }],
    ['an event about null', { type: 'event_callback', event: { type: 'message', item: null } }],
    ['an event for null', { type: 'event_callback', event: { type: 'message' }, authorizations: [null] }],
    ['a command that is no text', { command: 1 }],
  ])('%s: 400', async (_, payload) => {
    const it = await withBolt();
    expect(await it.send(JSON.stringify(payload), { type: 'application/json' })).toMatchObject({ status: 400 });
    expect(await it.send(interaction(payload))).toMatchObject({ status: 400 });
    expect(it.events).toEqual([]);
  });

  test.each([
    ['a command of nobody', { command: '/rag-or-ft' }],
    [
      'a click of an organization that cannot become a text',
      { ...payloads.action('x', '1'), team: { id: { toString: 'x' } } },
    ],
    ['a command we do not have', { ...payloads.command('x'), command: '/other' }],
    ['a click we do not have', payloads.action('other', undefined)],
    ['a click with a value we do not know', payloads.action('decision:why', '{"v":99}')],
    ['an event nobody takes', { type: 'event_callback', team_id: 'T1', event: { type: 'team_join', user: {} } }],
  ])('%s is acknowledged', async (_, payload) => {
    const it = await withBolt();
    expect(await it.send(JSON.stringify(payload), { type: 'application/json' })).toMatchObject({ status: 200 });
  });
});

test('whatever Slack could send gets an answer before Bolt would give up on it, and the process lives', async () => {
  const it = await withBolt();
  const genuine = [
    payloads.command('x'),
    payloads.global(),
    payloads.message(),
    payloads.action('decision:why', { v: 1 }),
    payloads.submission(noticeModal('Sorry', 'Close', 'x')),
    payloads.closed(noticeModal('Sorry', 'Close', 'x')),
    { type: 'event_callback', team_id: 'T1', event: { type: 'message', channel: 'C1', user: 'U1', ts: '1.0' } },
  ];
  const names = [
    ...new Set(genuine.flatMap((one) => Object.keys(one))),
    'enterprise',
    'response_urls',
    'function_data',
    'name',
  ];
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(undefined, null, [], {}, [null], { id: null }));
  const changed = fc
    .tuple(fc.constantFrom(...genuine), fc.dictionary(fc.constantFrom(...names), odd, { maxKeys: 3 }))
    .map(([one, changes]) => ({ ...one, ...changes }));
  let at = 0;
  const stumbled = { ...payloads.command('x'), response_urls: [null] };
  expect(await it.send(JSON.stringify(stumbled), { type: 'application/json' })).toMatchObject({ status: 400 });
  const property = fc.asyncProperty(fc.oneof(changed, fc.jsonValue()), async (body) => {
    at += 1;
    const text =
      typeof body === 'object' && body !== null
        ? JSON.stringify(Object.assign({}, body, { at }))
        : JSON.stringify(body);
    const { status } = await it.send(text, { type: 'application/json' });
    expect([200, 400, 404]).toContain(status);
  });
  await fc.assert(property, { numRuns: 1000 });
  expect(it.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  expect(await it.send(command())).toMatchObject({ status: 200 });
});
