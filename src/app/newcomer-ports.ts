import type { Approach, CostChoices } from '../core/index.ts';
import type { Draft, Installation, PersonId, Place } from './kept.ts';

/** What is kept of a person besides what they write. */
export interface StoredPerson {
  readonly installation: Installation;
  readonly person: PersonId;
  /** They have seen what the app is for, or did not want to. */
  readonly welcomed: boolean;
  /** What they say about the costs of their new decisions. */
  readonly money?: CostChoices | undefined;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** How somebody did on one worked case; the last time counts. */
export interface Practice {
  readonly installation: Installation;
  readonly person: PersonId;
  /** The name of the worked case. */
  readonly case: string;
  readonly right: boolean;
  /** How often they were asked. */
  readonly times: number;
  readonly at: number;
}

/** One line in a list of decisions. */
export interface ListedDecision {
  readonly id: string;
  readonly title: string;
  readonly place: Place;
  readonly createdAt: number;
  /** What the rules say in its newest revision, and what the team does where it said so. */
  readonly approach: Approach;
  readonly chosen?: Approach | undefined;
}

/** Where a list of decisions goes on: behind this one, older ones follow. */
export interface Behind {
  readonly at: number;
  readonly id: string;
}

/** Which decisions are listed: those of these channels, the newest first. */
export interface DecisionsQuery {
  readonly installation: Installation;
  readonly channels: readonly string[];
  readonly behind?: Behind | undefined;
  /** Not older than this. */
  readonly since?: number | undefined;
  /** So many of each channel at least, and of all channels together about `most`. */
  readonly least: number;
  readonly most: number;
}

/** One page of them. */
export interface DecisionsPage {
  /** Newest first. Nothing between the first and the last is missing. */
  readonly decisions: readonly ListedDecision[];
  /** There are older ones behind this one. */
  readonly more?: Behind | undefined;
}

/** An open debate somebody has said nothing in. */
export interface WaitingDebate {
  readonly id: string;
  readonly title: string;
  readonly place: Place;
}

/** Files that pictures of lessons were uploaded to, by installation and by what they show. */
export interface PictureStore {
  picture(installation: Installation, name: string): Promise<string | undefined>;
  /** In place of the one before; the moment in milliseconds since 1970. */
  keepPicture(installation: Installation, name: string, file: string, at: number): Promise<void>;
  /** Forgets this file, and no newer one. */
  dropPicture(installation: Installation, name: string, file: string): Promise<void>;
}

/** The part of the store that newcomers and the Home tab need. */
export interface NewcomerStore extends PictureStore {
  person(installation: Installation, person: PersonId): Promise<StoredPerson | undefined>;
  /** Keeps what is given in place of what was kept of it; the rest stays. */
  keepPerson(
    person: Pick<StoredPerson, 'installation' | 'person' | 'updatedAt'> &
      Partial<Pick<StoredPerson, 'welcomed' | 'money'>>,
  ): Promise<void>;
  practice(installation: Installation, person: PersonId): Promise<readonly Practice[]>;
  /** Counts one more time; the last outcome stands. */
  keepPractice(practice: Omit<Practice, 'times'>): Promise<void>;
  /** The newest drafts of a person that begin a decision and were never shared. */
  drafts(installation: Installation, owner: PersonId, limit: number): Promise<readonly Draft[]>;
  /** Its time grows with the number of channels that were posted in, and not with that of decisions. */
  decisions(query: DecisionsQuery): Promise<DecisionsPage>;
  /** The direct messages of the app with somebody in which they decided something. */
  directly(installation: Installation, owner: PersonId): Promise<readonly string[]>;
  waiting(
    installation: Installation,
    person: PersonId,
    channels: readonly string[],
    limit: number,
  ): Promise<readonly WaitingDebate[]>;
}
