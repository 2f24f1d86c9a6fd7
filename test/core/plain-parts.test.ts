import { describe, expect, it } from 'vitest';
import { overtaking } from '../../src/core/costs/overtaking.ts';
import { monthsBetween, monthsLater } from '../../src/core/days.ts';
import { pricesToLookAt } from '../../src/core/costs/look.ts';
import type { PriceList } from '../../src/core/costs/models.ts';
import { priceRows } from '../../src/core/costs/schema.ts';
import { addLater } from '../../src/core/later.ts';
import { answerTo, bandOf, countedShare, maskOf, unitsOf } from '../../src/core/levels.ts';
import { limitTick, listsIn, ticksOf } from '../../src/core/ticks.ts';
import { sourcesOf } from '../../src/core/sources.ts';
import { book as costBook, dated, pricing } from './costs-book.ts';
import { book, rulebook } from './shipped.ts';

describe('a level', () => {
  const level = book.levels.find(({ bounds, derived }) => bounds.length > 1 && !derived)!;
  const [first = 0, second = 0] = level.bounds;

  it('puts a number on a threshold into the band above it', () => {
    expect([first - 1, first, second - 1, second].map((value) => bandOf([first, second], value))).toEqual([0, 1, 1, 2]);
  });

  it('leaves of an answer what it says: all, one value, several, a range', () => {
    expect(maskOf(level, undefined)).toBe(level.full);
    expect(maskOf(level, first)).toBe(0b10);
    expect(maskOf(level, [first - 1, second])).toBe(0b101);
    expect(maskOf(level, { low: first, high: second })).toBe(0b110);
    expect(maskOf(level, { low: first, high: first })).toBe(0b10);
    expect(maskOf(level, level.values[1])).toBe(0b10);
  });

  it('takes answers in other units, its own unit first', () => {
    const also = { id: 'tokens', also: [['pages', 10]] as const };
    expect(answerTo(also, { pages: 3 })).toBe(30);
    expect(answerTo(also, { pages: [3, { low: 4, high: 5 }, 'many'] })).toEqual([30, { low: 40, high: 50 }, 'many']);
    expect(answerTo(also, { pages: 3, tokens: 7 })).toBe(7);
    expect(answerTo(also, {})).toBeUndefined();
    expect(unitsOf('freshness', rulebook.questions['freshness'])).toEqual(['freshness']);
    expect(unitsOf('knowledge_tokens', rulebook.questions['knowledge_tokens'])).toContain('knowledge_pages');
  });

  it('has values that are likely in parts of one', () => {
    for (const { likely, values } of book.levels) {
      expect(likely).toHaveLength(values.length);
      expect(likely.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 12);
    }
  });

  it('knows a share that was counted from one that was said', () => {
    expect(countedShare({ low: 0.1, high: 0.5, counted: { count: 1, of: 4 } })).toBe(0.25);
    expect([countedShare({ low: 0.1, high: 0.5 }), countedShare(0.3), countedShare(undefined)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe('a line to tick', () => {
  it('says of a number what it means on both sides, and of the rest yes and no', () => {
    for (const [id, question] of Object.entries(rulebook.questions)) {
      const tick = limitTick(id, question);
      if (tick === undefined) continue;
      expect(tick.question).toBe(id);
      expect(tick.label).toBe(question.limit?.tick);
      expect(JSON.stringify(tick.yes)).not.toBe(JSON.stringify(tick.no));
      expect(limitTick(id, question)).toBe(tick);
    }
    expect(limitTick('gap', rulebook.questions['gap'])).toBeUndefined();
    expect(limitTick('none', undefined)).toBeUndefined();
  });

  it('is asked in a list with others of it, until each of them has an answer', () => {
    const [id, { ticks }] = Object.entries(rulebook.lists)[0]!;
    const ids = Object.keys(ticks);
    const [list] = listsIn(rulebook, ids, {});
    expect(list).toEqual({
      id,
      ask: rulebook.lists[id]?.ask,
      help: rulebook.lists[id]?.help,
      ticks: ticksOf(rulebook, id),
    });
    expect(ticksOf(rulebook, 'none')).toEqual([]);
    expect(listsIn(rulebook, ids.slice(0, 1), {})).toEqual([]);
    const all = Object.fromEntries(ticksOf(rulebook, id).map(({ question, no }) => [question, no]));
    expect(listsIn(rulebook, ids, all)).toEqual([]);
    expect(listsIn(rulebook, ids, all, true)).toHaveLength(1);
    const { [ids[0]!]: _, ...others } = all;
    expect(listsIn(rulebook, ids, others)).toHaveLength(1);
  });
});

describe('a property for later', () => {
  it('is computed when it is first read, once, and copied as any other', () => {
    let computed = 0;
    const target = { own: 1 };
    addLater(target, { later: () => (computed += 1), other: () => 'b' });
    expect(computed).toBe(0);
    expect({ ...target }).toEqual({ own: 1, later: 1, other: 'b' });
    expect(JSON.stringify(target)).toBe('{"own":1,"later":1,"other":"b"}');
    const second = { own: 2 };
    addLater(second, { later: () => 7 });
    expect([target.later, second.later, computed]).toEqual([1, 7, 1]);
  });
});

/** Sums paid, which go on as they last rose. */
const paid = (...sums: number[]) => ({ paid: sums, at: 0, onwards: (sums.at(-1) ?? 0) - (sums.at(-2) ?? 0) });

describe('overtaking', () => {
  it.each([
    ['at once, who starts ahead', paid(10, 20, 30), paid(5, 40, 90), 0],
    ['at once, who is never behind', paid(10, 20, 30), paid(10, 20, 30), 0],
    ['between the ends of two months', paid(0, 10, 20), paid(5, 10, 15), 1],
    ['in the part of a month that the gap takes', paid(0, 10, 20), paid(15, 20, 15), 1 + 10 / 15],
    ['after the last month', paid(0, 10, 20), paid(20, 25, 30), 4],
    ['never, who pays more each month', paid(0, 10, 20), paid(5, 15, 25), Number.POSITIVE_INFINITY],
    ['never, who starts level and falls behind', paid(0, 10, 20), paid(0, 12, 24), Number.POSITIVE_INFINITY],
  ])('happens %s', (_, a, b, month) => {
    expect(overtaking(a, b, 2)).toBeCloseTo(month, 12);
  });
});

describe('a day', () => {
  it('some months later exists, and is told with two digits', () => {
    expect(monthsLater('2026-11-30', 3)).toBe('2027-02-28');
    expect(monthsLater('2026-01-05', 0)).toBe('2026-01-05');
    expect(monthsLater('2026-11-05', 1)).toBe('2026-12-05');
    expect(monthsLater('2026-11-05', 1.2)).toBe('2027-01-05');
  });

  it('is months and parts of a month from another', () => {
    expect(monthsBetween('2026-11-01', '2027-01-16')).toBe(2.5);
    expect(monthsBetween('2027-01-16', '2026-11-01')).toBe(-2.5);
  });
});

const model = { ...dated, id: 'm', input: 1, output: 2, context_window: 1000 };

/** A price list with one price. */
const list = (input: number): PriceList => {
  const [row] = priceRows.parse({ as_of: '2026-11-21', models: [{ ...model, as_of: '2026-11-21', input }] }).models;
  return { asOf: '2026-11-21', find: () => row, similar: () => undefined };
};

const notes = (row: object, on: string, list?: Parameters<typeof pricesToLookAt>[2]) =>
  pricesToLookAt(pricing({ models: [{ ...model, ...row }] }, costBook), on, list).filter(
    ({ row: one }) => one === 'test/m',
  );

describe('a price to look at', () => {
  it('is named once where a model has a row before and one after a change of its price', () => {
    const rows = [
      { ...model, as_of: '2026-09-02', until: '2026-12-01' },
      { ...model, as_of: '2026-09-01', from: '2026-12-01' },
    ];
    const read = pricesToLookAt(pricing({ models: rows }, costBook), '2026-11-01').filter(({ text }) =>
      text.startsWith('read'),
    );
    expect(read.filter(({ row }) => row === 'test/m')).toEqual([
      { row: 'test/m', text: 'read 60 days ago, on 2026-09-01' },
    ]);
  });

  it('is older than 45 days, or ends within 120, and says when', () => {
    expect(notes({ as_of: '2026-11-20' }, '2027-01-05')).toEqual([]);
    expect(notes({ as_of: '2026-11-20' }, '2027-01-06')).toEqual([
      { row: 'test/m', text: 'read 46 days ago, on 2026-11-20' },
    ]);
    expect(notes({ shutdown: '2027-03-21' }, '2026-11-21')).toEqual([
      { row: 'test/m', text: 'stops on 2027-03-21, in 120 days' },
    ]);
    expect(notes({ shutdown: '2027-03-22' }, '2026-11-21')).toEqual([]);
    expect(notes({ until: '2026-11-01' }, '2026-11-21')).toEqual([
      { row: 'test/m', text: 'changes its price: it was on 2026-11-01' },
    ]);
  });

  it('differs from the price list while it holds', () => {
    expect(notes({}, '2026-11-21', list(1))).toEqual([]);
    expect(notes({}, '2026-11-21', list(3))).toEqual([
      { row: 'test/m', text: 'the price list of 2026-11-21 says $3 in and $2 out' },
    ]);
    expect(notes({ from: '2026-11-22' }, '2026-11-21', list(3))).toEqual([]);
  });
});

describe('a source', () => {
  it('is named once, whatever part of it is cited, with its address where it has one', () => {
    const named = { by: 'Ann', title: 'On labels' };
    const sources = { a: { ...named, url: 'https://a.example' }, b: named } as never;
    expect(sourcesOf({ sources }, ['a#1', 'a#2', 'b', 'c'])).toEqual([
      { id: 'a', label: 'Ann, On labels', url: 'https://a.example' },
      { id: 'b', label: 'Ann, On labels' },
    ]);
  });
});
