import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { PulseStore } from './app/installation-ports.ts';
import type { Poster } from './app/ports.ts';
import type { Meter } from './slack/meter.ts';
import type { Page } from './slack/oauth/install.ts';

export interface Metrics {
  readonly meter: Meter;
  /** Counts what becomes of posts, and the verdicts that reach a channel. */
  readonly posting: (poster: Poster) => Poster;
  readonly page: Page;
}

/** Metrics in the format of Prometheus, each in a registry of its own. */
export function createMetrics(store: PulseStore, now: () => number = Date.now): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const ours = (name: string, help: string) => ({ name: `rag_or_ft_${name}`, help, registers });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter<L>({ ...ours(name, help), labelNames });
  const seconds = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram<L>({ ...ours(name, help), labelNames, buckets });
  const gauge = (name: string, help: string) => new Gauge(ours(name, help));

  const acks = counter(
    'acks_total',
    'Requests of Slack, by kind and whether they were acknowledged',
    'kind',
    'outcome',
  );
  const ackSeconds = seconds(
    'ack_seconds',
    'Seconds from a request of Slack to its acknowledgement; Slack waits for three',
    [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    'kind',
  );
  const calls = counter('slack_calls_total', 'Calls of the Web API, by method and HTTP status', 'method', 'outcome');
  const callSeconds = seconds(
    'slack_call_seconds',
    'Seconds a call of the Web API took',
    [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    'method',
  );
  const posts = counter('posts_total', 'Attempts to post, by kind and what became of them', 'kind', 'outcome');
  const retries = counter('post_retries_total', 'Attempts to post that come again', 'kind');
  const verdicts = counter('verdicts_total', 'Decisions that were posted, by approach', 'approach');
  const waiting = gauge('outbox_waiting', 'Posts that are due');
  const age = gauge('outbox_age_seconds', 'Seconds the oldest of them is late');

  return {
    meter: {
      acked(kind, outcome, ms) {
        acks.inc({ kind, outcome });
        if (outcome === 'acked') ackSeconds.observe({ kind }, ms / 1_000);
      },
      called(method, outcome, ms) {
        calls.inc({ method, outcome });
        callSeconds.observe({ method }, ms / 1_000);
      },
    },
    posting: (poster) => ({
      find: (post) => poster.find(post),
      async send(message) {
        const { kind } = message.post;
        const answer = await poster.send(message);
        posts.inc({ kind, outcome: answer.kind });
        if (answer.kind !== 'sent' && answer.kind !== 'refused') retries.inc({ kind });
        const approach = answer.kind === 'sent' ? verdictIn(message) : undefined;
        if (approach !== undefined) verdicts.inc({ approach });
        return answer;
      },
    }),
    async page(_request, response) {
      const pulse = await store.pulse(now());
      waiting.set(pulse.waiting);
      age.set(pulse.ageMs / 1_000);
      const text = await registry.metrics();
      response.writeHead(200, { 'content-type': registry.contentType, 'cache-control': 'no-store' }).end(text);
    },
  };
}

/** The approach in a message that tells a channel what was decided; undefined for any other message. */
function verdictIn(message: Parameters<Poster['send']>[0]): string | undefined {
  const { kind } = message.post;
  if ('debate' in message) return kind === 'settlement' ? message.debate.settlement?.explanation.approach : undefined;
  return kind === 'decision' ? message.explanation.approach : undefined;
}
