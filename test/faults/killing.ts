import { setTimeout as delay } from 'node:timers/promises';
import { expect, vi } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import type { ApiCall, Playground } from '../../src/playground/index.ts';
import { openStore } from '../../src/store/store.ts';
import { long } from '../long.ts';
import { keptDatabase, server } from '../postgres/fresh.ts';
import { channel, keptInstance, keptWorkspace } from './kit.ts';
import { mortal } from './process.ts';

export const patience = 120_000;

/** A call to Slack by what it is for: a post by its kind, or what a window needs. */
export type Step = 'decision' | 'argument' | 'costs' | 'ballot' | 'result' | 'change' | 'open' | 'window';
type When = 'before' | 'lost' | 'after' | 'confirmed';

/** When the process is killed: at a call, or so many milliseconds after the person did something. */
export type Moment =
  | {
      readonly what: string;
      readonly at: Step;
      readonly when: When;
      readonly whileLooking?: 'before' | 'after';
    }
  | { readonly what: string; readonly afterMs: number };

const whens: Readonly<Record<When, string>> = {
  before: 'is under way and arrives later',
  lost: 'is under way and never arrives',
  after: 'has arrived and is not confirmed',
  confirmed: 'was just confirmed',
};

export const around = (at: Step, all: readonly When[] = ['before', 'lost', 'after', 'confirmed']): Moment[] =>
  all.map((when) => ({ what: `the ${at} ${whens[when]}`, at, when }));
export const soonAfter = (what: string, all: readonly number[]): Moment[] =>
  all.map((afterMs) => ({ what: `${what} ${afterMs} ms ago`, afterMs }));

/** Who else serves the workspace: nobody beside a file. */
const databases = [
  { name: 'SQLite, one instance', others: 0, on: 'file', rounds: 2 },
  { name: 'PostgreSQL, two instances', others: 1, on: 'server', rounds: 2 },
  { name: 'PostgreSQL, four instances', others: 3, on: 'server', rounds: 1 },
] as const;
export type Served = (typeof databases)[number];

/** In the short form without four instances. */
export const served = databases.filter(
  ({ on, others }) => (on === 'file' || server !== undefined) && (long || others < 3),
);

/** A workspace, and a process that can be killed at any moment of what people do there. */
export async function scaffold({ others, on }: Served) {
  const ends: (() => unknown)[] = [];
  const playground = await keptWorkspace(ends);
  const database = await keptDatabase(on, ends);
  const process = await mortal(playground, database);
  ends.push(() => process.kill());
  await process.start();
  for (let i = 0; i < others; i += 1) await keptInstance(playground, database, { postSettleMs: 300 }, ends);
  playground.connect(process.url);
  const store = await openStore(typeof database === 'string' ? { url: database } : database);
  ends.push(() => store.close());
  const began = performance.now();

  /** Does something, kills the process at the moment, and starts it again. */
  async function killed<T>(moment: Moment, act: () => Promise<T>): Promise<T> {
    const dead = 'at' in moment ? killAt(playground, process.kill, moment.at, moment.when) : undefined;
    const acting = act();
    if ('afterMs' in moment) await delay(moment.afterMs).then(process.kill);
    const outcome = await acting;
    await dead;
    const looking = 'at' in moment ? moment.whileLooking : undefined;
    const again = looking && others === 0 ? killAt(playground, process.kill, 'look', looking) : undefined;
    await process.start();
    if (again !== undefined) await again.then(process.start);
    return outcome;
  }

  return {
    playground,
    store,
    killed,
    errors: process.errors,
    quiet: () => quiet(store),
    /** Does something that a person would do again where nobody answers, until it is there. */
    insist: <T>(act: () => Promise<unknown>, there: () => T | undefined): Promise<T> =>
      vi.waitFor(
        async () => {
          const before = there();
          if (before !== undefined) return before;
          await act();
          return await playground.until(() => there(), 10_000);
        },
        { timeout: patience, interval: 50 },
      ),
    /** The kinds of the posts in the channel about a title: its messages, each with its replies. */
    postsOf: (title: string) => postsOf(playground, title),
    async end() {
      const seconds = Math.round((performance.now() - began) / 1_000);
      console.log(`${process.kills()} kills with ${others} other instances on a ${on}, in ${seconds} s`);
      for (const end of ends.toReversed()) await end();
    },
  };
}

/** Kills the process at the next call of a kind, before or after Slack works on it; `lost` lets Slack never work on it. */
function killAt(playground: Playground, kill: () => Promise<void>, what: Step | 'look', when: When): Promise<void> {
  return new Promise((resolve) => {
    const off = playground.faults.onCall(
      '*',
      async (call) => {
        if (what === 'look' ? !call.method.startsWith('conversations.') : stepOf(call) !== what) return;
        off();
        if (when === 'lost') playground.faults.next(call.method, { kind: 'reset', when: 'before' });
        if (when === 'confirmed') return void setTimeout(() => void kill().then(resolve), 1);
        await kill();
        resolve();
      },
      when === 'before' || when === 'lost' ? 'before' : 'after',
    );
  });
}

/** Nothing is left to be posted or changed. A reminder waits for months. */
async function quiet(store: Store): Promise<void> {
  const soon = Date.now() + 3_600_000;
  await vi.waitFor(async () => expect(await store.duePosts(soon)).toEqual([]), { timeout: patience, interval: 100 });
}

function postsOf(playground: Playground, title: string): (string | undefined)[] {
  const ann = playground.as('U0ANN');
  const heads = ann.messages(channel).filter(({ text, metadata }) => text.includes(title) && metadata !== undefined);
  return heads.flatMap(({ ts }) => ann.thread(channel, ts).map(({ metadata }) => kindOf(metadata?.event_payload)));
}

/** The id of the post that a message is. */
export function postOf({ metadata }: { readonly metadata?: { readonly event_payload: unknown } | undefined }): string {
  const payload = metadata?.event_payload;
  return typeof payload === 'object' && payload !== null && 'post' in payload ? String(payload.post) : '';
}

const kindOf = (payload: unknown): string | undefined =>
  postOf({ metadata: { event_payload: payload } })
    .split(':')
    .at(-1);

function stepOf({ args, method }: ApiCall): string | undefined {
  if (method === 'views.open') return 'open';
  if (method === 'views.update') return 'window';
  if (method === 'chat.update') return 'change';
  if (method !== 'chat.postMessage') return undefined;
  const metadata: unknown = typeof args['metadata'] === 'string' ? JSON.parse(args['metadata']) : args['metadata'];
  const payload =
    typeof metadata === 'object' && metadata !== null && 'event_payload' in metadata ? metadata : undefined;
  return kindOf(payload?.event_payload);
}
