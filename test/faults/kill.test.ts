import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { typing } from '../leaks.ts';
import { long } from '../long.ts';
import { around, type Moment, patience, scaffold, served, soonAfter } from './killing.ts';
import { channel } from './kit.ts';

const kinds = ['decision', 'argument', 'costs'] as const;
const answers = { gap: 'knowledge', knowledge_tokens: '3M', queries_per_day: '2000', freshness: 'weekly' };

/** What a person does on the way to a decision, in order. */
type Act = 'begin' | 'answer' | 'decide' | 'share';
const steps: readonly (readonly [Act, Moment])[] = [
  ...around('open', ['before', 'after', 'confirmed']).map((moment) => ['begin', moment] as const),
  ...soonAfter('they answered', [0, 6, 20]).map((moment) => ['answer', moment] as const),
  ...around('window', ['before', 'after', 'confirmed']).map((moment) => ['decide', moment] as const),
  ...[
    ...kinds.flatMap((kind) => around(kind)),
    ...soonAfter('they shared', [0, 4, 8, 16, 30, 60]),
    ...around('decision', ['after']).map((moment) => ({
      ...moment,
      what: `${moment.what}, and it dies again before it is found`,
      whileLooking: 'before' as const,
    })),
    ...around('costs', ['after']).map((moment) => ({
      ...moment,
      what: `${moment.what}, and it dies again when they are found`,
      whileLooking: 'after' as const,
    })),
  ].map((moment) => ['share', moment] as const),
];

/** `npm run test:faults` kills at every step, again and again; `npm test` at those that told faults most often. */
const short = { 0: [11, 20], 1: [9] } as const;
const all = served.map((one) => ({
  ...one,
  steps: long
    ? Array.from({ length: one.rounds }, (_, round) =>
        steps.map(([act, moment]) => [act, moment, round] as const),
      ).flat()
    : (one.others === 3 ? [] : short[one.others]).map((at) => [...steps[at]!, 0] as const),
}));

describe.each(all)('killed on $name', (one) => {
  let it: Awaited<ReturnType<typeof scaffold>>;
  beforeAll(async () => void (it = await scaffold(one)), patience);
  afterAll(() => it?.end(), patience);
  const acknowledged: string[] = [];

  test.each(one.steps.map(([act, moment, round]) => [`${act}: ${moment.what}`, round, act, moment] as const))(
    'in %s (%i), everything is posted once',
    async (what, round, act, moment) => {
      const { playground, killed, insist, postsOf, quiet } = it;
      const ann = playground.as('U0ANN');
      const title = `Killed in ${what} (${round}).`;
      while (ann.view() !== undefined) await ann.closeView();
      const at = (id: string) => () => (ann.view()?.callbackId === id ? ann.view() : undefined);
      const passed = (id: string) => () => (ann.view()?.callbackId === id ? undefined : ann.view());
      const doing = <T>(now: Act, work: () => Promise<T>): Promise<unknown> =>
        now === act ? killed(moment, work) : work();

      const command = () => ann.command(channel, `/rag-or-ft ${typing(title)}`);
      await doing('begin', command);
      await insist(command, at('case:modal:start'));
      await doing('answer', () => ann.submit(answers));
      await insist(() => ann.submit(answers), passed('case:modal:start'));
      if (ann.view()?.callbackId === 'case:modal:page') {
        const decide = () => ann.click('case:button:decide', { view: true });
        await doing('decide', decide);
        await insist(decide, at('case:modal:preview'));
      }
      await doing('share', () => ann.submit());
      await insist(() => ann.submit(), passed('case:modal:preview'));
      await playground.until(() => postsOf(title).length >= kinds.length, patience);
      await quiet();
      expect(postsOf(title)).toEqual(kinds);
      acknowledged.push(title);
    },
    3 * patience,
  );

  test('after all of them everything is there once, and nothing is left to do', async () => {
    for (const title of acknowledged) expect(it.postsOf(title)).toEqual(kinds);
    await it.quiet();
    expect(acknowledged).toHaveLength(one.steps.length);
    expect(it.errors()).toEqual([]);
  });
});
