import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ballotMessage } from '../../src/slack/views/debate/ballot.ts';
import { newOffice, shipped } from '../app/office.ts';
import { long } from '../long.ts';
import { openPosition } from './debate.ts';
import { around, type Moment, patience, postOf, scaffold, served, soonAfter } from './killing.ts';
import { channel } from './kit.ts';

const installation = 'T:T0LOCAL';
const openings: readonly Moment[] = [...around('ballot'), ...soonAfter('they opened it', [0, 8])];
const statings: readonly Moment[] = [...around('change'), ...soonAfter('they stated it', [0, 4, 8, 16, 30, 60])];
const closings: readonly Moment[] = [...around('result'), ...soonAfter('they closed it', [0, 8])];

/** `npm test` kills at one moment, on whichever database several share, else on a file. */
const all = long
  ? served.flatMap((one) => Array.from({ length: one.rounds }, (_, round) => ({ ...one, round })))
  : served.slice(-1).map((one) => ({ ...one, round: 0 }));

describe.each(all)('killed on $name ($round)', (one) => {
  let it: Awaited<ReturnType<typeof scaffold>>;
  beforeAll(async () => void (it = await scaffold(one)), patience);
  afterAll(() => it?.end(), patience);

  /** Ann opens a debate of her own, and kills the process when told. */
  async function opened(about: string, moment?: Moment) {
    const { playground, store, killed, insist, quiet } = it;
    const ann = playground.as('U0ANN');
    while (ann.view() !== undefined) await ann.closeView();
    const ts = await playground
      .as('U0BEN')
      .say(channel, `We should fine-tune. It gets about 2000 queries a day: ${about}`);
    await playground.as('U0CLEO').say(channel, 'It would be out of date again by then.', ts);
    const evidence = () => (ann.view()?.callbackId === 'debate:modal:evidence' ? ann.view() : undefined);
    const begin = async () => {
      while (ann.view() !== undefined) await ann.closeView();
      await insist(() => ann.messageShortcut('settle_debate', channel, ts), evidence);
    };
    await begin();
    await (moment === undefined ? ann.submit() : killed(moment, () => ann.submit()));
    const there = async () => (await store.debateIn(installation, { channel: 'C0GUILD', thread: ts })) !== undefined;
    while (!(await there())) {
      const { kind } = await ann.submit().catch(() => ({ kind: 'refused' }));
      // A reading that died with the only instance is begun anew, as its person is told.
      if (kind !== 'failed' && !(await there())) await begin();
    }
    while (ann.view() !== undefined) await ann.closeView();
    const posts = (kind: string) => ann.thread(channel, ts).filter((message) => postOf(message).endsWith(`:${kind}`));
    const ballot = await playground.until(() => posts('ballot')[0], patience);
    await quiet();
    return { ann, posts, ballot };
  }

  test.each(long ? openings.map((moment) => [moment.what, moment] as const) : [])(
    'when %s, one ballot is there',
    async (what, moment) => {
      const { posts } = await opened(what, moment);
      expect(posts('ballot')).toHaveLength(1);
    },
    3 * patience,
  );

  test.each([[long ? statings : statings.slice(2, 3)]])(
    'at every step of a position, the ballot stands once and shows what was said last',
    async (moments) => {
      const { playground, store, killed, quiet } = it;
      const { posts, ballot } = await opened('stating');
      const { useCases } = await newOffice({ store });
      const ben = playground.as('U0BEN');
      for (const [place, moment] of moments.entries()) {
        const { what } = moment;
        const inputs = await openPosition(playground, ballot, place === 0 ? undefined : 'Change mine');
        const said = place % 2 === 0 ? 'knowledge' : 'behavior';
        const answers = Object.fromEntries(inputs.map((id) => [id, id === 'gap' ? said : '?']));
        let answered = await killed(moment, () => ben.submit(answers));
        for (let tries = 0; answered.kind === 'failed' && tries < 10; tries += 1) answered = await ben.submit();
        expect([what, answered.kind]).toEqual([what, 'update']);
        await quiet();
        const debate = postOf(ballot).split(':')[0] ?? '';
        const found = await store.debate(installation, debate);
        const stands = found?.statements.find(({ person }) => person === 'T0LOCAL:U0BEN')?.answers['gap'];
        expect([what, stands]).toEqual([what, said]);
        const shown = await useCases.debates.show(installation, debate);
        const drawn = [[ballot.ts, ballotMessage(shown, shipped).text]];
        expect([what, posts('ballot').map(({ text, ts }) => [ts, text])]).toEqual([what, drawn]);
      }
    },
    60 * patience,
  );

  test.each(long ? closings.map((moment) => [moment.what, moment] as const) : [])(
    'when %s, one result is there',
    async (what, moment) => {
      const { playground, killed, insist, quiet } = it;
      const { ann, posts, ballot } = await opened(`closing, ${what}`);
      const window = () => (ann.view()?.callbackId === 'debate:modal:close' ? ann.view() : undefined);
      await insist(() => ann.click('Close', { ts: ballot.ts }), window);
      const close = () => ann.submit({ gap: '"knowledge"', Reason: 'We looked at it.' });
      await killed(moment, close);
      await insist(close, () => (window() === undefined ? (ann.view() ?? true) : undefined));
      await playground.until(() => posts('result')[0], patience);
      await quiet();
      expect([posts('ballot').length, posts('result').length]).toEqual([1, 1]);
    },
    3 * patience,
  );

  test('after all of them nothing is left to do', async () => {
    await it.quiet();
    expect(it.errors()).toEqual([]);
  });
});
