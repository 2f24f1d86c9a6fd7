import { type Rate, rateOf, usualRate } from '../limits.ts';

/** Counts calls per method, and per channel where Slack does. */
export interface Meter {
  /** Seconds to wait when the call is one too many; undefined when it may pass. */
  take(method: string, channel: string): number | undefined;
}

export function createMeter(now: () => number): Meter {
  const buckets = new Map<string, { left: number; at: number }>();
  return {
    take(method, channel) {
      const rate: Rate = Object.entries(rateOf).find(([name]) => name === method)?.[1] ?? usualRate;
      const key = rate.per === 'channel' ? `${method} ${channel}` : method;
      const at = now();
      const bucket = buckets.get(key) ?? { left: rate.burst, at };
      const left = Math.min(rate.burst, bucket.left + ((at - bucket.at) / 60_000) * rate.perMinute);
      if (left < 1) {
        buckets.set(key, { left, at });
        return Math.max(1, Math.ceil(((1 - left) * 60) / rate.perMinute));
      }
      buckets.set(key, { left: left - 1, at });
      return undefined;
    },
  };
}
