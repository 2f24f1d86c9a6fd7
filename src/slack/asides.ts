import { hkdfSync } from 'node:crypto';
import type { Clock, Installation, PersonId, Store } from '../app/ports.ts';
import { CannotUnseal, createSealer, keyBytes } from './oauth/seal.ts';

/** Texts that whichever instance is asked next needs for a while. */
export interface Asides {
  keep(
    of: { readonly installation: Installation; readonly person: PersonId },
    key: string,
    text: string,
  ): Promise<void>;
  find(installation: Installation, key: string): Promise<string | undefined>;
  /** Once. */
  take(installation: Installation, key: string): Promise<string | undefined>;
}

const minute = 60_000;

/** Moved to another row it does not open. */
const owner = (installation: Installation, key: string): string => `${installation} ${key}`;

/** A window with a reading is not left open for longer, and Slack takes answers for 30 minutes: a little less. */
export const asideMs = 25 * minute;

/**
 * Kept in the database, sealed with a key that comes of the secret which all instances share with Slack: whoever has the
 * database alone reads none of it.
 */
export function createAsides({
  store,
  clock,
  secret,
}: {
  readonly store: Pick<Store, 'keepAside' | 'aside' | 'takeAside'>;
  readonly clock: Clock;
  readonly secret: string;
}): Asides {
  const sealer = createSealer([new Uint8Array(hkdfSync('sha256', secret, '', 'rag-or-ft asides', keyBytes))]);
  const open = (installation: Installation, key: string, sealed: string | undefined): string | undefined => {
    try {
      return sealed === undefined ? undefined : sealer.open(owner(installation, key), sealed).text;
    } catch (error) {
      // The secret was changed since.
      if (error instanceof CannotUnseal) return undefined;
      throw error;
    }
  };
  return {
    keep({ installation, person }, key, text) {
      const sealed = sealer.seal(owner(installation, key), text);
      return store.keepAside({ installation, person, key, sealed, until: clock.now() + asideMs });
    },
    find: async (installation, key) => open(installation, key, await store.aside(installation, key, clock.now())),
    take: async (installation, key) => open(installation, key, await store.takeAside(installation, key, clock.now())),
  };
}
