import type { Case, Debate, Explanation, Standing, Value } from '../core/index.ts';
import type { Decision, Installation, NewPost, PersonId, Place, Revision } from './kept.ts';

/** An answer read in a thread that somebody confirmed: all that is kept of a message. */
export interface KeptEvidence {
  /** A question of the rulebook, or another unit of one. */
  readonly question: string;
  readonly value: Value;
  readonly author: PersonId;
  /** The author's handle, where it is known. */
  readonly name?: string | undefined;
  /** Slack's time stamp of the message; absent for pasted text. */
  readonly ts?: string | undefined;
  readonly quote: string;
  readonly certainty: 'stated' | 'hedged';
}

/** What one participant said on the ballot: the latest counts. */
export interface Statement {
  readonly installation: Installation;
  readonly debate: string;
  readonly person: PersonId;
  readonly name?: string | undefined;
  readonly answers: Case;
  readonly unknown: readonly string[];
  readonly at: number;
}

/** How a debate came to an end, and the decision it is written down in. */
export interface Closing {
  /** settled: one approach was left · closed: somebody chose a value for each dispute that mattered. */
  readonly how: 'settled' | 'closed';
  readonly by: PersonId;
  readonly reason?: string | undefined;
  readonly choices: Case;
  readonly decision: string;
  readonly revision: number;
  readonly at: number;
}

/** A debate in a thread. */
export interface StoredDebate {
  readonly installation: Installation;
  readonly id: string;
  readonly opener: PersonId;
  readonly openerName?: string | undefined;
  readonly title: string;
  readonly place: Place & { readonly thread: string };
  readonly evidence: readonly KeptEvidence[];
  readonly state: 'open' | 'settled';
  /** Counts changes, from 1. */
  readonly version: number;
  /** The last one; kept while the debate is open again. */
  readonly closing?: Closing | undefined;
  /** When somebody is reminded to look at it again. */
  readonly reviewAt?: number | undefined;
  /** The reading it came from: opening the same one twice opens it once. */
  readonly source: string;
  readonly createdAt: number;
}

/** A debate with everything stated on its ballot, in the order of persons. */
export interface FoundDebate {
  readonly debate: StoredDebate;
  readonly statements: readonly Statement[];
}

/** What a change writes, all of it or nothing. */
export interface DebateChange {
  readonly debate: StoredDebate;
  readonly statement?: Statement | undefined;
  /** A first decision with its revision, or one more revision. */
  readonly written?: { readonly decision?: Decision | undefined; readonly revision: Revision } | undefined;
  readonly posts: readonly NewPost[];
}

/** The part of the store that keeps debates. */
export interface DebateStore {
  /** Opens a debate with its posts. Where the thread has one, or the same reading opened one, that one stands and is returned. */
  openDebate(debate: StoredDebate, posts: readonly NewPost[]): Promise<StoredDebate>;
  debate(installation: Installation, id: string): Promise<FoundDebate | undefined>;
  debateIn(installation: Installation, place: Place): Promise<FoundDebate | undefined>;
  /**
   * Reads a debate, and writes what `change` makes of it, in one transaction: changes come one after the other. `submission`
   * names what a person sent: sent again it changes nothing. `change` must not wait. Returns what stands, and whether it changed.
   */
  changeDebate(
    installation: Installation,
    id: string,
    submission: string | undefined,
    change: (found: FoundDebate) => DebateChange | undefined,
  ): Promise<{ readonly found: FoundDebate; readonly changed: boolean } | undefined>;
}

/** A participant with everything they say: what was read of them and kept, and over it what they stated. */
export interface Participant {
  readonly person: PersonId;
  readonly name?: string | undefined;
  readonly answers: Case;
  readonly unknown: readonly string[];
}

/** A debate as it stands, ready to be drawn. */
export interface DebateShown {
  readonly debate: StoredDebate;
  readonly participants: readonly Participant[];
  readonly assessment: Debate;
  readonly settlement?: Settlement | undefined;
}

/** What a debate was decided to, and who sees it how. */
export interface Settlement {
  readonly closing: Closing;
  readonly decision: Decision;
  readonly revision: Revision;
  readonly explanation: Explanation;
  /** What the last re-opening moved, in sentences; priced when it is first read. */
  readonly moved: readonly string[];
  readonly standings: readonly (Standing & { readonly texts: readonly string[]; readonly label: string })[];
  /** What would change it, by whose evidence, in sentences. */
  readonly wouldChange: readonly string[];
  /** Costs with their range, one sentence; undefined where it was not asked for. */
  readonly range?: string | undefined;
  /** YYYY-MM-DD. */
  readonly review: string;
}
