import { type DebatePostKind, debatePostKinds, type NewPost, type PostKind } from './kept.ts';
import type { Closing, StoredDebate } from './debate-ports.ts';
import { userOf } from './people.ts';

const kinds: readonly string[] = debatePostKinds;

/** Whether a post belongs to a debate. */
export const isOfDebate = (kind: PostKind): kind is DebatePostKind => kinds.includes(kind);

/** The one ballot of a debate. */
export function ballotOf(debate: StoredDebate, now: number): NewPost {
  return post(debate, 'ballot', `${debate.id}:ballot`, now);
}

/** Draws the ballot anew. Where one waits already, the store leaves it at that. */
export function ballotEdit(debate: StoredDebate, now: number): NewPost {
  const id = `${debate.id}:ballot:${debate.version}`;
  return { ...post(debate, 'edit-ballot', id, now), after: `${debate.id}:ballot` };
}

/** The one result of a debate, or its change; the ballot is drawn anew with it, and a reminder waits for the review. */
export function postsOfClosing(debate: StoredDebate, { revision }: Closing, now: number): readonly NewPost[] {
  const first = post(debate, 'settlement', resultOf(debate), now);
  return [ballotEdit(debate, now), revision === 1 ? first : settlementEdit(debate, now), reminderOf(debate, now)];
}

/** Draws the result anew. */
export function settlementEdit(debate: StoredDebate, now: number): NewPost {
  const result = resultOf(debate);
  return { ...post(debate, 'edit-settlement', `${result}:${debate.version}`, now), after: result };
}

const resultOf = ({ id }: StoredDebate): string => `${id}:result`;

/** Comes back in the thread when the debate is to be looked at again. */
export function reminderOf(debate: StoredDebate, now: number): NewPost {
  const at = debate.reviewAt ?? now;
  return post(debate, 'reminder', `${debate.id}:reminder:${at}`, at);
}

/** A private word to the opener: about a post that failed, or that somebody's dissent would change the verdict. */
export function debateNotice(debate: StoredDebate, about: string, now: number): NewPost {
  return {
    ...post(debate, 'debate-notice', `${debate.id}:notice:${about}:${now}`, now),
    channel: userOf(debate.opener),
    thread: undefined,
    about,
  };
}

function post(debate: StoredDebate, kind: DebatePostKind, id: string, dueAt: number): NewPost {
  const { installation, place } = debate;
  return {
    installation,
    id,
    subject: debate.id,
    revision: debate.closing?.revision ?? 1,
    kind,
    channel: place.channel,
    thread: place.thread,
    after: undefined,
    about: undefined,
    dueAt,
  };
}
