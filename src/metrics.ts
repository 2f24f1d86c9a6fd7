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
  const acks = new Counter({
    name: 'rag_or_ft_acks_total',
    help: 'Requests of Slack, by kind and whether they were acknowledged',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const ackSeconds = new Histogram({
    name: 'rag_or_ft_ack_seconds',
    help: 'Seconds from a request of Slack to its acknowledgement; Slack waits for three',
    labelNames: ['kind'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3],
    registers,
  });
  const calls = new Counter({
    name: 'rag_or_ft_slack_calls_total',
    help: 'Calls of the Web API, by method and HTTP status',
    labelNames: ['method', 'outcome'],
    registers,
  });
  const callSeconds = new Histogram({
    name: 'rag_or_ft_slack_call_seconds',
    help: 'Seconds a call of the Web API took',
    labelNames: ['method'],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const posts = new Counter({
    name: 'rag_or_ft_posts_total',
    help: 'Attempts to post, by kind and what became of them',
    labelNames: ['kind', 'outcome'],
    registers,
  });
  const retries = new Counter({
    name: 'rag_or_ft_post_retries_total',
    help: 'Attempts to post that come again',
    labelNames: ['kind'],
    registers,
  });
  const verdicts = new Counter({
    name: 'rag_or_ft_verdicts_total',
    help: 'Decisions that were posted, by approach',
    labelNames: ['approach'],
    registers,
  });
  const waiting = new Gauge({ name: 'rag_or_ft_outbox_waiting', help: 'Posts that are due', registers });
  const age = new Gauge({
    name: 'rag_or_ft_outbox_age_seconds',
    help: 'Seconds the oldest of them is late',
    registers,
  });

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
        if (answer.kind === 'later' || answer.kind === 'unclear') retries.inc({ kind });
        if (answer.kind === 'sent' && kind === 'decision' && 'explanation' in message) {
          verdicts.inc({ approach: message.explanation.approach });
        }
        if (answer.kind === 'sent' && kind === 'settlement' && 'debate' in message) {
          const approach = message.debate.settlement?.explanation.approach;
          if (approach !== undefined) verdicts.inc({ approach });
        }
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
