const minute = 60_000;
/** Slack takes answers for 30 minutes. */
const fresh = 25 * minute;
const most = 1_000;

/** Where people in conversations without the bot can still be answered: kept in memory, since it is good for half an hour. */
export interface Replies {
  keep(draft: string, url: string): void;
  /** The address for what came of this draft, once. */
  take(draft: string): string | undefined;
}

export function createReplies(now: () => number = Date.now): Replies {
  const kept = new Map<string, { readonly url: string; readonly at: number }>();
  return {
    keep(draft, url) {
      kept.delete(draft);
      kept.set(draft, { url, at: now() });
      const [oldest] = kept.keys();
      if (kept.size > most && oldest !== undefined) kept.delete(oldest);
    },
    take(draft) {
      const found = kept.get(draft);
      kept.delete(draft);
      return found === undefined || now() - found.at > fresh ? undefined : found.url;
    },
  };
}
