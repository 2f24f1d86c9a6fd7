import { describe, expect, it, onTestFinished } from 'vitest';
import { createMetrics } from '../src/metrics.ts';
import { readyPage, serveOperations } from '../src/operations.ts';
import { createLog } from '../src/log.ts';
import { oneAccount } from '../src/slack/accounts.ts';
import { accountClient } from '../src/slack/clients.ts';
import { running } from './e2e/running.ts';
import { shared } from './e2e/share.ts';
import { leaks, typing, wrote } from './leaks.ts';
import { FakeSlack, identity, keptLog } from './slack/kit.ts';
import { outgoing } from './slack/samples.ts';

const pulse = async () => ({ waiting: 3, ageMs: 4_500 });

/** The pages of operators before a store. */
async function operated(store: Parameters<typeof createMetrics>[0]) {
  const metrics = createMetrics(store);
  const ready = readyPage({ store, slack: () => 'known' });
  const served = await serveOperations({ port: 0, host: '127.0.0.1' }, { ready, metrics: metrics.page });
  onTestFinished(() => served.stop());
  const get = async (path: string) => {
    const answer = await fetch(served.url + path);
    return { status: answer.status, text: await answer.text() };
  };
  return { metrics, get };
}

describe('operators', () => {
  it('are told whether it lives and whether it can work', async () => {
    const { get } = await operated({ pulse });
    expect(await get('/healthz')).toMatchObject({ status: 200, text: '{"ok":true}' });
    const ready = await get('/readyz');
    expect({ status: ready.status, ...JSON.parse(ready.text) }).toEqual({
      status: 200,
      ok: true,
      database: 'ok',
      rules: 'loaded',
      slack: 'known',
    });
    expect((await get('/')).status).toBe(404);
  });

  it('are told to send nothing here while the database does not answer, and that it lives', async () => {
    const { get } = await operated({ pulse: () => Promise.reject(new Error('gone')) });
    expect(await get('/readyz')).toMatchObject({ status: 503, text: expect.stringContaining('not answering') });
    expect((await get('/healthz')).status).toBe(200);
    expect((await get('/metrics')).status).toBe(500);
  });

  it('count acknowledgements, calls, posts that come again, what waits, and verdicts', async () => {
    const { metrics, get } = await operated({ pulse });
    metrics.meter.acked('command', 'acked', 12);
    metrics.meter.acked('command', 'failed', 3_000);
    const slack = new FakeSlack().answer('chat.update', { status: 429, headers: { 'retry-after': '1' } });
    const endpoint = { fetch: slack.fetch, meter: metrics.meter };
    const client = accountClient('background', await oneAccount(identity).of('T:T1'), endpoint, keptLog());
    await client.chat.postMessage({ channel: 'C1', text: 'x' });
    await client.chat.update({ channel: 'C1', ts: '1.0', text: 'x' }).catch(() => undefined);
    const outcomes = [
      { kind: 'later', afterMs: 1, code: 'ratelimited' } as const,
      { kind: 'sent', ts: '1.0' } as const,
    ];
    const poster = metrics.posting({
      send: async () => outcomes.shift() ?? { kind: 'unclear', code: 'x' },
      find: async () => ({ kind: 'absent' }),
    });
    for (let at = 0; at < 3; at += 1) await poster.send(outgoing('decision'));
    const { text } = await get('/metrics');
    for (const line of [
      'rag_or_ft_acks_total{kind="command",outcome="acked"} 1',
      'rag_or_ft_acks_total{kind="command",outcome="failed"} 1',
      'rag_or_ft_ack_seconds_count{kind="command"} 1',
      'rag_or_ft_slack_calls_total{method="chat.postMessage",outcome="200"} 1',
      'rag_or_ft_slack_calls_total{method="chat.update",outcome="429"} 1',
      'rag_or_ft_posts_total{kind="decision",outcome="sent"} 1',
      'rag_or_ft_post_retries_total{kind="decision"} 2',
      'rag_or_ft_verdicts_total{approach="rag"} 1',
      'rag_or_ft_outbox_waiting 3',
      'rag_or_ft_outbox_age_seconds 4.5',
    ])
      expect(text).toContain(`${line}\n`);
  });

  it('read no word of a person', async () => {
    const slice = await running({ operationsPort: 0 });
    const title = 'Secret project Nightingale';
    await shared(slice, title);
    const text = await (await fetch(`${slice.operations}/metrics`)).text();
    expect(text).toMatch(/rag_or_ft_acks_total\{kind="command",outcome="acked"\} 1\n/);
    expect(text).toMatch(/rag_or_ft_verdicts_total\{approach="[\w-]+"\} 1\n/);
    expect(text).toMatch(/rag_or_ft_slack_calls_total\{method="views.open",outcome="200"\} 1\n/);
    expect(text).not.toMatch(/Nightingale|U0ANN|C0GUILD|T0LOCAL/);
  });
});

describe('the log', () => {
  it('shows no secret and no text, however deep it stands, and no message of an error', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const secret = 'xoxb-secret';
    log.info({ token: secret, answer: { text: secret, args: { authorization: secret, trigger_id: secret } } }, 'one');
    log.info({ row: { sealed: secret, refreshToken: secret }, clientSecret: secret }, 'two');
    log.error({ err: new Error(`failed for ${secret}`) }, 'three');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain('secret');
  });

  it('of a test is scanned: a secret or what a person typed would be found', () => {
    wrote({ fields: { url: 'https://hooks.slack.com/commands/1' } });
    wrote('a plain line');
    wrote(`{"said":${JSON.stringify(typing('my "big" plan'))}}`);
    expect(leaks()).toHaveLength(2);
  });
});
