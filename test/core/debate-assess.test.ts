import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { assess, type Case, type Debate, type DebatePosition, decide, questionsToAsk } from '../../src/core/index.ts';
import { anyCases } from './draw.ts';
import { at, book } from './shipped.ts';

const say = (by: string, answers: Case, unknown: readonly string[] = []): DebatePosition => ({ by, answers, unknown });

/** A debate of a few people who answered what they liked. */
const debates: fc.Arbitrary<Debate> = fc.array(anyCases(book, at), { minLength: 0, maxLength: 3 }).map((all) =>
  assess(
    book,
    all.map(({ answers }, place) => say(`T:${place}`, answers)),
    at,
  ),
);

const disputesOf = ({ disputes }: Debate) =>
  disputes.map(({ question, kind, pivotal, leadsTo }) => [
    question,
    kind,
    pivotal ? 'pivotal' : 'idle',
    leadsTo
      .map(({ value, leading, possible }) => `${JSON.stringify(value)}: ${leading} of ${possible.join(' ')}`)
      .join(', '),
  ]);

describe('a debate whose people differ', () => {
  const pages = [
    say('T:ann', { gap: 'knowledge', freshness: 'weekly', knowledge_pages: 3000 }),
    say('T:ben', { gap: 'knowledge', freshness: 'yearly', knowledge_pages: 40 }),
    say('T:cleo', { queries_per_day: 1000 }, ['freshness']),
  ];

  it('puts what settles it first, says what each value leads to, and of what does not matter nothing', () => {
    const debate = assess(book, pages, at);
    expect(disputesOf(debate)).toEqual([
      ['knowledge_tokens', 'differ', 'pivotal', '26000: long-context of long-context, 1950000: rag of rag'],
      ['freshness', 'differ', 'idle', ''],
    ]);
    expect(debate.settling).toEqual({ questions: ['knowledge_tokens'], exact: true });
    expect(debate.agreed.map(({ question }) => question)).toEqual(['gap', 'queries_per_day']);
    expect([debate.ask[0], debate.unsaid]).toEqual(['knowledge_tokens', debate.ask.slice(1)]);
  });

  it('has nothing that matters and nothing to ask once it is settled, though they differ', () => {
    const [weekly, yearly] = ['weekly', 'yearly'].map((freshness) => ({ gap: 'none', freshness }));
    const debate = assess(book, [say('T:ann', weekly!), say('T:ben', yearly!)], at);
    expect(disputesOf(debate)).toEqual([['freshness', 'differ', 'idle', '']]);
    expect(debate).toMatchObject({ settled: 'as_assumed', approach: 'prompt', ask: [], unsaid: [] });
    expect(debate.settling).toEqual({ questions: [], exact: true });
  });

  it('asks what goes wrong while nobody said anything, with what every answer to that leads to', () => {
    const debate = assess(book, [], at);
    expect(disputesOf(debate)).toEqual([
      [
        'gap',
        'unsaid',
        'pivotal',
        '"knowledge": rag of rag, "behavior": fine-tune of fine-tune, "both": hybrid of hybrid, "none": prompt of prompt',
      ],
    ]);
    expect(debate.disputes[0]).toMatchObject({ camps: [], unsure: [] });
    expect(debate).toMatchObject({ case: {}, agreed: [], settling: { questions: ['gap'] } });
  });
});

describe('any debate', () => {
  it('leads to what its case leads to, and leaves open what that leaves open', () => {
    fc.assert(
      fc.property(debates, (debate) => {
        const { approach, settled, possible } = decide(book, debate.case, at);
        expect([debate.approach, debate.settled]).toEqual([approach, settled]);
        expect(debate.possible).toEqual(possible.map((one) => one.approach));
      }),
      { numRuns: 60 },
    );
  });

  it('lists what everybody who spoke agrees on, and in order what settles, what matters and where people differ', () => {
    fc.assert(
      fc.property(debates, ({ agreed, disputes, settling, case: answers }) => {
        expect(agreed.every(({ camps }) => camps.length === 1)).toBe(true);
        const listed = new Set([...agreed, ...disputes].map(({ question }) => question));
        expect(Object.keys(answers).filter((id) => !listed.has(id))).toEqual([]);
        const ranks = disputes.map(({ question, pivotal }) =>
          settling.questions.includes(question) ? 0 : pivotal ? 1 : 2,
        );
        expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
        for (const { kind, pivotal, camps, leadsTo } of disputes) {
          expect(pivotal || kind === 'differ').toBe(true);
          expect(kind).toBe(camps.length > 1 ? 'differ' : camps.length === 1 ? 'range' : 'unsaid');
          expect(leadsTo.length > 0).toBe(pivotal);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('asks what settles it, then what else matters, then what its case still needs, each once', () => {
    fc.assert(
      fc.property(debates, ({ ask, unsaid, disputes, settling, settled, case: answers }) => {
        const matter = disputes.filter(({ pivotal }) => pivotal).map(({ question }) => question);
        const asked = settled === 'no' ? questionsToAsk(book, answers, at) : [];
        const first = [...settling.questions, ...matter.filter((id) => !settling.questions.includes(id))];
        expect(new Set(ask).size).toBe(ask.length);
        expect(ask.slice(0, first.length).toSorted()).toEqual(first.toSorted());
        expect(ask.slice(0, settling.questions.length)).toEqual(settling.questions);
        expect(ask.slice(first.length)).toEqual(asked.filter((id) => !first.includes(id)));
        expect(unsaid).toEqual(asked.filter((id) => answers[id] === undefined && !matter.includes(id)));
      }),
      { numRuns: 60 },
    );
  });
});
