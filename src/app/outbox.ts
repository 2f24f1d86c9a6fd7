import { createDelivery, type DeliveryDeps } from './deliver.ts';
import type { DuePost } from './ports.ts';

const second = 1_000;
const hour = 3_600 * second;
/** How long a channel, or all of them, rest after an error of our own, such as a full disk. */
const restAfterError = 5 * second;
/** After it another instance takes over what this one was sending, which is then looked up and not sent again. */
const longestHold = 15 * second;
/** Channels served at once. */
const mostAtOnce = 8;

export interface OutboxDeps extends Omit<DeliveryDeps, 'pause' | 'settle' | 'stopped'> {
  /** Milliseconds between two posts in one channel; a second unless told. */
  readonly pause?: number;
  /**
   * Milliseconds after an attempt of unknown outcome before anybody looks for the message; 25 seconds unless told. Longer than a
   * request may be under way: a look that comes before the message finds nothing, and a second one would be posted.
   */
  readonly settle?: number;
  /** Names this instance among those that share the store. */
  readonly holder?: string;
  /** Milliseconds until other instances take over its channels when it is not heard of; 15 seconds unless told. */
  readonly hold?: number;
  /** Draws the milliseconds until what other instances left is looked for; undefined where there are none. */
  readonly poll?: (() => number) | undefined;
  /** Calls `run` once after `ms`; the returned function calls it off. */
  readonly after?: (ms: number, run: () => void) => () => void;
}

export interface Outbox {
  /** Looks for posts that are due. Call it once at the start: it takes up what a crash left. */
  wake(): void;
  /** Resolves when nothing is being sent and nothing may be sent now. Posts that are due later do not count. */
  idle(): Promise<void>;
  /** Sends nothing more, and resolves when what is being sent is written down. */
  stop(): Promise<void>;
}

/**
 * Brings every stored post to Slack, and none of them twice. A post is marked before Slack is called; when the outcome is unknown,
 * after a crash or an unclear answer, it is looked up before anything is sent again. Where nobody may look the owner is told
 * instead: asking is better than posting twice.
 */
export function createOutbox({
  pause = second,
  settle = 25 * second,
  holder = 'this instance',
  hold = longestHold,
  poll,
  after = timer,
  ...deps
}: OutboxDeps): Outbox {
  const { store, clock, log } = deps;
  const deliver = createDelivery({ ...deps, pause, settle, stopped: () => stopped });
  const active = new Map<string, Promise<void>>();
  let passes: Promise<void> | undefined;
  let again = false;
  let begun = false;
  let stopped = false;
  let callOff = nothing;

  function wake(): void {
    if (stopped) return;
    again = true;
    passes ??= pass();
  }

  async function pass(): Promise<void> {
    while (again) {
      again = false;
      callOff();
      try {
        wakeAt(await startDue());
      } catch (error) {
        log.error({ err: error }, 'the outbox could not read what is due');
        wakeAt(clock.now() + restAfterError);
      }
    }
    passes = undefined;
  }

  /** Starts what may start now, and says when to look again. */
  async function startDue(): Promise<number | undefined> {
    // What an earlier life of this instance was sending need not be waited for.
    if (!begun) await store.releaseChannels(holder);
    begun = true;
    const now = clock.now();
    const limit = mostAtOnce - active.size;
    const claimed = limit > 0 && !stopped ? await store.claimPosts({ now, until: now + hold, holder, limit }) : [];
    for (const post of claimed) {
      const channel = `${post.installation} ${post.channel}`;
      if (!active.has(channel)) active.set(channel, run(channel, post));
      // One that takes longer than it may hold its channel must not keep the others from looking.
      else await store.releaseChannel(post.installation, post.channel, holder, now);
    }
    const times = [await store.nextClaim(now), poll && now + poll()].filter((time) => time !== undefined);
    return times.length === 0 ? undefined : Math.min(...times);
  }

  async function run(channel: string, post: DuePost): Promise<void> {
    const { installation } = post;
    try {
      let rest = restAfterError;
      try {
        rest = await deliver(post);
      } catch (error) {
        log.error({ err: error, installation, post: post.id }, 'the outbox could not handle a post');
      }
      const now = clock.now();
      await store.releaseChannel(installation, post.channel, holder, rest > 0 ? now + rest : now);
    } catch (error) {
      log.error({ err: error, installation }, 'the outbox could not give a channel back');
    }
    active.delete(channel);
    wake();
  }

  function wakeAt(at: number | undefined): void {
    if (at !== undefined && !stopped) callOff = after(Math.max(0, at - clock.now()), wake);
  }

  async function idle(): Promise<void> {
    const busy = () => passes !== undefined || active.size > 0;
    while (busy()) await Promise.all([passes, ...active.values()]);
  }

  return {
    wake,
    idle,
    async stop() {
      stopped = true;
      again = false;
      callOff();
      await idle();
    },
  };
}

function nothing(): void {}

function timer(ms: number, run: () => void): () => void {
  const handle = setTimeout(run, Math.min(ms, hour));
  return () => clearTimeout(handle);
}
