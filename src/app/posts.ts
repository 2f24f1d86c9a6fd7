import type { Decision, NewPost, PostKind } from './ports.ts';

/** The posts of a new decision: one message, then the argument and the costs as replies in its thread. */
export function postsOfDecision(decision: Decision, now: number): readonly NewPost[] {
  return [post(decision, 1, 'decision', now), post(decision, 1, 'argument', now), post(decision, 1, 'costs', now)];
}

/** The posts of a revision: the message is changed, and a reply says what moved. */
export function postsOfRevision(decision: Decision, revision: number, now: number): readonly NewPost[] {
  return [post(decision, revision, 'edit', now), post(decision, revision, 'moved', now)];
}

/** A private word to the owner that a post could not be made. `channel` is the owner's user id: Slack opens the direct message. */
export function noticeOf(
  decision: Decision,
  failed: { readonly id: string; readonly revision: number },
  now: number,
): NewPost {
  return {
    installation: decision.installation,
    id: `${failed.id}:notice`,
    decision: decision.id,
    revision: failed.revision,
    kind: 'not-posted',
    channel: userOf(decision.owner),
    dueAt: now,
  };
}

/** The Slack user id in a person's key. */
export function userOf(person: string): string {
  return person.slice(person.indexOf(':') + 1);
}

function post(decision: Decision, revision: number, kind: PostKind, now: number): NewPost {
  const main = `${decision.id}:1:decision`;
  return {
    installation: decision.installation,
    id: `${decision.id}:${revision}:${kind}`,
    decision: decision.id,
    revision,
    kind,
    channel: decision.place.channel,
    thread: decision.place.thread,
    after: kind === 'decision' ? undefined : main,
    dueAt: now,
  };
}
