import { z } from 'zod';
import type { InstallationStore, StoredInstallation } from '../../app/installation-ports.ts';
import { type Account, type Accounts, NotInstalled } from '../accounts.ts';
import { failureOf, traceOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { CannotUnseal, type Sealer } from './seal.ts';

const second = 1_000;
const minute = 60 * second;

export const installationLimits = {
  /** How long what another instance changes may go unnoticed here. */
  cacheMs: minute,
  cached: 2_000,
  /** A token is refreshed so long before its end. */
  aheadMs: 120 * minute,
  /** A token that ends sooner is not used any more. */
  spareMs: minute,
  /** How long one instance may take to refresh before another one tries. */
  claimMs: 30 * second,
  /** Pauses while another instance refreshes a token that has ended. */
  waitsMs: [100, 200, 400, 800],
} as const;

/** The token is over and could not be refreshed now. */
export class TokenNotRefreshed extends Error {
  override name = 'TokenNotRefreshed';
  readonly code = 'token_not_refreshed';
}

const tokens = z.strictObject({ token: z.string(), refreshToken: z.string().optional() });
type Tokens = z.infer<typeof tokens>;

/** What was sealed for an installation. */
export const readTokens = (text: string): Tokens => tokens.parse(JSON.parse(text));

/** What Slack answers to a refresh. */
export interface Refreshed {
  readonly token: string;
  readonly refreshToken: string;
  /** Milliseconds from now. */
  readonly forMs: number;
}

/** Somebody installed the app: what is kept of it. */
export interface Installed {
  readonly installation: string;
  readonly botId: string;
  readonly botUser: string;
  readonly token: string;
  readonly refreshToken?: string | undefined;
  readonly expiresAt?: number | undefined;
}

export interface Installations extends Accounts {
  keep(installed: Installed): Promise<void>;
}

export interface InstallationsDeps {
  readonly store: InstallationStore;
  readonly sealer: Sealer;
  /** Exchanges a refresh token. @throws what web-api throws */
  readonly refresh: (refreshToken: string) => Promise<Refreshed>;
  readonly log: Log;
  readonly now?: (() => number) | undefined;
  readonly wait?: ((ms: number) => Promise<unknown>) | undefined;
}

interface Entry extends Tokens {
  readonly row: StoredInstallation;
  readonly readAt: number;
}

/**
 * Accounts of every workspace and organization that installed the app. Tokens are opened when they are read and held in memory for a
 * minute; one instance of all refreshes a token, two hours before its end, while everybody goes on with the old one.
 */
export function createInstallations({ store, sealer, refresh, log, now = Date.now, wait = pause }: InstallationsDeps) {
  const cache = new Map<string, Entry>();
  const refreshing = new Map<string, Promise<Entry | undefined>>();

  async function entryOf(key: string): Promise<Entry> {
    const known = cache.get(key);
    return known !== undefined && now() - known.readAt < installationLimits.cacheMs ? known : read(key);
  }

  async function read(key: string): Promise<Entry> {
    cache.delete(key);
    const row = await store.installation(key);
    if (row === undefined) throw new NotInstalled(`nothing is installed for ${key}`);
    return hold({ ...(await opened(row)), row, readAt: now() });
  }

  function hold(entry: Entry): Entry {
    cache.set(entry.row.installation, entry);
    const [oldest] = cache.keys();
    if (cache.size > installationLimits.cached && oldest !== undefined) cache.delete(oldest);
    return entry;
  }

  async function opened(row: StoredInstallation): Promise<Tokens> {
    const { installation: key, sealed } = row;
    try {
      const { text, old } = sealer.open(key, sealed);
      const found = readTokens(text);
      if (old) await store.resealInstallation(key, sealed, sealer.seal(key, text));
      return found;
    } catch (error) {
      if (!(error instanceof CannotUnseal)) throw error;
      log.error({ installation: key, why: error.message }, 'the tokens of an installation cannot be opened');
      throw error;
    }
  }

  /** One refresh at a time here, and by the claim in the database one of all instances. */
  function refreshed(entry: Entry): Promise<Entry | undefined> {
    const { installation: key } = entry.row;
    const running = refreshing.get(key) ?? exchange(entry).finally(() => refreshing.delete(key));
    refreshing.set(key, running);
    return running;
  }

  /** Undefined when nobody could. */
  async function exchange({ row, refreshToken }: Entry): Promise<Entry | undefined> {
    const { installation: key, expiresAt } = row;
    if (refreshToken === undefined || expiresAt === undefined) return undefined;
    try {
      const at = now();
      if (!(await store.claimRefresh(key, expiresAt, at, at + installationLimits.claimMs))) {
        return await refreshedElsewhere(key, expiresAt);
      }
      const given = await refresh(refreshToken);
      const sealed = sealedOf(key, given);
      const ends = at + given.forMs;
      await store.keepRefreshed(key, sealed, ends);
      return hold({
        token: given.token,
        refreshToken: given.refreshToken,
        row: { ...row, sealed, expiresAt: ends },
        readAt: at,
      });
    } catch (error) {
      log.error({ installation: key, ...traceOf(error), ...codeOf(error) }, 'a token could not be refreshed');
      return undefined;
    }
  }

  async function refreshedElsewhere(key: string, before: number): Promise<Entry | undefined> {
    for (const ms of [0, ...installationLimits.waitsMs]) {
      if (ms > 0) await wait(ms);
      const entry = await read(key);
      if (entry.row.expiresAt !== before) return entry;
      // Nobody has to wait for a token that still is good.
      if (before - now() > installationLimits.spareMs) return entry;
    }
    return undefined;
  }

  async function token(key: string): Promise<string> {
    const entry = await entryOf(key);
    const left = (entry.row.expiresAt ?? Infinity) - now();
    if (left > installationLimits.aheadMs) return entry.token;
    const fresh = refreshed(entry);
    if (left > installationLimits.spareMs) {
      // It never rejects, and nobody waits for it.
      void fresh;
      return entry.token;
    }
    const next = await fresh;
    if (next === undefined) throw new TokenNotRefreshed('the token is over and could not be refreshed');
    return next.token;
  }

  function sealedOf(key: string, { token: it, refreshToken }: Tokens | Refreshed): string {
    return sealer.seal(key, JSON.stringify({ token: it, refreshToken } satisfies Tokens));
  }

  const installations: Installations = {
    async of(key): Promise<Account> {
      const { row } = await entryOf(key);
      return { botId: row.botId, botUserId: row.botUser, token: () => token(key) };
    },
    forget: (key) => void cache.delete(key),
    async keep({ installation, botId, botUser, expiresAt, ...rest }) {
      const sealed = sealedOf(installation, rest);
      await store.keepInstallation({ installation, botId, botUser, sealed, expiresAt, installedAt: now() });
      cache.delete(installation);
    },
  };
  return installations;
}

function codeOf(error: unknown): { readonly code?: string } {
  const failure = failureOf(error);
  return failure === undefined ? {} : { code: failure.code };
}

function pause(ms: number): Promise<unknown> {
  return new Promise((resolve) => void setTimeout(resolve, ms));
}
