import type { Approach, CostChoices, Explanation, Outlook } from '../core/index.ts';
import type { DebateShown, DebateStore } from './debate-ports.ts';
import type { InstallationStore, PulseStore, PurgeStore } from './installation-ports.ts';
import type {
  Choice,
  Decision,
  Draft,
  DuePost,
  Installation,
  NewPost,
  PersonId,
  Place,
  Position,
  Post,
  Revision,
  Written,
} from './kept.ts';
import type { NewcomerStore } from './newcomer-ports.ts';

export type * from './kept.ts';

export interface Store extends DebateStore, InstallationStore, PurgeStore, PulseStore, NewcomerStore {
  /** Keeps texts by content hash; a hash that is there already is left alone. */
  keepContents(contents: readonly { readonly hash: string; readonly body: string }[]): Promise<void>;
  content(hash: string): Promise<string | undefined>;

  saveDraft(draft: Draft): Promise<void>;
  draft(installation: Installation, id: string): Promise<Draft | undefined>;
  /** The newest draft of a person that starts a decision, if it was changed since then and never shared. */
  unfinished(installation: Installation, owner: PersonId, since: number): Promise<Draft | undefined>;

  /** Writes a decision, its first revision and its posts in one transaction. A draft shared before changes nothing and returns what stands. */
  share(decision: Decision, first: Revision, posts: readonly NewPost[]): Promise<Written>;
  /** Adds a revision and its posts in one transaction; false, and nothing written, when that number exists. `draft` is done then. */
  revise(revision: Revision, posts: readonly NewPost[], draft?: string): Promise<boolean>;
  /**
   * Writes down what a person says in place of what they said before, with its post, in one transaction. The same draft, or the
   * same answers to the same revision, say nothing new. Returns what stands.
   */
  takePosition(position: Omit<Position, 'number'>, post: (position: Position) => NewPost): Promise<Position>;
  position(installation: Installation, decision: string, person: PersonId): Promise<Position | undefined>;
  /** All positions on a decision, in the order in which they were last stated. */
  positions(installation: Installation, decision: string): Promise<readonly Position[]>;
  written(installation: Installation, decision: string): Promise<Written | undefined>;
  /** The posts of a decision or of a debate, in the order of writing. */
  posts(installation: Installation, subject: string): Promise<readonly Post[]>;

  /** Adds a post on its own; a post with this id that is there already is left alone. */
  addPost(post: NewPost): Promise<void>;
  /**
   * Posts that wait for nothing but their turn at `now`: pending or sending, due, and whose predecessor is sent; oldest first, at
   * most one per channel, since Slack takes about one message per second in a channel. Posts of one decision in one channel
   * keep their order: none while an earlier one is pending or sending.
   */
  duePosts(now: number): Promise<readonly DuePost[]>;
  /**
   * Of these the posts that this instance may send: their channels are its own until `until`, in which no other instance posts
   * meanwhile. At most `limit`, and none in a channel that rests or that somebody holds; those that waited longest first.
   */
  claimPosts(claim: Claim): Promise<readonly DuePost[]>;
  /** When there may be something to claim again, after `now`. */
  nextClaim(now: number): Promise<number | undefined>;
  /** Gives a channel back, unless another instance has it by now; nothing is sent there before `freeAt`. */
  releaseChannel(installation: Installation, channel: string, holder: string, freeAt: number): Promise<void>;
  /** Gives back all that an earlier life of this instance held. */
  releaseChannels(holder: string): Promise<void>;
  /**
   * Committed before Slack is called: from here on a crash leaves the outcome unknown. Counts an attempt. False, and nothing
   * written, when the post is settled or was tried since it was read with so many `attempts`.
   */
  markSending(installation: Installation, post: string, at: number, attempts: number): Promise<boolean>;
  markSent(installation: Installation, post: string, ts: string): Promise<void>;
  /** Puts a post back to pending, to be tried at `dueAt`: Slack surely did not take it. */
  retryPost(installation: Installation, post: string, dueAt: number, error: string): Promise<void>;
  /** Leaves the state `sending` (outcome unknown), to be looked up again at `dueAt`. */
  lookAgain(installation: Installation, post: string, dueAt: number, error: string): Promise<void>;
  /** Makes posts that wait because of one of these errors due at `at`: in one installation, or in all. */
  hurry(errors: readonly string[], at: number, installation?: Installation): Promise<void>;
  /** Gives a post up, and those that follow it; adds the notice to its owner in the same transaction. */
  failPost(installation: Installation, post: string, error: string, notice?: NewPost): Promise<void>;
  /**
   * Makes the failed posts of a decision or of a debate due again and says how many. A message that was never posted is drawn as
   * things are now, so that its changes, and what revisions moved meanwhile, stay unsaid; of several changes of a message the last
   * is made.
   */
  rearm(installation: Installation, subject: string, at: number, how?: SecondTry): Promise<number>;
  /** The message an edit was for is gone or closed: gives the edit up, and posts the decision anew with its replies. */
  repost(installation: Installation, edit: string, at: number): Promise<void>;
  /** What a workspace says about the costs of new decisions; undefined when it says nothing. */
  money(installation: Installation): Promise<CostChoices | undefined>;
  keepMoney(setting: MoneySetting): Promise<void>;
  /**
   * Takes on something Slack delivered, until `until`. yours: nobody did, or whoever did has not come to an end in time · busy:
   * somebody is at it, so that it should come again later · done: it had its effect.
   */
  takeDelivery(delivery: Delivery): Promise<Taken>;
  /** Says how it ended: `open` for one that may come again. Without effect when somebody else took it on by now. */
  settleDelivery(installation: Installation, key: string, taker: string, outcome: DeliveryOutcome): Promise<void>;
  /** Lets go of what takers whose names begin with this and a space had taken on and not come to an end with. */
  releaseDeliveries(holder: string): Promise<void>;
  /** Keeps something for a while, in place of what is there under this key. */
  keepAside(aside: Aside): Promise<void>;
  aside(installation: Installation, key: string, now: number): Promise<string | undefined>;
  /** What is there under a key, which is gone then: of many who ask at once, one gets it. */
  takeAside(installation: Installation, key: string, now: number): Promise<string | undefined>;
  /** Milliseconds by which the clock that all instances share is ahead of this machine's. */
  clockSkew(): Promise<number>;
  close(): Promise<void>;
}

/** How posts that failed are tried again. */
export interface SecondTry {
  /** Where a decision that was never posted goes instead. */
  readonly place?: Place | undefined;
  /** Looks first for what may have arrived; without it somebody saw that it is missing. */
  readonly look?: boolean | undefined;
}

/** What an instance asks for when it is ready to send. */
export interface Claim {
  readonly now: number;
  readonly until: number;
  /** Names the instance. */
  readonly holder: string;
  readonly limit: number;
}

/** Something Slack delivers at least once. */
export interface Delivery {
  readonly installation: Installation;
  /** The same whenever it comes: an event's id, or person, a space, trigger and action. */
  readonly key: string;
  /** Names this attempt at it. */
  readonly taker: string;
  readonly at: number;
  readonly until: number;
}

/** Whether something delivered is to be handled, or what it was answered when it was. */
export type Taken =
  | { readonly kind: 'yours' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'done'; readonly answer: string | undefined };

export type DeliveryOutcome =
  | { readonly kind: 'open' }
  | {
      readonly kind: 'done';
      /** The same is answered should it come again. */
      readonly answer?: string | undefined;
    };

/** Something that whichever instance is asked next must know, for a while. */
export interface Aside {
  readonly installation: Installation;
  readonly key: string;
  /** Whose it is. */
  readonly person: PersonId;
  /** Only who holds the key of the app can read it. */
  readonly sealed: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What somebody set for the costs of new decisions in a workspace. */
export interface MoneySetting {
  readonly installation: Installation;
  readonly money: CostChoices;
  readonly person: PersonId;
  readonly at: number;
}

/** A decision as it stands after one revision, explained with the rules and prices of that revision. */
export interface Shown {
  readonly decision: Decision;
  readonly revision: Revision;
  readonly explanation: Explanation;
  /** What the revision moved, in sentences; priced when it is first read. */
  readonly moved: readonly string[];
  /** The choice in words, and whether this revision is the one that recorded it. */
  readonly choice?: ShownChoice | undefined;
}

export interface ShownChoice extends Choice {
  readonly label: string;
  readonly recorded: boolean;
}

/** A position beside the revision it is about. */
export interface Stance {
  readonly position: Position;
  /** The answers it sees differently, in sentences. */
  readonly differences: readonly string[];
  /** What the rules say to the decision's answers, and to those of the position. */
  readonly stands: { readonly approach: Approach; readonly label: string };
  readonly would: { readonly approach: Approach; readonly label: string };
}

/** A message ready to be drawn. */
export interface Outgoing extends Shown {
  readonly post: DuePost;
  /** For the costs: what the draws say. */
  readonly outlook?: Outlook | undefined;
  /** For `position`. */
  readonly stance?: Stance | undefined;
  /** For `not-posted`: the post that failed, with its code. */
  readonly failed?: Post | undefined;
}

/** A message about a debate, ready to be drawn. */
export interface DebateOutgoing {
  readonly post: DuePost;
  readonly debate: DebateShown;
  /** For `debate-notice` about a post that failed. */
  readonly failed?: Post | undefined;
}

/** Slack's side of the outbox. */
export interface Poster {
  /**
   * sent · later: surely not taken, try again after `afterMs` · refused: will never be taken (`code`, e.g. `not_in_channel`)
   * · unclear: it may have been taken · shut: surely not taken, and nothing of this installation will be until somebody gives it
   * another token.
   */
  send(
    message: Outgoing | DebateOutgoing,
  ): Promise<
    | { readonly kind: 'sent'; readonly ts: string }
    | { readonly kind: 'later'; readonly afterMs: number; readonly code: string }
    | { readonly kind: 'refused'; readonly code: string }
    | { readonly kind: 'unclear'; readonly code: string }
    | { readonly kind: 'shut'; readonly code: string }
  >;
  /** Looks whether a post arrived. unknown: may not look (no scope); later: could not look now; shut: as above. */
  find(
    post: DuePost,
  ): Promise<
    | { readonly kind: 'found'; readonly ts: string }
    | { readonly kind: 'absent' }
    | { readonly kind: 'unknown' }
    | { readonly kind: 'later' | 'shut'; readonly code: string }
  >;
}

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

export interface Ids {
  /** A new unguessable id of at most 24 characters. */
  next(): string;
}
