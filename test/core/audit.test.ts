import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { audit, auditWords, type Counts, parseAnswers } from '../../src/core/index.ts';
import { chanceOfLead, wilson } from '../../src/core/intervals.ts';
import { rulebook } from './shipped.ts';

const kindIds = Object.keys(rulebook.audit?.kinds ?? {});

function counts(kinds: Readonly<Record<string, number>>, right?: number): Counts {
  return { right, kinds: { ...Object.fromEntries(kindIds.map((id) => [id, 0])), ...kinds } };
}

const says = (kinds: Readonly<Record<string, number>>, right?: number) => audit(rulebook, counts(kinds, right));
const anyCounts = (most: number) =>
  fc.record({
    right: fc.option(fc.nat(most), { nil: undefined }),
    kinds: fc.record(Object.fromEntries(kindIds.map((id) => [id, fc.nat(most)]))),
  });

describe('the interval of a share', () => {
  test.each([
    // Newcombe 1998, table I, method 3 (Wilson score).
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the one Newcombe printed', (count, of, low, high) => {
    const share = wilson(count, of);
    expect(share.low).toBeCloseTo(low, 3);
    expect(share.high).toBeCloseTo(high, 3);
  });

  test('holds what was seen, mirrors its opposite, and narrows as the same share is seen again', () => {
    fc.assert(
      fc.property(
        fc.nat(400),
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 2, max: 9 }),
        (count, rest, times) => {
          const of = count + rest;
          const share = wilson(count, of);
          expect(share.low).toBeLessThanOrEqual(count / of);
          expect(share.high).toBeGreaterThanOrEqual(count / of);
          expect(wilson(rest, of).low).toBeCloseTo(1 - share.high, 9);
          const more = wilson(count * times, of * times);
          expect(more.high - more.low).toBeLessThan(share.high - share.low);
        },
      ),
    );
  });
});

describe('the chance of a lead', () => {
  test('is that of so many heads or tails in as many throws', () => {
    expect(chanceOfLead(6, 0)).toBeCloseTo(2 / 64, 12);
    expect(chanceOfLead(9, 1)).toBeCloseTo((2 * 11) / 1024, 12);
    expect(chanceOfLead(5, 5)).toBe(1);
    expect(chanceOfLead(0, 0)).toBe(1);
    expect(chanceOfLead(900, 100)).toBeLessThan(1e-100);
  });
});

/** A small generator, so that everybody draws the same samples. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function sample(next: () => number, of: number, ids: readonly string[]): Record<string, number> {
  const drawn: Record<string, number> = {};
  for (let one = 0; one < of; one += 1) {
    const id = ids[Math.floor(next() * ids.length)] ?? '';
    drawn[id] = (drawn[id] ?? 0) + 1;
  }
  return drawn;
}

describe('never a diagnosis from noise', () => {
  test.each([
    [50, kindIds],
    [100, kindIds],
    [50, kindIds.slice(0, 2)],
    [99, kindIds.slice(2, 4)],
  ])('%i failures spread evenly by chance name a leading kind in at most 5 of 100 samples', (of, ids) => {
    const next = seeded(of + ids.length);
    const draws = 1500;
    let named = 0;
    for (let draw = 0; draw < draws; draw += 1) if (says(sample(next, of, ids)).kind.sure) named += 1;
    // Three standard errors above 5 %.
    expect(named / draws).toBeLessThanOrEqual(0.05 + 3 * Math.sqrt((0.05 * 0.95) / draws));
  });

  test('a pile just too small to matter is called a gap in at most 5 of 100 samples', () => {
    const next = seeded(7);
    const material = rulebook.audit?.material ?? 0;
    let called = 0;
    const draws = 1000;
    for (let draw = 0; draw < draws; draw += 1) {
      let behavior = 0;
      for (let one = 0; one < 80; one += 1) if (next() < material * 0.999) behavior += 1;
      const { gap } = says({ missing_fact: 80 - behavior, format_tone: behavior });
      if (!gap.includes('knowledge')) called += 1;
    }
    expect(called / draws).toBeLessThan(0.05);
  });

  test('too few judged answers say nothing, however clear they look', () => {
    const few = says({ missing_fact: 20 }, 5);
    expect(few).toMatchObject({ enough: false, kind: { sure: false }, answers: {}, more: 5 });
    expect(auditWords(rulebook, few).headline).toContain('at least 30');
  });

  test('the order of kinds never matters', () => {
    fc.assert(
      fc.property(anyCounts(40), fc.integer(), (given, at) => {
        const entries = Object.entries(given.kinds);
        const turn = Math.abs(at) % entries.length;
        const turned = Object.fromEntries([...entries.slice(turn), ...entries.slice(0, turn)].toReversed());
        expect(audit(rulebook, { ...given, kinds: turned })).toEqual(audit(rulebook, given));
      }),
    );
  });

  test('more of the same never turns what was told into something that cannot be told', () => {
    fc.assert(
      fc.property(anyCounts(25), fc.integer({ min: 2, max: 6 }), (given, times) => {
        const before = audit(rulebook, given);
        const after = audit(rulebook, {
          right: given.right === undefined ? undefined : given.right * times,
          kinds: Object.fromEntries(Object.entries(given.kinds).map(([id, count]) => [id, count * times])),
        });
        const stays = (now: typeof before.kind, then: typeof before.kind) =>
          !now.sure || (then.sure && then.first?.id === now.first?.id);
        expect(stays(before.kind, after.kind)).toBe(true);
        expect(stays(before.group, after.group)).toBe(true);
        expect(before.enough && !after.gap.every((gap) => before.gap.includes(gap))).toBe(false);
        expect(Object.keys(after.answers)).toEqual(expect.arrayContaining(Object.keys(before.answers)));
      }),
      { numRuns: 300 },
    );
  });

  test('one more failure of the leading kind keeps it in the lead', () => {
    fc.assert(
      fc.property(anyCounts(30), (given) => {
        const before = audit(rulebook, given);
        const id = before.kind.first?.id;
        if (!before.kind.sure || id === undefined) return;
        const kinds = { ...given.kinds, [id]: (given.kinds[id] ?? 0) + 1 };
        expect(audit(rulebook, { ...given, kinds }).kind).toMatchObject({ sure: true, first: { id } });
      }),
    );
  });
});

describe('what an audit turns into', () => {
  test('every answer it gives is one the questions take', () => {
    fc.assert(
      fc.property(anyCounts(60), (given) => {
        expect(parseAnswers(rulebook, audit(rulebook, given).answers)).toMatchObject({ ok: true });
      }),
    );
  });

  test('missing facts alone are a knowledge gap', () => {
    expect(says({ missing_fact: 40, format_tone: 1 }, 55)).toMatchObject({
      kind: { sure: true, first: { id: 'missing_fact' } },
      gap: ['knowledge'],
      answers: { gap: 'knowledge' },
      more: undefined,
    });
  });

  test('two kinds of one remedy may lead together where neither leads alone', () => {
    const both = says({ missing_fact: 22, stale_fact: 20, format_tone: 2 });
    expect(both).toMatchObject({ kind: { sure: false }, group: { sure: true, first: { id: 'knowledge' } } });
    expect(auditWords(rulebook, both).headline).toContain('missing or wrong facts');
  });

  test('format failures are behavior, with the two kinds of it that they may be', () => {
    expect(says({ format_tone: 45, missing_fact: 2 }).answers).toEqual({
      gap: 'behavior',
      behavior_kind: ['format', 'tone'],
    });
  });

  test('passages that are found and not used are both gaps and a misuse', () => {
    expect(says({ ignored: 40, missing_fact: 3 }).answers).toEqual({ gap: 'both', model_misuses_context: 'yes' });
  });

  test('failures without a pattern are no gap', () => {
    const none = says({ random: 60, missing_fact: 2, format_tone: 2 });
    expect(none.answers).toEqual({ gap: 'none', behavior_kind: 'random' });
  });

  test('a pile that may or may not matter leaves both readings possible', () => {
    const open = says({ missing_fact: 40, format_tone: 12 });
    expect(open.gap).toEqual(['knowledge', 'both']);
    expect(open.answers).toEqual({ gap: ['knowledge', 'both'] });
    expect(open.more).toBeGreaterThan(0);
  });

  test('a success rate is a share with what so many answers can tell of it', () => {
    const { answers } = audit(rulebook, counts({ missing_fact: 12 }, 88));
    expect(answers['prompt_success_rate']).toEqual({ low: 0.802, high: 0.93, counted: { count: 88, of: 100 } });
    expect(says({ missing_fact: 60 }).answers['prompt_success_rate']).toBeUndefined();
  });

  test('about as many more as it says are enough when the shares stay', () => {
    const now = says({ missing_fact: 20, format_tone: 12, reasoning: 8 }, 20);
    const more = now.more ?? 0;
    expect(more).toBeGreaterThan(0);
    const factor = (now.judged + more) / now.judged;
    const then = says(
      {
        missing_fact: Math.round(20 * factor),
        format_tone: Math.round(12 * factor),
        reasoning: Math.round(8 * factor),
      },
      Math.round(20 * factor),
    );
    expect(then.more).toBeUndefined();
    expect(then.kind.sure || then.group.sure).toBe(true);
  });

  test('two equal piles would not be told apart by any number', () => {
    const even = says({ missing_fact: 25, format_tone: 25 });
    expect(even.more).toBeUndefined();
    expect(auditWords(rulebook, even).more).toContain('hardly tell');
  });

  test('an interval is said out of a hundred, and where it comes from', () => {
    const words = auditWords(rulebook, says({ missing_fact: 24, format_tone: 5, random: 9 }, 62));
    expect(words.success).toBe(
      '62 of 100 judged answers were right (62 %); the true share lies between 52 and 71 of 100.',
    );
    expect(words.piles[0]).toEqual({ name: 'Missing facts', count: '24 of 38', range: '47 to 77 of 100' });
    expect(words.because).toContain('24 of 38 against 9');
    expect(words.means).not.toBe('');
  });

  test('nothing wrong at all is an answer too', () => {
    expect(says({}, 60)).toMatchObject({ gap: ['none'], answers: { gap: 'none', prompt_success_rate: { high: 1 } } });
    expect(says({}, 10)).toMatchObject({ enough: false, more: 20 });
    expect(says({}, undefined)).toMatchObject({ judged: 0, enough: false });
  });
});
