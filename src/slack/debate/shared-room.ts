import { z } from 'zod';
import type { Clock } from '../../app/ports.ts';
import type { Asides } from '../asides.ts';
import { heedIn, newSession, type Room, type Session } from './room.ts';

const text = z.string();
const count = z.number();
const kept = z.object({
  place: z.object({ channel: text, thread: text }),
  messages: z.array(z.object({ author: text, ts: text, text })),
  seen: count,
  bots: count,
  empty: count,
  files: count,
  edited: count,
  strangers: count,
  cursor: text.optional(),
  view: text.optional(),
  problem: z.enum(['scope', 'not-in-channel', 'no-thread', 'limited', 'time', 'full', 'stopped', 'failed']).optional(),
  pasted: z.boolean(),
  names: z.array(z.tuple([text, text])),
  at: count,
});
const wish = z.enum(['stop', 'leave']);

/** With the person in it, it is found by whoever began the reading alone. */
const keyOf = ({ actor, id }: Pick<Session, 'actor' | 'id'>): string => `${actor.person} reading ${id}`;
const wishOf = ({ id }: Pick<Session, 'id'>): string => `wish ${id}`;

/** Readings that whichever instance is asked next goes on with. What was found in the messages is found again. */
export function sharedRoom(asides: Asides, clock: Clock): Room {
  return {
    begin: (actor, place, id) => newSession(actor, place, id, clock.now()),

    async find(actor, id) {
      const found = await asides.find(actor.installation, keyOf({ actor, id }));
      if (found === undefined) return undefined;
      const { names, cursor, view, problem, place, at, ...rest } = kept.parse(JSON.parse(found));
      const session = newSession(actor, place, id, at);
      return Object.assign(session, rest, { cursor, view, problem, names: new Map(names) });
    },

    async keep({ id, actor, reading: _found, stopped: _asked, names, ...rest }) {
      const text = JSON.stringify({ ...rest, names: [...names] });
      await asides.keep(actor, keyOf({ actor, id }), text);
    },

    ask: async (session, asked) => asides.keep(session.actor, wishOf(session), asked),

    async heed(session) {
      const { data } = wish.safeParse(await asides.take(session.actor.installation, wishOf(session)));
      if (data !== undefined) heedIn(session, data);
    },

    async end({ actor, id }) {
      await asides.take(actor.installation, keyOf({ actor, id }));
    },
  };
}
