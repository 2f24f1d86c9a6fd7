import type { Place } from '../../app/ports.ts';
import type { Actor } from '../../app/use-cases.ts';
import type { Evidence, Message, Reading } from '../../core/index.ts';

/** Why a reading ended before its thread did. */
export type ReadProblem = 'scope' | 'not-in-channel' | 'no-thread' | 'limited' | 'time' | 'full' | 'stopped' | 'failed';

/** A thread somebody reads: kept in memory and nowhere else, for a while. */
export interface Session {
  readonly id: string;
  readonly actor: Actor;
  readonly place: Place & { readonly thread: string };
  readonly messages: Message[];
  /** Messages seen, read or not. */
  seen: number;
  bots: number;
  empty: number;
  files: number;
  edited: number;
  strangers: number;
  /** Where to go on; undefined at the end. */
  cursor: string | undefined;
  /** The window it is shown in. */
  view: string | undefined;
  stopped: boolean;
  problem: ReadProblem | undefined;
  pasted: boolean;
  reading: Reading | undefined;
  /** Handles of authors, where Slack tells. */
  readonly names: Map<string, string>;
  readonly at: number;
}

/** What is proposed of a reading, in order. */
export const proposalsOf = ({ reading }: Session): readonly Evidence[] => reading?.evidence ?? [];

const kept = 30 * 60_000;
const most = 200;

/** What somebody who reads is asked meanwhile: to stop, or to leave the window besides. */
export type Wish = 'stop' | 'leave';

/** Readings under way. */
export interface Room {
  begin(actor: Actor, place: Session['place'], id: string): Session;
  /** The reading, if this person began it and it is still held. */
  find(actor: Actor, id: string): Promise<Session | undefined>;
  /** Whichever instance is asked next knows what was read until now. */
  keep(session: Session): Promise<void>;
  /** Asks whoever reads, perhaps another instance. */
  ask(session: Session, wish: Wish): Promise<void>;
  /** Whether the one who reads was asked something. */
  heed(session: Session): Promise<void>;
  end(session: Session): Promise<void>;
}

/** What is known of a reading when it begins. */
export function newSession(actor: Actor, place: Session['place'], id: string, at: number): Session {
  return {
    id,
    actor,
    place,
    messages: [],
    seen: 0,
    bots: 0,
    empty: 0,
    files: 0,
    edited: 0,
    strangers: 0,
    cursor: undefined,
    view: undefined,
    stopped: false,
    problem: undefined,
    pasted: false,
    reading: undefined,
    names: new Map(),
    at,
  };
}

export function heedIn(session: Session, wish: Wish): void {
  session.stopped = true;
  if (wish === 'leave') session.view = undefined;
}

/** In memory, for one instance: what a thread says is written nowhere. */
export function createRoom(now: () => number = Date.now): Room {
  const sessions = new Map<string, Session>();
  return {
    begin(actor, place, id) {
      const session = newSession(actor, place, id, now());
      sessions.set(id, session);
      for (const [other, { at }] of sessions) {
        if (sessions.size > most || now() - at > kept) sessions.delete(other);
        else break;
      }
      return session;
    },
    async find(actor, id) {
      const session = sessions.get(id);
      const own = session?.actor.person === actor.person && session.actor.installation === actor.installation;
      return own ? session : undefined;
    },
    keep: async () => undefined,
    ask: async (session, wish) => heedIn(session, wish),
    heed: async () => undefined,
    end: async ({ id }) => void sessions.delete(id),
  };
}
