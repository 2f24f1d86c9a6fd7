import type { Explanation } from '../../src/core/index.ts';
import { createOutbox, type Outbox, type OutboxDeps } from '../../src/app/outbox.ts';
import type { DebateOutgoing, DuePost, Outgoing, Poster, Store } from '../../src/app/ports.ts';
import { onTestFinished } from 'vitest';
import { outlookOf } from '../slack/money.ts';
import { revisionOf } from '../store/samples.ts';

export type Answer = Awaited<ReturnType<Poster['send']>>;
export type Finding = Awaited<ReturnType<Poster['find']>>;

export interface Arrived {
  readonly id: string;
  readonly kind: string;
  readonly channel: string;
  readonly at: number;
  readonly ts: string;
  readonly reason?: string | undefined;
  readonly revision: number;
}

/** Time that passes only when told. */
export class FakeClock {
  #now = 1_000_000;
  #timers: { readonly at: number; readonly run: () => void }[] = [];

  readonly now = (): number => this.#now;
  readonly after = (ms: number, run: () => void): (() => void) => {
    const timer = { at: this.#now + ms, run };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((one) => one !== timer);
    };
  };

  /** When the next timer rings. */
  get next(): number | undefined {
    return this.#timers.length === 0 ? undefined : Math.min(...this.#timers.map(({ at }) => at));
  }

  get timers(): number {
    return this.#timers.length;
  }

  /** Forgets all timers, as a process that dies does. */
  die(): void {
    this.#timers = [];
  }

  /** Goes on to `at`, and rings what is due. */
  go(at: number): void {
    this.#now = Math.max(this.#now, at);
    const due = this.#timers.filter((timer) => timer.at <= this.#now);
    this.#timers = this.#timers.filter((timer) => timer.at > this.#now);
    for (const timer of due) timer.run();
  }
}

/** The id of a post without the time by which notices differ. */
export const untimed = (id: string): string => id.replace(/:notice:\d+$/, ':notice');

/** Channels that remember what arrived, and an answer per call that the test may replace. */
export class FakeSlack implements Poster {
  readonly arrived: Arrived[] = [];
  readonly sends: string[] = [];
  readonly finds: string[] = [];
  readonly clock: FakeClock;
  /** Decides about a message; `take` puts it in its channel. */
  onSend = (_: Outgoing, take: () => Answer): Answer | Promise<Answer> => take();
  onFind = (_: DuePost, look: () => Finding): Finding | Promise<Finding> => look();

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  send(message: Outgoing | DebateOutgoing): Promise<Answer> {
    if ('debate' in message) throw new Error('there is no debate here');
    this.sends.push(message.post.id);
    return Promise.resolve(this.onSend(message, () => this.take(message)));
  }

  find(post: DuePost): Promise<Finding> {
    this.finds.push(post.id);
    return Promise.resolve(
      this.onFind(post, () => {
        const found = this.arrived.find(({ id }) => id === untimed(post.id));
        return found === undefined ? { kind: 'absent' } : { kind: 'found', ts: found.ts };
      }),
    );
  }

  take({ post, failed, revision }: Outgoing): Answer {
    const reason = failed?.error;
    const ts = `${this.arrived.length + 1}.${this.clock.now()}`;
    const { kind, channel } = post;
    this.arrived.push({
      id: untimed(post.id),
      kind,
      channel,
      ts,
      at: this.clock.now(),
      reason,
      revision: revision.number,
    });
    return { kind: 'sent', ts };
  }
}

/** The same store, with something around each of its calls. */
export function storeAround(store: Store, around: <R>(call: () => Promise<R>) => Promise<R>): Store {
  return new Proxy(store, {
    get(target, name) {
      const method: unknown = Reflect.get(target, name);
      if (typeof method !== 'function') return method;
      return (...given: unknown[]) => around(async () => Reflect.apply(method, target, given));
    },
  });
}

export interface World {
  readonly clock: FakeClock;
  readonly slack: FakeSlack;
  readonly logged: string[];
  readonly start: (rest?: Partial<OutboxDeps>) => Outbox;
}

/** A store, a Slack and a clock on which outboxes can be started, one after another as processes are. */
export function worldOf(store: Store): World {
  const clock = new FakeClock();
  const slack = new FakeSlack(clock);
  const logged: string[] = [];
  const log = (_: object, message: string) => void logged.push(message);
  return {
    clock,
    slack,
    logged,
    start: (rest = {}) => {
      const outbox = createOutbox({
        store,
        poster: slack,
        clock,
        log: { warn: log, error: log },
        after: clock.after,
        show: async (installation, id, number) => {
          const written = await store.written(installation, id);
          if (written === undefined) throw new Error('no such decision');
          const { decision, revisions } = written;
          const revision = revisions.find((one) => one.number === number) ?? revisions.at(-1) ?? revisionOf(decision);
          return { decision, revision, explanation: {} as Explanation, moved: [] };
        },
        outlook: () => Promise.resolve(outlookOf()),
        stance: () => Promise.resolve(undefined),
        debate: () => Promise.reject(new Error('there is no debate here')),
        ...rest,
      });
      onTestFinished(() => outbox.stop());
      return outbox;
    },
  };
}

/** Lets time pass from timer to timer until nothing is left to wait for. */
export async function settle(outbox: Outbox, clock: FakeClock, until = Number.POSITIVE_INFINITY): Promise<void> {
  outbox.wake();
  await outbox.idle();
  for (let rings = 0; clock.next !== undefined && clock.next <= until; rings += 1) {
    if (rings > 5_000) throw new Error('the outbox never comes to rest');
    clock.go(clock.next);
    await outbox.idle();
  }
}
