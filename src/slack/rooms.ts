import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { teamOf, userOf } from '../app/people.ts';
import type { Actor } from '../app/use-cases.ts';
import { failureOf, traceOf } from './errors.ts';
import type { Log } from './log.ts';

/** The channels somebody is in, as far as the app may know. */
export type Rooms =
  | {
      readonly known: true;
      readonly channels: ReadonlySet<string>;
      /** There are more than were asked for. */
      readonly more: boolean;
    }
  /** scope: the app may not ask · elsewhere: they belong to another workspace · failed: Slack did not say. */
  | { readonly known: false; readonly why: 'scope' | 'elsewhere' | 'failed' };

/** What Slack says at once, at most. */
const most = 999;
/** Slack gives few on a page at times; who is in more channels than these pages hold is told so. */
const mostPages = 5;
/** Clicks in one list need not ask again. */
const keptMs = 60_000;
const peopleKept = 1_000;

const answer = z.object({
  channels: z.array(z.object({ id: z.string() })),
  response_metadata: z.object({ next_cursor: z.string().optional() }).optional(),
});

/**
 * Asks Slack which channels a person is in: public ones, and private ones that the app is in too. Never throws.
 * `fresh` takes no answer that was given before.
 */
export type RoomsOf = (who: Actor, fresh?: 'fresh') => Promise<Rooms>;

/** Whether Slack says that somebody is in a channel; what it does not say counts as no. */
export async function isIn(roomsOf: RoomsOf, who: Actor, channel: string): Promise<boolean> {
  const rooms = await roomsOf(who, 'fresh');
  return rooms.known && rooms.channels.has(channel);
}

export function createRooms({
  client,
  log,
  now = Date.now,
}: {
  readonly client: WebClient;
  readonly log: Log;
  readonly now?: (() => number) | undefined;
}): RoomsOf {
  const kept = new Map<string, { readonly at: number; readonly rooms: Rooms }>();

  async function ask({ installation, person }: Actor): Promise<Rooms> {
    const team = teamOf(person);
    // A user id means something in its own workspace only.
    if (installation.startsWith('T:') && installation !== `T:${team}`) return { known: false, why: 'elsewhere' };
    try {
      const channels = new Set<string>();
      let cursor = '';
      for (let page = 0; page === 0 || (cursor !== '' && page < mostPages); page += 1) {
        const said = await client.users.conversations({
          user: userOf(person),
          types: 'public_channel,private_channel',
          limit: most,
          // Installed for an organization, Slack wants to know which workspace is meant.
          ...(installation.startsWith('E:') && { team_id: team }),
          ...(cursor !== '' && { cursor }),
        });
        const { channels: found, response_metadata: rest } = answer.parse(said);
        for (const { id } of found) channels.add(id);
        cursor = rest?.next_cursor ?? '';
      }
      return { known: true, channels, more: cursor !== '' };
    } catch (error) {
      log.warn(traceOf(error), 'the channels of a person are not known');
      return { known: false, why: failureOf(error)?.code === 'missing_scope' ? 'scope' : 'failed' };
    }
  }

  return async (who, fresh) => {
    const key = `${who.installation} ${who.person}`;
    const before = kept.get(key);
    if (fresh === undefined && before !== undefined && now() - before.at < keptMs) return before.rooms;
    const rooms = await ask(who);
    kept.delete(key);
    kept.set(key, { at: now(), rooms });
    const [oldest] = kept.keys();
    if (kept.size > peopleKept && oldest !== undefined) kept.delete(oldest);
    return rooms;
  };
}
