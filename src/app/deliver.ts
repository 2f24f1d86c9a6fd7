import type { Outlook } from '../core/index.ts';
import { debateNotice, isOfDebate } from './debate-posts.ts';
import type { DebateShown } from './debate-ports.ts';
import { changedBy, noticeOf, positionPost, privateKinds } from './posts.ts';
import type {
  Clock,
  DebateOutgoing,
  Decision,
  DuePost,
  Installation,
  Outgoing,
  PersonId,
  Poster,
  PostKind,
  Shown,
  Stance,
  Store,
} from './ports.ts';

const second = 1_000;
const minute = 60 * second;
/** After so many attempts a post is given up, and after so long a time in which nobody could look for it: some hours either way. */
const mostAttempts = 36;
const longestLook = 240 * minute;
const longestWait = 10 * minute;
/** Where no token is good the same number of attempts takes a week: whoever can give it another may be away for days. */
const longestShutWait = 360 * minute;
const longestShut = 7 * 1_440 * minute;
/** The message is not there any more, or may not be changed any more. */
const notEditable = new Set(['message_not_found', 'edit_window_closed']);

/** Changes of what must be there: the message is posted anew when it is not. */
const reposted = new Set<PostKind>(['edit', 'edit-ballot', 'edit-settlement']);

const costKinds = new Set<PostKind>(['costs', 'edit-costs']);

/** What the outbox writes to the log: ids and codes, never texts. */
export interface Log {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface DeliveryDeps {
  readonly store: Store;
  readonly poster: Poster;
  readonly clock: Clock;
  readonly log: Log;
  /** What is to be drawn: the newest revision, or the one asked for. */
  readonly show: (installation: Installation, decision: string, revision?: number) => Promise<Shown>;
  /** What the draws say of its costs. */
  readonly outlook: (shown: Shown) => Promise<Outlook>;
  /** What a person says about a decision now. */
  readonly stance: (installation: Installation, decision: string, person: PersonId) => Promise<Stance | undefined>;
  /** A debate as it stands. */
  readonly debate: (
    installation: Installation,
    id: string,
    options: { readonly range: boolean },
  ) => Promise<DebateShown>;
  /** Whether the app may post there; everywhere unless told. */
  readonly allowed?: ((channel: string) => boolean) | undefined;
  readonly pause: number;
  readonly settle: number;
  /** From then on nothing new is sent. */
  readonly stopped: () => boolean;
}

/**
 * Takes one post one step further, looking for it or sending it, and writes down what came of it: afterwards the post is settled
 * or due later. Resolves to the milliseconds its channel must rest.
 */
export function createDelivery(deps: DeliveryDeps): (post: DuePost) => Promise<number> {
  const { store, poster, clock, log, show, outlook, stance, debate, pause, settle, stopped } = deps;
  const { allowed = () => true } = deps;
  /** Posts Slack took while the store could not be written: not sent again even where nobody may look. */
  const taken = new Map<string, string>();

  async function sent(post: DuePost, ts: string): Promise<void> {
    taken.set(keyOf(post), ts);
    await store.markSent(post.installation, post.id, ts);
    taken.delete(keyOf(post));
  }

  async function fail(post: DuePost, code: string): Promise<void> {
    log.warn({ installation: post.installation, post: post.id, kind: post.kind, code }, 'a post is given up');
    if (isOfDebate(post.kind)) return failDebate(post, code);
    const decision = post.kind === 'not-posted' ? undefined : await decisionOf(post);
    await store.failPost(post.installation, post.id, code, decision && noticeOf(decision, post, clock.now()));
  }

  /** The opener hears of it; a private word that failed is not followed by another. */
  async function failDebate(post: DuePost, code: string): Promise<void> {
    const told = post.kind !== 'debate-notice' && post.kind !== 'reminder';
    const found = told ? await store.debate(post.installation, post.subject) : undefined;
    const notice = found && debateNotice(found.debate, post.id, clock.now());
    await store.failPost(post.installation, post.id, code, notice);
  }

  async function repost(post: DuePost, code: string): Promise<void> {
    log.warn(
      { installation: post.installation, post: post.id, code },
      'a message cannot be changed and is posted anew',
    );
    await store.repost(post.installation, post.id, clock.now());
  }

  async function decisionOf(post: DuePost): Promise<Decision | undefined> {
    try {
      return (await store.written(post.installation, post.subject))?.decision;
    } catch (error) {
      report(post, error, 'the decision of a post cannot be read');
      return undefined;
    }
  }

  async function retry(post: DuePost, attempts: number, code: string, atLeast = 0): Promise<void> {
    if (attempts >= mostAttempts) return fail(post, code);
    const wait = Math.max(atLeast, waitAfter(attempts, post.id));
    return store.retryPost(post.installation, post.id, clock.now() + wait, code);
  }

  /** Undefined when there is nothing left to say. */
  async function prepare(post: DuePost): Promise<Outgoing | DebateOutgoing | undefined> {
    if (isOfDebate(post.kind)) return prepareDebate(post);
    const shown = await show(post.installation, post.subject, post.kind === 'moved' ? post.revision : undefined);
    if (post.kind === 'position') {
      const found = await stance(post.installation, post.subject, post.about ?? '');
      const newest = found && positionPost(post.subject, found.position.person, found.position.number);
      return newest === post.id ? { ...shown, post, stance: found } : undefined;
    }
    if (costKinds.has(post.kind)) return { ...shown, post, outlook: await outlook(shown) };
    if (post.kind !== 'not-posted') return { ...shown, post };
    const posts = await store.posts(post.installation, post.subject);
    return { ...shown, post, failed: posts.find(({ id }) => id === post.about) };
  }

  async function prepareDebate(post: DuePost): Promise<DebateOutgoing | undefined> {
    const range = post.kind === 'settlement' || post.kind === 'edit-settlement';
    const shown = await debate(post.installation, post.subject, { range });
    // Asked again meanwhile, or open again. A result says that it is open again: the next one is a change of it.
    const stale =
      post.kind === 'reminder' && (shown.settlement === undefined || !post.id.endsWith(`:${shown.debate.reviewAt}`));
    if (stale) return undefined;
    if (post.kind !== 'debate-notice') return { post, debate: shown };
    const posts = await store.posts(post.installation, post.subject);
    return { post, debate: shown, failed: posts.find(({ id }) => id === post.about) };
  }

  async function send(post: DuePost): Promise<number> {
    if (stopped()) return 0;
    if (post.attempts >= mostAttempts) {
      await fail(post, post.error ?? 'unclear');
      return 0;
    }
    if (!allowed(post.channel)) {
      await fail(post, 'channel_off');
      return 0;
    }
    // Counted before it is drawn, so that a post which kills the process is given up in the end.
    const began = clock.now();
    if (!(await store.markSending(post.installation, post.id, began, post.attempts))) return 0;
    let attempts = post.attempts + 1;
    let message: Outgoing | DebateOutgoing | undefined;
    try {
      message = await prepare(post);
    } catch (error) {
      report(post, error, 'a post could not be prepared');
      await retry(post, attempts, 'not_prepared');
      return 0;
    }
    if (message === undefined) {
      await store.failPost(post.installation, post.id, 'superseded');
      return 0;
    }
    // Drawing took long. Another instance may have looked for it meanwhile and found nothing: whoever marks it first sends it.
    if (clock.now() - began > Math.max(settle, second)) {
      if (!(await store.markSending(post.installation, post.id, clock.now(), attempts))) return 0;
      attempts += 1;
    }
    const answer = await poster.send(message).catch((error: unknown) => {
      report(post, error, 'sending a post failed unexpectedly');
      return { kind: 'unclear', code: 'unexpected' } as const;
    });
    let rest = pause;
    switch (answer.kind) {
      case 'sent':
        await sent(post, answer.ts);
        break;
      case 'later':
        rest = Math.max(pause, answer.afterMs);
        await retry(post, attempts, answer.code, answer.afterMs);
        break;
      case 'shut':
        log.warn(
          { installation: post.installation, post: post.id, code: answer.code },
          'a post waits for another token',
        );
        await retry(post, attempts, answer.code, Math.min(longestShutWait, minute * 2 ** (attempts - 1)));
        break;
      case 'refused':
        if (changedBy(post.kind) === undefined || !notEditable.has(answer.code)) await fail(post, answer.code);
        else if (reposted.has(post.kind)) await repost(post, answer.code);
        // A reply somebody deleted is not worth a word.
        else await store.failPost(post.installation, post.id, answer.code);
        break;
      case 'unclear':
        await lookAgain(post, Math.max(settle, waitAfter(attempts, post.id)), answer.code);
        break;
    }
    return rest;
  }

  async function look(post: DuePost, waited: number): Promise<number> {
    const answer = await poster.find(post).catch((error: unknown) => {
      report(post, error, 'looking for a post failed unexpectedly');
      return { kind: 'later', code: 'unexpected' } as const;
    });
    let rest = 0;
    switch (answer.kind) {
      case 'found':
        await sent(post, answer.ts);
        break;
      case 'absent':
        rest = await send(post);
        break;
      case 'unknown':
        // A private word twice is better than none; a message in a channel is not.
        if (privateKinds.includes(post.kind)) rest = await send(post);
        else await fail(post, 'unclear');
        break;
      case 'later':
        if (waited >= longestLook) await fail(post, 'unclear');
        else await lookAgain(post, Math.min(longestWait, Math.max(second, waited)), answer.code);
        break;
      case 'shut':
        if (waited >= longestShut) await fail(post, 'unclear');
        else await lookAgain(post, Math.min(longestShutWait, Math.max(minute, waited)), answer.code);
        break;
    }
    return rest;
  }

  function lookAgain(post: DuePost, wait: number, code: string): Promise<void> {
    return store.lookAgain(post.installation, post.id, clock.now() + wait, code);
  }

  function report(post: DuePost, error: unknown, message: string): void {
    log.error({ err: error, installation: post.installation, post: post.id }, message);
  }

  return async function deliver(post) {
    const ts = taken.get(keyOf(post));
    if (ts !== undefined) {
      await sent(post, ts);
      return 0;
    }
    if (post.state !== 'sending') return send(post);
    const waited = clock.now() - (post.attemptedAt ?? 0);
    if (waited >= 0 && waited < settle) {
      await lookAgain(post, settle - waited, post.error ?? 'unclear');
      return 0;
    }
    return changedBy(post.kind) === undefined ? look(post, waited) : send(post);
  };
}

/** Doubles with every attempt; a quarter more or less, told apart by the post's id so that many do not come back at once. */
function waitAfter(attempts: number, id: string): number {
  const wait = Math.min(longestWait, second * 2 ** (attempts - 1));
  let mixed = attempts;
  for (const character of id) mixed = (mixed * 31 + (character.codePointAt(0) ?? 0)) % 1_009;
  return Math.round(wait * (0.75 + mixed / 2_018));
}

function keyOf(post: DuePost): string {
  return `${post.installation} ${post.id}`;
}
