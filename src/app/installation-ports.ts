import type { Installation, PersonId } from './kept.ts';

/** Where the app is installed, with its tokens sealed: only who holds the key can use them. */
export interface StoredInstallation {
  readonly installation: Installation;
  readonly botId: string;
  readonly botUser: string;
  /** Tokens as one sealed text; what is in it only the sealer knows. */
  readonly sealed: string;
  /** When the token ends, in milliseconds since 1970; undefined for one that does not. */
  readonly expiresAt?: number | undefined;
  readonly installedAt: number;
}

/** The part of the store that keeps installations. */
export interface InstallationStore {
  /** Keeps an installation in place of what was there: somebody installed the app, perhaps again. */
  keepInstallation(installation: StoredInstallation): Promise<void>;
  installation(key: Installation): Promise<StoredInstallation | undefined>;
  /** Seals the same tokens anew, unless they were changed since they were read as `before`. */
  resealInstallation(key: Installation, before: string, sealed: string): Promise<void>;
  /**
   * Claims the right to refresh the token that ends at `expiresAt`, until then `until`, for one of all instances. False when another
   * one holds it or the token was refreshed already.
   */
  claimRefresh(key: Installation, expiresAt: number, now: number, until: number): Promise<boolean>;
  /** Writes refreshed tokens and gives the claim back, unless what stands ends later. */
  keepRefreshed(key: Installation, sealed: string, expiresAt: number): Promise<void>;
  /** Keeps a state that an install began with, hashed, until it ends. */
  keepState(hash: string, expiresAt: number): Promise<void>;
  /** Takes a state back, once. False when it is not there, or its time is over. */
  takeState(hash: string, now: number): Promise<boolean>;
}

/** What operators look at. */
export interface PulseStore {
  /** Posts that are due, and by how many milliseconds the oldest of them is late. Fails when the database cannot be reached. */
  pulse(now: number): Promise<{ readonly waiting: number; readonly ageMs: number }>;
}

/** What is deleted besides by its own end. */
export interface PurgeStore {
  /** Deletes everything of a workspace or organization; with `keep` it stays installed. Says how many rows went. */
  purge(key: Installation, keep?: 'installation'): Promise<number>;
  /**
   * Deletes what a person has not shared, and takes their name off what they said of decisions. Says how many rows changed. Debates
   * are left to whoever changes each with its messages: see `debatesNaming`.
   */
  forgetPerson(key: Installation, person: PersonId): Promise<number>;
  /** Debates in which this person is quoted, or named as the opener or for what they stated. */
  debatesNaming(key: Installation, person: PersonId): Promise<readonly string[]>;
  /**
   * Deletes drafts, decisions and debates that nobody changed since `before`, at most `limit` of each kind, and says how many;
   * besides what came in more than a day ago, and what ended.
   */
  sweep(before: number, now: number, limit: number): Promise<number>;
}
