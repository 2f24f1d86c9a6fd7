import { typing } from '../leaks.ts';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Store } from '../../src/app/ports.ts';
import type { ApiCall, Playground } from '../../src/playground/index.ts';
import { ballotMessage } from '../../src/slack/views/debate/ballot.ts';
import { openStore } from '../../src/store/store.ts';
import { newOffice, shipped } from '../app/office.ts';
import { keptDatabase, server } from '../postgres/fresh.ts';
import { openDebate, openPosition } from './debate.ts';
import { channel, keptInstance, keptWorkspace } from './kit.ts';
import { mortal } from './process.ts';
import { long } from '../long.ts';

const patience = 60_000;
const kinds = ['decision', 'argument', 'costs'] as const;
type Kind = (typeof kinds)[number];
type When = 'before' | 'lost' | 'after' | 'confirmed';

/** When the process is killed: at a call, so many milliseconds after the person pressed, or when they were answered. */
type Moment =
  | {
      readonly what: string;
      readonly at: Kind | 'ballot';
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
const calls = (at: Kind | 'ballot'): Moment[] =>
  (['before', 'lost', 'after', 'confirmed'] as const).map((when) => ({ what: `the ${at} ${whens[when]}`, at, when }));
const pressed: Moment[] = [0, 4, 8, 16, 30, 60].map((afterMs) => ({ what: `they pressed ${afterMs} ms ago`, afterMs }));
const ofDecisions: Moment[] = [
  ...kinds.flatMap(calls),
  ...pressed,
  {
    what: 'the decision has arrived, and again before it is found',
    at: 'decision',
    when: 'after',
    whileLooking: 'before',
  },
  { what: 'the costs have arrived, and again when they are found', at: 'costs', when: 'after', whileLooking: 'after' },
];
const ofBallots: Moment[] = [...calls('ballot'), ...pressed];

/** `npm run test:faults` kills at every moment, again and again; `npm test` at those that told faults most often. */
const times = long ? 3 : 1;
const some = (all: readonly Moment[], short: readonly number[]) => (long ? all : short.map((at) => all[at]!));
const cases = (moments: readonly Moment[]) =>
  Array.from({ length: times }, (_, round) => moments.map((moment) => [moment.what, round, moment] as const)).flat();

/** Who else serves the workspace: nobody beside a file. */
const databases = [
  { name: 'SQLite, one instance', others: 0, on: 'file', decisions: [2, 11], ballots: [0] },
  { name: 'PostgreSQL, two instances', others: 1, on: 'server', decisions: [0], ballots: [2] },
  { name: 'PostgreSQL, four instances', others: 3, on: 'server', decisions: [], ballots: [] },
] as const;

describe.each(databases.filter(({ on, others }) => (on === 'file' || server !== undefined) && (long || others < 3)))(
  'killed on $name',
  ({ others, on, decisions, ballots: shortBallots }) => {
    let playground: Playground;
    let store: Store;
    let process: Awaited<ReturnType<typeof mortal>>;
    const ends: (() => unknown)[] = [];

    beforeAll(async () => {
      playground = await keptWorkspace(ends);
      const database = await keptDatabase(on, ends);
      process = await mortal(playground, database);
      ends.push(() => process.kill());
      await process.start();
      for (let i = 0; i < others; i += 1) await keptInstance(playground, database, { postSettleMs: 300 }, ends);
      playground.connect(process.url);
      store = await openStore(typeof database === 'string' ? { url: database } : database);
      ends.push(() => store.close());
    }, patience);

    afterAll(async () => {
      console.log(`${process.kills()} kills with ${others} other instances on a ${on}`);
      for (const end of ends.toReversed()) await end();
    }, patience);

    /** Does something, kills the process at the moment, and starts it again. */
    async function killed<T>(moment: Moment, act: () => Promise<T>): Promise<T> {
      const dead = 'at' in moment ? killAt(moment.at, moment.when) : undefined;
      const acting = act();
      if ('afterMs' in moment) await delay(moment.afterMs).then(process.kill);
      const outcome = await acting;
      await dead;
      const looking = 'at' in moment ? moment.whileLooking : undefined;
      const again = looking && others === 0 ? killAt('look', looking) : undefined;
      await process.start();
      if (again !== undefined) await again.then(process.start);
      return outcome;
    }

    /** Kills the process at the next call of a kind, before or after Slack works on it; `lost` lets Slack never work on it. */
    function killAt(what: Kind | 'ballot' | 'look', when: When): Promise<void> {
      return new Promise((resolve) => {
        const method = what === 'look' ? '*' : what === 'ballot' ? 'chat.update' : 'chat.postMessage';
        const off = playground.faults.onCall(
          method,
          async (call) => {
            if (what === 'look' ? !call.method.startsWith('conversations.') : !isOf(call, what)) return;
            off();
            if (when === 'lost') playground.faults.next(method, { kind: 'reset', when: 'before' });
            if (when === 'confirmed') return void setTimeout(() => void process.kill().then(resolve), 1);
            await process.kill();
            resolve();
          },
          when === 'before' || when === 'lost' ? 'before' : 'after',
        );
      });
    }

    /** Nothing is left to be posted or changed. */
    async function quiet(): Promise<void> {
      await vi.waitFor(async () => expect(await store.duePosts(Number.MAX_SAFE_INTEGER)).toEqual([]), {
        timeout: patience,
        interval: 100,
      });
    }

    /** The kinds of the posts in the channel about a title: its messages, each with its replies. */
    function postsOf(title: string): (string | undefined)[] {
      const ann = playground.as('U0ANN');
      const heads = ann
        .messages(channel)
        .filter(({ text, metadata }) => text.includes(title) && metadata !== undefined);
      return heads.flatMap(({ ts }) => ann.thread(channel, ts).map(({ metadata }) => kindOf(metadata?.event_payload)));
    }

    const acknowledged: string[] = [];

    test.each(cases(some(ofDecisions, decisions)))(
      'when %s (%i), it still posts everything once',
      async (what, round, moment) => {
        const ann = playground.as('U0ANN');
        const title = `Killed when ${what} (${round})`;
        while (ann.view() !== undefined) await ann.closeView();
        await ann.command(channel, `/rag-or-ft ${typing(title)}`);
        await playground.until(() => ann.view(), patience);
        await ann.submit({ gap: 'knowledge', knowledge_tokens: '3M', queries_per_day: '2000', freshness: 'weekly' });
        if (ann.view()?.callbackId === 'case:modal:page') await ann.click('case:button:decide', { view: true });
        await playground.until(() => ann.view()?.callbackId === 'case:modal:preview', patience);
        const { kind } = await killed(moment, () => ann.submit());
        expect((kind === 'failed' ? await ann.submit() : { kind }).kind).toBe('update');
        await playground.until(() => postsOf(title).length >= kinds.length, patience);
        await quiet();
        expect(postsOf(title)).toEqual(kinds);
        acknowledged.push(title);
      },
      2 * patience,
    );

    test.each(cases(some(ofBallots, shortBallots)).length > 0 ? [[cases(some(ofBallots, shortBallots))]] : [])(
      'at every step of a ballot, it stands once and shows what was said last',
      async (moments) => {
        const { ballots, ballot } = await openDebate(playground);
        const { useCases } = await newOffice({ store });
        const ben = playground.as('U0BEN');
        for (const [place, [what, , moment]] of moments.entries()) {
          await quiet();
          const inputs = await openPosition(playground, ballot);
          const said = place % 2 === 0 ? 'knowledge' : 'behavior';
          const answers = Object.fromEntries(inputs.map((id) => [id, id === 'gap' ? said : '?']));
          const { kind } = await killed(moment, () => ben.submit(answers));
          const answered = kind === 'failed' ? await ben.submit() : { kind };
          expect([what, answered.kind]).toEqual([what, 'update']);
          await quiet();
          const debate = debateOf(ballot);
          const found = await store.debate('T:T0LOCAL', debate);
          const stands = found?.statements.find(({ person }) => person === 'T0LOCAL:U0BEN')?.answers['gap'];
          expect([what, stands]).toEqual([what, said]);
          const shown = await useCases.debates.show('T:T0LOCAL', debate);
          const drawn = [[ballot.ts, ballotMessage(shown, shipped).text]];
          expect([what, ballots().map(({ text, ts }) => [ts, text])]).toEqual([what, drawn]);
        }
      },
      60 * patience,
    );

    test('after all of them everything is there once, and nothing is left to do', async () => {
      for (const title of acknowledged) expect(postsOf(title)).toEqual(kinds);
      expect(await store.duePosts(Number.MAX_SAFE_INTEGER)).toEqual([]);
      expect(process.errors()).toEqual([]);
    });
  },
);

/** The debate a ballot is of. */
function debateOf({ metadata }: { readonly metadata?: { readonly event_payload: unknown } | undefined }): string {
  const payload = metadata?.event_payload;
  return typeof payload === 'object' && payload !== null && 'post' in payload
    ? String(payload.post).split(':')[0]!
    : '';
}

function kindOf(payload: unknown): string | undefined {
  return typeof payload === 'object' && payload !== null && 'post' in payload
    ? String(payload.post).split(':').at(-1)
    : undefined;
}

function isOf({ args, method }: ApiCall, what: Kind | 'ballot'): boolean {
  if (what === 'ballot') return method === 'chat.update';
  const metadata: unknown = typeof args['metadata'] === 'string' ? JSON.parse(args['metadata']) : args['metadata'];
  return (
    typeof metadata === 'object' &&
    metadata !== null &&
    'event_payload' in metadata &&
    kindOf(metadata.event_payload) === what
  );
}
