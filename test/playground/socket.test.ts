import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Playground } from '../../src/playground/index.ts';
import { shareRag } from '../browser/flow.ts';
import { call, credentials } from './stand-in.ts';
import { startWhole, type Whole } from './whole.ts';

let whole: Whole;
let playground: Playground;
beforeEach(async () => {
  whole = await startWhole('socket');
  ({ playground } = whole);
});
afterEach(() => whole?.stop());

const decisions = () =>
  playground
    .as('ann')
    .messages('#llm-guild')
    .filter(({ botId }) => botId !== undefined);

test('the whole slice runs over Socket Mode', async () => {
  expect(playground.calls.map(({ method }) => method)).toContain('apps.connections.open');
  const decision = await shareRag(playground);
  await playground.until(() => playground.as('ann').thread('#llm-guild', decision.ts).length >= 3);
  expect(playground.deliveries.every(({ answer }) => answer?.ok === true)).toBe(true);
  expect(playground.notes).toEqual([]);
});

test('an envelope whose ack was lost comes again and has one effect', async () => {
  const decision = await shareRag(playground, {
    beforeShare: () => playground.sockets.loseAcks(1),
  });
  await playground.until(() => playground.as('ann').thread('#llm-guild', decision.ts).length >= 3);
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(decisions()).toHaveLength(1);
  expect(playground.as('ann').thread('#llm-guild', decision.ts)).toHaveLength(3);
});

test('the app connects anew when Slack warns that it will close the connection', async () => {
  playground.sockets.warn();
  await playground.until(() => playground.sockets.open === 0);
  await playground.until(() => playground.sockets.open === 1, 20_000);
  const ann = playground.as('ann');
  await ann.command('#llm-guild', '/rag-or-ft help');
  expect(ann.ephemerals('#llm-guild')).toHaveLength(1);
}, 40_000);

test('only an app-level token opens a connection, and a ticket is good once', async () => {
  const { apiUrl } = playground;
  expect((await call(apiUrl, 'apps.connections.open', {})).body).toMatchObject({ error: 'not_allowed_token_type' });
  expect((await call(apiUrl, 'apps.connections.open', {}, 'xapp-x')).body).toMatchObject({ error: 'invalid_auth' });
  expect((await call(apiUrl, 'auth.test', {}, credentials.appToken)).body).toMatchObject({
    error: 'not_allowed_token_type',
  });
  const { body } = await call(apiUrl, 'apps.connections.open', {}, credentials.appToken);
  const shake = () =>
    fetch(String(body['url']).replace(/^ws/, 'http'), { headers: { 'x-test': 'no upgrade' } }).then(
      ({ status }) => status,
    );
  expect(await shake()).toBe(404);
});
