import type { Approach, Case, CostChoices } from '../core/index.ts';

/** Key of an installation: `T:<team>` or, installed for a whole organization, `E:<enterprise>`. Every row carries it. */
export type Installation = string;

/** A person, as `<team>:<user>`: user ids alone are not unique across Slack Connect. */
export type PersonId = string;

/** Where an answer is posted: a channel, and a thread in it if the debate took place in one. */
export interface Place {
  readonly channel: string;
  /** `ts` of the thread's first message. */
  readonly thread?: string | undefined;
}

/** A form somebody is filling in. Committed before every acknowledgement, so that nothing accepted is lost. */
export interface Draft {
  readonly installation: Installation;
  readonly id: string;
  readonly owner: PersonId;
  readonly title: string;
  readonly place?: Place | undefined;
  readonly answers: Case;
  /** Questions answered with "I don't know": never asked again in this draft. */
  readonly unknown: readonly string[];
  /** The decision this draft revises, and the revision it started from. `position`: somebody else's view of it, which changes nothing. */
  readonly revises?:
    | { readonly decision: string; readonly revision: number; readonly position?: true | undefined }
    | undefined;
  /** Where its owner left it, when that does not follow from the answers: on the first page, or at the answer after "Decide now". */
  readonly step?: 'start' | 'preview' | undefined;
  /** The questions of a page that was closed, answered or not. */
  readonly asking?: readonly string[] | undefined;
  /** The name of the worked case it tries out; such a draft is never shared. */
  readonly example?: string | undefined;
  /** It was shared or stated: there is nothing left to continue. Set by the store. */
  readonly done?: true | undefined;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** What a team does instead of what the rules say, and why. */
export interface Choice {
  readonly approach: Approach;
  readonly reason: string;
}

/** A verdict written down in a channel. Its content is in its revisions. */
export interface Decision {
  readonly installation: Installation;
  readonly id: string;
  readonly owner: PersonId;
  readonly title: string;
  readonly place: Place;
  /** The draft or debate it came from: sharing the same draft twice gives the same decision. */
  readonly draft: string;
  readonly createdAt: number;
}

/** What stands in place of a draft in a decision that a debate ended in; the debate's id follows. */
export const ofDebate = 'debate:';

/** One state of a decision; with the rulebook and prices it was made from, it can be recomputed for ever. */
export interface Revision {
  readonly installation: Installation;
  readonly decision: string;
  /** 1 for the first. */
  readonly number: number;
  readonly author: PersonId;
  readonly answers: Case;
  readonly unknown: readonly string[];
  /** What the rules say. */
  readonly approach: Approach;
  /** What the team does, when that was recorded; later revisions keep it. */
  readonly chosen?: Choice | undefined;
  /** What the team says about costs beside its answers; later revisions keep it. */
  readonly money?: CostChoices | undefined;
  /** Content hashes. */
  readonly rulebook: string;
  readonly prices: string;
  /** Date the prices were applied to, YYYY-MM-DD. */
  readonly pricedAt: string;
  readonly at: number;
}

/** How somebody who is not the owner answers the questions of a decision. One per person and decision: the latest counts. */
export interface Position {
  readonly installation: Installation;
  readonly decision: string;
  readonly person: PersonId;
  /** The person's handle, for those who only hear the text of a message. */
  readonly name?: string | undefined;
  /** 1 for the first thing this person said about the decision. */
  readonly number: number;
  /** The revision it is about. */
  readonly revision: number;
  readonly answers: Case;
  readonly unknown: readonly string[];
  /** The draft it came from: stating the same draft twice says it once. */
  readonly draft: string;
  readonly at: number;
}

/** Posts of a debate: its ballot, its result, both of them changed, the reminder to look again, and a private word to its opener. */
export const debatePostKinds = [
  'ballot',
  'edit-ballot',
  'settlement',
  'edit-settlement',
  'reminder',
  'debate-notice',
] as const;
export type DebatePostKind = (typeof debatePostKinds)[number];

/**
 * What a post shows: the decision, its two thread replies, what a revision moved, the edited decision, somebody's position, or a
 * word in private to whoever waits for a post that failed. Or something of a debate.
 */
export const postKinds = [
  'decision',
  'argument',
  'costs',
  'moved',
  'edit',
  'edit-argument',
  'edit-costs',
  'position',
  'not-posted',
  ...debatePostKinds,
] as const;
export type PostKind = (typeof postKinds)[number];

/** pending: not tried yet · sending: tried, outcome not known (a crash leaves it so) · sent · failed: will not be tried again. */
export const postStates = ['pending', 'sending', 'sent', 'failed'] as const;
export type PostState = (typeof postStates)[number];

/** A message that must reach Slack exactly once. */
export interface Post {
  readonly installation: Installation;
  readonly id: string;
  /** The id of what it tells: of a decision, or for posts of a debate of that. */
  readonly subject: string;
  readonly revision: number;
  readonly kind: PostKind;
  readonly channel: string;
  /** Thread to post in, when known beforehand. */
  readonly thread?: string | undefined;
  /** The post that must be sent first; without `thread` its `ts` is the thread to reply in, and for an edit the message to change. */
  readonly after?: string | undefined;
  /** For a position the person, for a private word the post that failed, or who dissents. */
  readonly about?: string | undefined;
  readonly state: PostState;
  readonly attempts: number;
  readonly dueAt: number;
  readonly attemptedAt?: number | undefined;
  /** Slack's `ts` once sent. */
  readonly ts?: string | undefined;
  /** The code of the last failure. */
  readonly error?: string | undefined;
}

export type NewPost = Pick<
  Post,
  'installation' | 'id' | 'subject' | 'revision' | 'kind' | 'channel' | 'thread' | 'after' | 'about' | 'dueAt'
>;

/** A post that may be sent now, with the `ts` of the post it follows. */
export interface DuePost extends Post {
  readonly afterTs?: string | undefined;
}

export interface Written {
  readonly decision: Decision;
  /** In order; never empty. */
  readonly revisions: readonly [Revision, ...Revision[]];
}
