import { userOf } from './people.ts';
import type { Decision, NewPost, Post, PostKind, Position } from './ports.ts';

/** The posts of a new decision: one message, then the argument and the costs as replies in its thread. */
export function postsOfDecision(decision: Decision, now: number): readonly NewPost[] {
  return [post(decision, 1, 'decision', now), post(decision, 1, 'argument', now), post(decision, 1, 'costs', now)];
}

/** The posts of a revision: the message and its two replies are changed, then a reply says what moved. */
export function postsOfRevision(decision: Decision, revision: number, now: number): readonly NewPost[] {
  return [
    post(decision, revision, 'edit', now),
    post(decision, revision, 'edit-argument', now),
    post(decision, revision, 'edit-costs', now),
    post(decision, revision, 'moved', now),
  ];
}

/** Which post an edit changes. Changing a message twice has the effect of once, so an edit may be sent again unseen. */
export function changedBy(kind: PostKind): Changed | undefined {
  return changes[kind];
}

/** Words to one person alone, in a direct message. */
export const privateKinds: readonly PostKind[] = ['not-posted', 'debate-notice'];

type Changed = 'decision' | 'argument' | 'costs' | 'ballot' | 'settlement';
const changes: Partial<Record<PostKind, Changed>> = {
  edit: 'decision',
  'edit-argument': 'argument',
  'edit-costs': 'costs',
  'edit-ballot': 'ballot',
  'edit-settlement': 'settlement',
};

/** The post of a position: a reply that says what this person sees differently. */
export function postOfPosition(decision: Decision, { person, number, revision }: Position, now: number): NewPost {
  const id = positionPost(decision.id, person, number);
  return { ...post(decision, revision, 'position', now), id, about: person };
}

/** The id of the post of a position: of two positions of one person only the later is still to be posted. */
export function positionPost(decision: string, person: string, number: number): string {
  return `${decision}:position:${person}:${number}`;
}

/**
 * A private word that a post could not be made, to the owner, or to whoever stated the position. `channel` is a user id: Slack
 * opens the direct message.
 */
export function noticeOf(
  decision: Decision,
  failed: Pick<Post, 'id' | 'revision' | 'kind' | 'about'>,
  now: number,
): NewPost {
  return {
    installation: decision.installation,
    // A post may be tried again and fail again, which is worth another word.
    id: `${failed.id}:notice:${now}`,
    subject: decision.id,
    revision: failed.revision,
    kind: 'not-posted',
    channel: userOf(failed.kind === 'position' && failed.about !== undefined ? failed.about : decision.owner),
    about: failed.id,
    dueAt: now,
  };
}

function post(decision: Decision, revision: number, kind: PostKind, now: number): NewPost {
  const before = `${decision.id}:1:${changedBy(kind) ?? 'decision'}`;
  return {
    installation: decision.installation,
    id: `${decision.id}:${revision}:${kind}`,
    subject: decision.id,
    revision,
    kind,
    channel: decision.place.channel,
    thread: decision.place.thread,
    after: kind === 'decision' ? undefined : before,
    dueAt: now,
  };
}
