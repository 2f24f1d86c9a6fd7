import { randomBytes } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Clock, Installation, Store } from '../app/ports.ts';
import { traceOf } from './errors.ts';
import type { Log } from './log.ts';

/** Another instance, or this one, is at the same thing: it should come again a little later. */
export class Busy extends Error {
  override name = 'Busy';
}

/** What was delivered before, with what it was answered then; or how to say what came of it. */
export type Begun =
  | { readonly first: false; readonly answer: unknown }
  | {
      readonly first: true;
      readonly done: (answer: unknown) => Promise<void>;
      readonly failed: () => Promise<void>;
    };

/** Gives each thing that Slack delivers its effect once, whichever instance it comes to. */
export interface Once {
  /** @throws Busy */
  begin(installation: Installation, key: string): Promise<Begun>;
}

/** Whoever has not come to an end by then has died. */
const longestMs = 30_000;

/** Remembers in the store; the key is never that of a retry header, which would lose what comes late. */
export function createOnce({
  store,
  clock,
  log,
  holder = 'this instance',
}: {
  readonly store: Pick<Store, 'takeDelivery' | 'settleDelivery'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Names this instance, in each of its lives: by it the store lets go of what an earlier life was at. */
  readonly holder?: string | undefined;
}): Once {
  const instance = `${holder} ${randomBytes(6).toString('base64url')}`;
  let count = 0;
  return {
    async begin(installation, key) {
      const taker = `${instance} ${(count += 1)}`;
      const at = clock.now();
      const taken = await store.takeDelivery({ installation, key, taker, at, until: at + longestMs });
      if (taken.kind === 'busy') throw new Busy('somebody is at it');
      if (taken.kind === 'done') return { first: false, answer: unpacked(taken.answer) };
      const settle = async (outcome: Parameters<Store['settleDelivery']>[3]): Promise<void> => {
        try {
          await store.settleDelivery(installation, key, taker, outcome);
        } catch (error) {
          // Slack has its answer. Should it come again it is handled again, which what handles it can bear.
          log.warn(traceOf(error), 'what came of a delivery could not be written down');
        }
      };
      return {
        first: true,
        done: (answer) => settle({ kind: 'done', ...(answer !== undefined && { answer: packed(answer) }) }),
        failed: () => settle({ kind: 'open' }),
      };
    },
  };
}

/** Remembers in this process alone, the last ten thousand. */
export function onceHere(): Once {
  const known = new Map<string, { readonly answer: unknown } | 'busy'>();
  return {
    async begin(installation, key) {
      const name = `${installation} ${key}`;
      const found = known.get(name);
      if (found === 'busy') throw new Busy('somebody is at it');
      if (found !== undefined) return { first: false, answer: found.answer };
      known.set(name, 'busy');
      const [oldest] = known.keys();
      if (known.size > 10_000 && oldest !== undefined) known.delete(oldest);
      return {
        first: true,
        done: async (answer) => void known.set(name, { answer }),
        failed: async () => void known.delete(name),
      };
    },
  };
}

/** Windows say the same again and again: a tenth of the size. */
function packed(answer: unknown): string {
  return deflateRawSync(JSON.stringify(answer), { level: 1 }).toString('base64');
}

function unpacked(text: string | undefined): unknown {
  return text === undefined ? undefined : JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString('utf8'));
}
