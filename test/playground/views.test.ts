import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { limits } from '../../src/playground/limits.ts';
import { type Bare, startBare } from './bare.ts';
import { option, plain } from './stand-in.ts';

const long = (count: number) => 'x'.repeat(count);
const view = (more: object = {}) => ({ type: 'modal', title: plain('Title'), blocks: [], ...more });

let it: Bare;
beforeEach(async () => {
  it = await startBare();
});
afterEach(() => it.stop());

const input = (more: object = {}) => ({
  type: 'input',
  block_id: 'q',
  label: plain('Question'),
  element: { type: 'static_select', action_id: 'a', options: [option('x'), option('y')], ...more },
});

const asking = (...blocks: object[]) => view({ submit: plain('Go'), blocks });

describe('modals', () => {
  test('a trigger works once, for three seconds', async () => {
    const id = await it.trigger();
    it.now += limits.triggerMs.max;
    expect(await it.error('views.open', { trigger_id: id, view: view() })).toBeUndefined();
    expect(await it.error('views.open', { trigger_id: id, view: view() })).toBe('exchanged_trigger_id');
    const late = await it.trigger();
    it.now += limits.triggerMs.max + 1;
    expect(await it.error('views.open', { trigger_id: late, view: view() })).toBe('expired_trigger_id');
    expect(await it.error('views.open', { trigger_id: 'made.up', view: view() })).toBe('invalid_trigger_id');
  });

  test('a stale hash is refused, a good one works', async () => {
    const { id, hash } = await it.openModal(view());
    const answer = await it.api('views.update', { view_id: id, hash, view: view({ title: plain('Second') }) });
    expect(answer).toMatchObject({ ok: true, view: { id, title: { text: 'Second' } } });
    expect(await it.error('views.update', { view_id: id, hash, view: view() })).toBe('hash_conflict');
    expect(await it.error('views.update', { view_id: 'V0', view: view() })).toBe('not_found');
  });

  test('three modals fit on the stack', async () => {
    const more = {
      blocks: [{ type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] }],
    };
    await it.openModal(view(more));
    const push = async () => {
      await it.playground.as('ann').click('more', { view: true });
      return it.error('views.push', { trigger_id: it.payloads.at(-1)?.['trigger_id'], view: view(more) });
    };
    expect([await push(), await push(), await push()]).toEqual([undefined, undefined, 'push_limit_reached']);
    expect(await it.error('views.push', { trigger_id: await it.trigger(), view: view() })).toBe('invalid_trigger_id');
  });

  test('a view over 250 KB is refused, and an invalid one says where', async () => {
    const heavy = Array.from({ length: 90 }, () => ({ type: 'section', text: plain(long(2800)) }));
    expect(await it.error('views.open', { trigger_id: await it.trigger(), view: view({ blocks: heavy }) })).toBe(
      'view_too_large',
    );
    expect(
      await it.api('views.open', { trigger_id: await it.trigger(), view: view({ title: plain(long(25)) }) }),
    ).toMatchObject({
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
  });

  test('an external id belongs to one view', async () => {
    await it.openModal(view({ external_id: 'mine' }));
    expect(await it.error('views.open', { trigger_id: await it.trigger(), view: view({ external_id: 'mine' }) })).toBe(
      'duplicate_external_id',
    );
    expect(await it.error('views.update', { external_id: 'mine', view_id: 'V1', view: view() })).toBe(
      'invalid_arguments',
    );
    expect(
      await it.error('views.update', { external_id: 'mine', view: view({ external_id: 'mine' }) }),
    ).toBeUndefined();
  });

  test('an update keeps what was entered while block_id, action_id and option stay', async () => {
    const { id } = await it.openModal(asking(input()));
    const ann = it.playground.as('ann');
    const entered = () =>
      ann.view()?.state['q']?.[Object.keys(ann.view()?.state['q'] ?? {})[0] ?? '']?.['selected_option'];
    await ann.fill({ q: 'y' });
    await it.api('views.update', { view_id: id, view: asking({ type: 'divider' }, input()) });
    expect(entered()).toMatchObject({ value: 'y' });
    await it.api('views.update', { view_id: id, view: asking(input({ options: [option('x')] })) });
    expect(entered()).toBeNull();
    await ann.fill({ q: 'x' });
    await it.api('views.update', { view_id: id, view: asking(input({ action_id: 'b' })) });
    expect(entered()).toBeNull();
  });

  test.each<[string, { status?: number; body?: object | string }, string]>([
    [
      'errors for no input',
      { body: { response_action: 'errors', errors: { other: 'x' } } },
      'errors must name input blocks',
    ],
    ['an invalid view', { body: { response_action: 'update', view: { type: 'modal' } } }, 'invalid_arguments'],
    ['an unknown action', { body: { response_action: 'explode' } }, 'not an answer Slack understands'],
    ['text', { body: 'thanks' }, 'not an answer Slack understands'],
    ['HTTP 500', { status: 500 }, 'http_service_error'],
  ])('%s as the answer to a submission shows trouble', async (_name, { status = 200, body = '' }, detail) => {
    await it.openModal(asking(input()));
    it.ack = { status, body: typeof body === 'string' ? body : JSON.stringify(body) };
    const answer = await it.playground.as('ann').submit({ q: 'x' });
    expect(answer).toMatchObject({ kind: 'failed', shown: 'We had some trouble connecting. Try again?' });
    expect(it.playground.notes.at(-1)).toContain(detail);
  });

  test('update, push, clear and an empty answer do what they say', async () => {
    const ann = it.playground.as('ann');
    await it.openModal(asking(input()));
    it.ack.body = JSON.stringify({
      response_action: 'update',
      view: view({ title: plain('Two'), submit: plain('Go') }),
    });
    expect(await ann.submit({ q: 'x' })).toMatchObject({ kind: 'update' });
    it.ack.body = JSON.stringify({
      response_action: 'push',
      view: view({ title: plain('Three'), submit: plain('Go') }),
    });
    expect(await ann.submit()).toMatchObject({ kind: 'push' });
    expect(ann.views().map((one) => one.title?.text)).toEqual(['Two', 'Three']);
    it.ack.body = '';
    expect(await ann.submit()).toEqual({ kind: 'closed' });
    expect(ann.view()?.title?.text).toBe('Two');
    it.ack.body = JSON.stringify({ response_action: 'clear' });
    expect(await ann.submit()).toEqual({ kind: 'clear' });
    expect(ann.view()).toBeUndefined();
  });
});

const home = (label: string) => ({
  type: 'home',
  blocks: [{ type: 'actions', block_id: 'b', elements: [{ type: 'button', action_id: 'go', text: plain(label) }] }],
});

test('App Home is published per person, opens with an event, and its buttons tell the app', async () => {
  const ann = it.playground.as('ann');
  const first = (await it.api('views.publish', { user_id: 'U0ANN', view: home('One') }))['view'] as { hash: string };
  expect(await it.error('views.publish', { user_id: 'U0ANN', hash: first.hash, view: home('Two') })).toBeUndefined();
  expect(await it.error('views.publish', { user_id: 'U0ANN', hash: first.hash, view: home('Three') })).toBe(
    'hash_conflict',
  );
  expect(await it.error('views.publish', { user_id: 'U0BOT', view: home('One') })).toBe('user_not_found');
  expect(await ann.click('Two', { home: true })).toEqual({ ok: true });
  expect(it.payloads.at(-1)).toMatchObject({
    type: 'block_actions',
    view: { type: 'home' },
    actions: [{ action_id: 'go' }],
  });
  expect(it.playground.as('ben').home()).toBeUndefined();
  await ann.openHome();
  expect(it.playground.deliveries.at(-1)).toMatchObject({
    kind: 'app_home_opened',
    payload: { event: { user: 'U0ANN', tab: 'home' } },
  });
  const page = await (await fetch(`${it.playground.url}?as=U0ANN&channel=D0ANN&tab=home`)).text();
  expect(page).toContain('>Two</button>');
});
