import type { Place } from './ports.ts';
import { Refused } from './refused.ts';

/** Where the app may post and read. */
export type ChannelGate = (place: Place) => void;

/**
 * Only these channels, and direct messages, where the app meets one person alone; without a list everywhere.
 * @returns a function that throws Refused `channel-off`
 */
export function channelGate(channels: readonly string[] | undefined): ChannelGate {
  const allowed = channels && new Set(channels);
  return ({ channel }) => {
    if (allowed !== undefined && !allowed.has(channel) && !channel.startsWith('D')) throw new Refused('channel-off');
  };
}

/** Whether something may be sent there: the list may have changed since it was written down. A person alone may always be told. */
export function mayPostIn(channels: readonly string[] | undefined): (channel: string) => boolean {
  const allowed = channels && new Set(channels);
  return (channel) => allowed === undefined || allowed.has(channel) || /^[DUW]/.test(channel);
}
