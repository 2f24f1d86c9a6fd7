import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { combinations } from '../../src/core/derived.ts';
import {
  type Approach,
  approachOf,
  assess,
  type Case,
  contestable,
  type Debate,
  type DebatePosition,
  decide,
  isRange,
  settledCase,
  standings,
  type Value,
  valuesOf,
} from '../../src/core/index.ts';
import { tuning } from '../../src/core/rulebook.ts';
import { completeCases, neighbours, optionsIn, type Pick, picks } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

const runs = { numRuns: 60 };

/** A debate about a complete case: of some questions several values are held, by several people. */
interface Drawn {
  readonly answers: Case;
  readonly differs: readonly string[];
  readonly positions: readonly DebatePosition[];
}

const drawn = (most: number): fc.Arbitrary<Drawn> =>
  fc
    .tuple(completeCases(book, at), completeCases(book, at), picks, fc.noBias(fc.integer({ min: 0, max: most })))
    .map(([{ answers }, other, pick, count]) => debateOn(answers, other.answers, pick, count));

function debateOn(answers: Case, other: Case, pick: Pick, count: number): Drawn {
  const near = pick(neighbours(book, answers));
  const differing = Object.keys(answers).filter((id) => JSON.stringify(answers[id]) !== JSON.stringify(other[id]));
  const chosen = new Set(Array.from({ length: count }, () => pick(differing)));
  const camp = (values: Case): Case => Object.fromEntries([...chosen].map((id) => [id, values[id] ?? answers[id]!]));
  const options = Object.fromEntries(
    [...chosen].flatMap((id) => {
      const question = rulebook.questions[id];
      return question === undefined || question.kind === 'number' ? [] : [[id, pick(optionsIn(question))]];
    }),
  );
  return {
    answers,
    differs: [...chosen],
    positions: [
      { by: 'T:ann', answers, unknown: [] },
      { by: 'T:ben', answers: camp(other), unknown: [] },
      { by: 'T:cleo', answers: { ...camp(near), ...options }, unknown: [] },
    ],
  };
}

/** What everybody said to each open question. */
function openIn({ positions }: Drawn): ReadonlyMap<string, readonly Value[]> {
  const all = new Map<string, Map<string, Value>>();
  for (const { answers } of positions) {
    for (const [id, possible] of Object.entries(answers)) {
      const values = all.get(id) ?? new Map<string, Value>();
      for (const value of valuesOf(possible)) values.set(JSON.stringify(value), value);
      all.set(id, values);
    }
  }
  return new Map([...all].filter(([, values]) => values.size > 1).map(([id, values]) => [id, [...values.values()]]));
}

/** Every way to answer the open questions, with the verdict on the complete case. */
function everyWay(one: Drawn): readonly { readonly given: ReadonlyMap<string, string>; readonly end: Approach }[] {
  const open = [...openIn(one)];
  const places = open.map(([, values]) => values.map((_, place) => place));
  return [...combinations(places)].map((chosen) => {
    const given = open.map(([id, values], place) => [id, values[chosen[place]!]!] as const);
    const end = approachOf(book, { ...one.answers, ...Object.fromEntries(given) }, at)!;
    return { given: new Map(given.map(([id, value]) => [id, JSON.stringify(value)])), end };
  });
}

type Ways = ReturnType<typeof everyWay>;

/** By brute force: does the verdict change with this question alone, for some answers to the others? */
function matters(ways: Ways, id: string): boolean {
  // Nothing is tuned before the gap is known.
  if (id === 'gap' && ways.some(({ end }) => tuning.has(end))) return true;
  return grouped(ways, (given) => [...given].filter(([other]) => other !== id)).some((ends) => ends.size > 1);
}

/** By brute force: is one approach left for each way to answer these? */
function settledBy(ways: Ways, open: readonly string[], some: readonly string[]): boolean {
  const gapKnown = !open.includes('gap') || some.includes('gap');
  return grouped(ways, (given) => [...given].filter(([id]) => some.includes(id))).every(
    (ends) => ends.size === 1 && (gapKnown || [...ends].every((end) => !tuning.has(end))),
  );
}

function grouped(ways: Ways, keyOf: (given: ReadonlyMap<string, string>) => object): ReadonlySet<Approach>[] {
  const groups = new Map<string, Set<Approach>>();
  for (const { given, end } of ways) {
    const key = JSON.stringify(keyOf(given));
    groups.set(key, (groups.get(key) ?? new Set()).add(end));
  }
  return [...groups.values()];
}

const subsets = (list: readonly string[]): readonly (readonly string[])[] =>
  list.reduce<readonly (readonly string[])[]>((all, id) => [...all, ...all.map((some) => [...some, id])], [[]]);

const shuffled = <T>(list: readonly T[], pick: Pick): T[] =>
  list
    .map((one) => ({ one, key: pick(keys) }))
    .sort((a, b) => a.key - b.key)
    .map(({ one }) => one);
const keys = Array.from({ length: 1000 }, (_, key) => key);

const pivotalIn = (debate: Debate): readonly string[] =>
  debate.disputes.filter(({ pivotal }) => pivotal).map(({ question }) => question);

describe('a debate', () => {
  it('comes to the same whatever the order of positions', () => {
    fc.assert(
      fc.property(drawn(6), picks, ({ positions }, pick) => {
        expect(assess(book, shuffled(positions, pick), at)).toEqual(assess(book, positions, at));
      }),
      runs,
    );
  });

  it('is not changed by an "I don\'t know" of somebody else, so that settled stays settled', () => {
    fc.assert(
      fc.property(drawn(4), ({ positions }) => {
        const doubt = { by: 'T:dan', answers: {}, unknown: Object.keys(rulebook.questions) };
        const before = assess(book, positions, at);
        const after = assess(book, [...positions, doubt], at);
        expect({ ...after, agreed: [], disputes: [] }).toEqual({ ...before, agreed: [], disputes: [] });
        expect(pivotalIn(after)).toEqual(pivotalIn(before));
      }),
      runs,
    );
  });

  it('names exactly the disputes that matter, alone or together', () => {
    fc.assert(
      fc.property(drawn(6), (one) => {
        const open = [...openIn(one).keys()];
        const ways = everyWay(one);
        const debate = assess(book, one.positions, at);
        const wanted = debate.settled === 'no' ? open.filter((id) => matters(ways, id)) : [];
        expect(pivotalIn(debate).toSorted()).toEqual(wanted.toSorted());
      }),
      runs,
    );
  });

  it('names the fewest answers that settle it, whatever they are', () => {
    fc.assert(
      fc.property(drawn(6), (one) => {
        const open = [...openIn(one).keys()];
        const ways = everyWay(one);
        const debate = assess(book, one.positions, at);
        fc.pre(debate.settled === 'no');
        const { questions, exact } = debate.settling;
        expect(exact).toBe(true);
        expect(settledBy(ways, open, questions)).toBe(true);
        const least = Math.min(
          ...subsets(open)
            .filter((some) => settledBy(ways, open, some))
            .map((some) => some.length),
        );
        expect(questions).toHaveLength(least);
      }),
      runs,
    );
  });

  it('says of every value of a dispute that matters which approaches it would leave', () => {
    fc.assert(
      fc.property(drawn(4), (one) => {
        const ways = everyWay(one);
        for (const { question, pivotal, camps, leadsTo } of assess(book, one.positions, at).disputes) {
          if (!pivotal) continue;
          expect(leadsTo.map(({ value }) => value)).toEqual(camps.map(({ value }) => value));
          for (const { value, possible } of leadsTo) {
            const ends = ways
              .filter(({ given }) => given.get(question) === JSON.stringify(value))
              .map(({ end }) => end);
            // A computed value may lie between those that two people's numbers give.
            expect(possible).toEqual(expect.arrayContaining([...new Set(ends)]));
          }
        }
      }),
      runs,
    );
  });

  it('is settled exactly when its case is, and asks only what still matters', () => {
    fc.assert(
      fc.property(drawn(6), ({ positions }) => {
        const debate = assess(book, positions, at);
        expect(debate.settled).toBe(decide(book, debate.case, at).settled);
        expect(settledCase(book, positions, at)).toEqual({ case: debate.case, settled: debate.settled });
        expect(debate.ask).toEqual(expect.arrayContaining([...pivotalIn(debate)]));
        expect(debate.settled !== 'no' && debate.ask.length > 0).toBe(false);
      }),
      runs,
    );
  });

  it('finds disputes that only matter together', () => {
    const jointly = fc.sample(drawn(6), 200).find((one) => {
      const ways = everyWay(one);
      const open = [...openIn(one).keys()].filter((id) => matters(ways, id));
      return open.length > 1 && open.every((id) => !settledBy(ways, open, [id]));
    });
    expect(jointly).toBeDefined();
    const { settling } = assess(book, jointly!.positions, at);
    expect(settling.questions.length).toBeGreaterThan(1);
  });
});

const say = (by: string, answers: Case, unknown: readonly string[] = []): DebatePosition => ({
  by,
  answers,
  unknown,
});

describe('what was said', () => {
  it('counts numbers in other units as the same when they are', () => {
    const tokens = 650 * 100;
    const { agreed, disputes } = assess(
      book,
      [say('T:ann', { knowledge_pages: 100 }), say('T:ben', { knowledge_tokens: tokens })],
      at,
    );
    expect(agreed.map(({ question, camps }) => [question, camps.map(({ by }) => by)])).toEqual([
      ['knowledge_tokens', [['T:ann', 'T:ben']]],
    ]);
    expect(disputes.filter(({ kind }) => kind === 'differ')).toEqual([]);
  });

  it('keeps who does not know beside who does, and asks for the gap while nobody named it', () => {
    const debate = assess(book, [say('T:ann', { freshness: 'weekly' }), say('T:ben', {}, ['freshness', 'gap'])], at);
    expect(debate.agreed).toMatchObject([{ question: 'freshness', unsure: ['T:ben'] }]);
    expect(debate.case).toEqual({ freshness: 'weekly' });
    expect(debate.ask[0]).toBe('gap');
    expect(debate.disputes[0]).toMatchObject({ question: 'gap', kind: 'unsaid', pivotal: true, unsure: ['T:ben'] });
  });

  it('stays exact where it can and says so where it cannot', () => {
    const crowds = fc.sample(fc.array(completeCases(book, at), { minLength: 2, maxLength: 8 }), 25);
    const many = crowds.map((crowd) =>
      assess(
        book,
        crowd.map(({ answers }, place) => say(`T:${place}`, answers)),
        at,
      ),
    );
    for (const debate of many) {
      expect(debate.settling.exact).toBe(pivotalIn(debate).length <= 12);
      expect(pivotalIn(debate)).toEqual(expect.arrayContaining([...debate.settling.questions]));
    }
    expect(many.some(({ settling }) => !settling.exact)).toBe(true);
  });

  it('takes a range across a threshold as open, though nobody differs', () => {
    const answers = fc.sample(completeCases(book, at), 200).map((one) => one.answers);
    const found = answers
      .map((one) => assess(book, [say('T:ann', { ...one, knowledge_tokens: { low: 1_000, high: 5e8 } })], at))
      .flatMap(({ disputes }) => disputes)
      .find(({ kind }) => kind === 'range');
    expect(found).toMatchObject({ question: 'knowledge_tokens', pivotal: true });
    expect(found?.camps.every(({ value }) => typeof value !== 'string' && isRange(value))).toBe(true);
  });
});

describe('what may still be contested', () => {
  it('is every answer all agree on of which another one would change what leads, and no other', () => {
    fc.assert(
      fc.property(drawn(0), ({ answers, positions }) => {
        const found = contestable(book, assess(book, positions, at), at);
        const leading = decide(book, answers, at).approach;
        const flips = (id: string): boolean => {
          const question = rulebook.questions[id]!;
          const others = question.kind === 'number' ? [] : optionsIn(question);
          return others.some((value) => decide(book, { ...answers, [id]: value }, at).approach !== leading);
        };
        const chosen = Object.keys(answers).filter((id) => rulebook.questions[id]?.kind !== 'number');
        expect(found.filter((id) => chosen.includes(id)).toSorted()).toEqual(chosen.filter(flips).toSorted());
      }),
      runs,
    );
  });
});

describe('what each participant would have decided', () => {
  it('differs from the decision only where none of what they said is in it', () => {
    const positions: DebatePosition[] = [
      { by: 'T:ann', answers: { gap: ['knowledge', 'behavior'], freshness: 'daily' }, unknown: [] },
      { by: 'T:ben', answers: { freshness: 'yearly', needs_citations: 'yes' }, unknown: [] },
    ];
    const decided: Case = { gap: 'behavior', freshness: 'daily' };
    expect(standings(book, decided, positions, at).map(({ differs }) => differs)).toEqual([
      [],
      [
        { question: 'freshness', said: ['yearly'] },
        { question: 'needs_citations', said: ['yes'] },
      ],
    ]);
  });

  it('agrees with those whose answers lead to the same approach, and says which answers differ', () => {
    fc.assert(
      fc.property(drawn(5), ({ answers, positions }) => {
        for (const { by, differs, would } of standings(book, answers, positions, at)) {
          const own = positions.find((one) => one.by === by)!.answers;
          expect(would).toBe(decide(book, { ...answers, ...own }, at).approach);
          for (const { question, said } of differs) expect(valuesOf(own[question]!)).toEqual(said);
          expect(by === 'T:ann' && differs.length > 0).toBe(false);
        }
      }),
      runs,
    );
  });
});
