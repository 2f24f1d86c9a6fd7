import type { Installation, PersonId } from '../app/ports.ts';
import { type Asides, asideMs } from './asides.ts';

/** In one process at most. */
const most = 1_000;

/** Where people in conversations without the bot can still be answered: for half an hour, as long as Slack takes answers there. */
export interface Replies {
  keep(
    of: { readonly installation: Installation; readonly person: PersonId },
    draft: string,
    url: string,
  ): Promise<void>;
  /** The address for what came of this draft, once. */
  take(installation: Installation, draft: string): Promise<string | undefined>;
}

/** In memory, for one instance. */
export function createReplies(now: () => number = Date.now): Replies {
  const kept = new Map<string, { readonly url: string; readonly at: number }>();
  return {
    async keep({ installation }, draft, url) {
      const key = `${installation} ${draft}`;
      kept.delete(key);
      kept.set(key, { url, at: now() });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    async take(installation, draft) {
      const key = `${installation} ${draft}`;
      const found = kept.get(key);
      kept.delete(key);
      return found === undefined || now() - found.at > asideMs ? undefined : found.url;
    },
  };
}

/** For many instances: what is posted may be posted by another one. */
export function sharedReplies(asides: Asides): Replies {
  return {
    keep: (of, draft, url) => asides.keep(of, `reply ${draft}`, url),
    take: (installation, draft) => asides.take(installation, `reply ${draft}`),
  };
}
