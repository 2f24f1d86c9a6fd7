import type { Generated, Kysely } from 'kysely';

/**
 * The tables as kysely sees them. Every table carries the installation, in its key, but for `contents`: these are the texts of
 * rulebooks and prices by content hash, the same for everyone, and hold nothing a user wrote; and for `oauth_states`, which come before
 * anybody knows which installation they lead to.
 * Times are integers (milliseconds since 1970), structured values JSON texts read by `rows.ts`.
 */
export interface Tables {
  readonly contents: ContentRow;
  readonly drafts: DraftRow;
  readonly decisions: DecisionRow;
  readonly revisions: RevisionRow;
  readonly positions: PositionRow;
  readonly posts: PostRow;
  readonly money: MoneyRow;
  readonly debates: DebateRow;
  readonly statements: StatementRow;
  readonly submissions: SubmissionRow;
  readonly installations: InstallationRow;
  readonly oauth_states: StateRow;
  readonly channels: ChannelRow;
  readonly deliveries: DeliveryRow;
  readonly asides: AsideRow;
  readonly people: PersonRow;
  readonly practice: PracticeRow;
  readonly pictures: PictureRow;
}

export type Database = Kysely<Tables>;

export interface ContentRow {
  readonly hash: string;
  readonly body: string;
}

export interface DraftRow {
  readonly installation: string;
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly place: string | null;
  readonly answers: string;
  readonly unknown: string;
  readonly revises: string | null;
  readonly step: string | null;
  readonly asking: string | null;
  readonly example: string | null;
  /** 1 once it was shared or stated. */
  readonly done: Generated<number>;
  readonly updated_at: number;
}

export interface DecisionRow {
  readonly installation: string;
  readonly id: string;
  readonly owner: string;
  readonly title: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly draft: string;
  readonly created_at: number;
}

export interface RevisionRow {
  readonly installation: string;
  readonly decision: string;
  readonly number: number;
  readonly author: string;
  readonly answers: string;
  readonly unknown: string;
  readonly approach: string;
  readonly chosen: string | null;
  readonly money: string | null;
  readonly rulebook: string;
  readonly prices: string;
  readonly priced_at: string;
  readonly at: number;
}

export interface PositionRow {
  readonly installation: string;
  readonly decision: string;
  readonly person: string;
  readonly name: string | null;
  readonly number: number;
  readonly revision: number;
  readonly answers: string;
  readonly unknown: string;
  readonly draft: string;
  readonly at: number;
}

export interface MoneyRow {
  readonly installation: string;
  readonly money: string;
  readonly person: string;
  readonly at: number;
}

export interface DebateRow {
  readonly installation: string;
  readonly id: string;
  readonly opener: string;
  readonly opener_name: string | null;
  readonly title: string;
  readonly channel: string;
  readonly thread: string;
  readonly evidence: string;
  readonly state: string;
  readonly version: number;
  readonly closing: string | null;
  readonly review_at: number | null;
  readonly source: string;
  readonly created_at: number;
}

export interface StatementRow {
  readonly installation: string;
  readonly debate: string;
  readonly person: string;
  readonly name: string | null;
  readonly answers: string;
  readonly unknown: string;
  readonly at: number;
}

/** What was sent to a debate already. */
export interface SubmissionRow {
  readonly installation: string;
  readonly debate: string;
  readonly submission: string;
  readonly at: Generated<number>;
}

export interface PostRow {
  /** The order of writing, given by the database. */
  readonly sequence: Generated<number>;
  readonly installation: string;
  readonly id: string;
  /** `subject` of the port: of a debate's posts the debate. */
  readonly decision: string;
  readonly revision: number;
  readonly kind: string;
  readonly channel: string;
  readonly thread: string | null;
  readonly after: string | null;
  readonly about: string | null;
  readonly state: string;
  readonly attempts: number;
  readonly due_at: number;
  readonly attempted_at: number | null;
  readonly ts: string | null;
  readonly error: string | null;
}

export interface InstallationRow {
  readonly installation: string;
  readonly bot_id: string;
  readonly bot_user: string;
  readonly sealed: string;
  readonly expires_at: number | null;
  /** Until then one instance refreshes the token. */
  readonly claimed_until: Generated<number>;
  readonly installed_at: number;
}

export interface StateRow {
  readonly hash: string;
  readonly expires_at: number;
}

/** A channel that something was or is to be posted in. */
export interface ChannelRow {
  readonly installation: string;
  readonly channel: string;
  /** Nothing is sent there earlier. */
  readonly free_at: Generated<number>;
  /** The instance that sends there, and until when it alone may. */
  readonly held_by: string | null;
  readonly held_until: Generated<number>;
}

/** Something Slack delivered, which it may do again. */
export interface DeliveryRow {
  readonly installation: string;
  readonly key: string;
  /** Names the attempt at it. */
  readonly taken_by: string;
  /** Until then nobody else attempts it. */
  readonly until: number;
  /** 1 once it had its effect. */
  readonly done: Generated<number>;
  /** What Slack was answered then. */
  readonly answer: string | null;
  readonly at: number;
}

/** Something that all instances need for a while. */
export interface AsideRow {
  readonly installation: string;
  readonly key: string;
  readonly person: string;
  readonly sealed: string;
  readonly until: number;
}

/** What is kept of a person besides what they write. */
export interface PersonRow {
  readonly installation: string;
  readonly person: string;
  /** 1 once they know what the app is for. */
  readonly welcomed: Generated<number>;
  readonly money: string | null;
  readonly updated_at: number;
}

/** How somebody did on a worked case. */
export interface PracticeRow {
  readonly installation: string;
  readonly person: string;
  readonly case: string;
  readonly right: number;
  readonly times: number;
  readonly at: number;
}

/** A file that a picture of a lesson was uploaded to. */
export interface PictureRow {
  readonly installation: string;
  readonly name: string;
  readonly file: string;
  readonly at: number;
}
