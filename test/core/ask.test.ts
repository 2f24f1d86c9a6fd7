import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Approach,
  approaches,
  approachOf,
  type Case,
  decide,
  listsIn,
  nextQuestions,
  questionsOf,
  questionsToAsk,
} from '../../src/core/index.ts';
import { mayAssume } from '../../src/core/usual.ts';
import { tuning } from '../../src/core/rulebook.ts';
import {
  type Asked,
  askUntilSettled,
  type Counts,
  firstPageOf,
  inputsOfDrawn,
  inputsOfWorked,
  mean,
} from './asking.ts';
import { anyCases, completeCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

const complete = completeCases(book, at);
const any = anyCases(book, at);
const form = questionsOf(book);

/** What may be assumed when a case settles: limits, what is rarely otherwise, and that no budget was named. */
const assumable = Object.entries(rulebook.questions).filter(
  ([, question]) => mayAssume(question) || (question.kind === 'number' && question.unnamed !== undefined),
);
const usualLimits: Case = Object.fromEntries(assumable.map(([id, { usual }]) => [id, usual]));

const firstPage = (hidden: Case): Case => firstPageOf(book, hidden);

const ask = (hidden: Case, start: Case, most: number, leave: readonly string[] = []): Asked =>
  askUntilSettled(book, at, { hidden, start, most, leave });

describe('asking until settled', () => {
  it('gives the verdict of the complete case; as assumed, that of the case with its open limits as usual', () => {
    fc.assert(
      fc.property(complete, fc.constantFrom(1, 6), ({ answers: hidden, approach }, most) => {
        const { answers, verdict } = ask(hidden, firstPage(hidden), most);
        expect(verdict.settled).not.toBe('no');
        const open = Object.entries(usualLimits).filter(([id]) => answers[id] === undefined);
        expect(verdict.approach).toBe(
          verdict.settled === 'yes' ? approach : approachOf(book, { ...hidden, ...Object.fromEntries(open) }, at),
        );
      }),
      { numRuns: 200 },
    );
  });

  it('gives the verdict of the complete case outright when every limit was said', () => {
    fc.assert(
      fc.property(complete, ({ answers: hidden, approach }) => {
        const limits = Object.fromEntries(assumable.map(([id]) => [id, hidden[id]!]));
        const { verdict } = ask(hidden, { ...firstPage(hidden), ...limits }, 6);
        expect([verdict.settled, verdict.approach]).toEqual(['yes', approach]);
      }),
      { numRuns: 100 },
    );
  });

  it('gives the verdict of the complete case from any start, the limits too asked one by one', () => {
    fc.assert(
      fc.property(any, ({ answers: start, hidden }) => {
        const given = new Map(Object.entries(start));
        for (;;) {
          const [next] = questionsToAsk(book, Object.fromEntries(given), at);
          if (next === undefined) break;
          expect(given.get(next)).not.toBe(hidden.answers[next]);
          given.set(next, hidden.answers[next]!);
        }
        expect(decide(book, Object.fromEntries(given), at)).toMatchObject({
          settled: 'yes',
          approach: hidden.approach,
        });
      }),
      { numRuns: 60 },
    );
  });

  it('never asks what cannot change anything: each page ends settled or has asked all that matters', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        const page = nextQuestions(book, answers, { at, leave: [], most: 6 });
        const { settled } = decide(book, answers, at);
        expect(page.length > 0).toBe(settled === 'no');
        expect(new Set(page).size).toBe(page.length);
        const listed = listsIn(rulebook, page, answers).map(({ ticks }) => ticks.length);
        expect(page.length - listed.reduce((sum, ticks) => sum + ticks - 1, 0)).toBeLessThanOrEqual(6);
        for (const id of page) expect(Object.keys(rulebook.questions)).toContain(id);
      }),
      { numRuns: 100 },
    );
  });

  it('leaves out what somebody does not know, and ends all the same', () => {
    fc.assert(
      fc.property(complete, fc.shuffledSubarray(Object.keys(rulebook.questions)), ({ answers: hidden }, leave) => {
        const { answers } = ask(hidden, {}, 6, leave);
        expect(Object.keys(answers).filter((id) => leave.includes(id))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

/** What has to be cleared before anything is trained takes longer. */
const target = (approach: Approach): number => (tuning.has(approach) ? 12 : 7);

const all = (by: Counts): readonly number[] => [...by.values()].flat();

describe('the number of inputs until settled, on average', () => {
  const { asked: counts, anyOrder } = inputsOfDrawn(book, at, 500);
  const worked = inputsOfWorked(book, at);

  it.each(approaches)('is within the target for %s, answers as likely as the rulebook says', (approach) => {
    expect(mean(counts.get(approach)!)).toBeLessThanOrEqual(target(approach));
  });

  it.each(approaches)('is within the target for %s over the worked cases', (approach) => {
    expect(mean(worked.get(approach)!)).toBeLessThanOrEqual(target(approach));
  });

  it('is at least half as much again for all verdicts together when they come in any order', () => {
    expect(mean(all(anyOrder))).toBeGreaterThanOrEqual(1.5 * mean(all(counts)));
  });

  it('is smaller for each verdict than in any order', () => {
    for (const approach of approaches) {
      const [ordered, other] = [mean(counts.get(approach)!), mean(anyOrder.get(approach)!)];
      expect([approach, other > ordered]).toEqual([approach, true]);
    }
  });

  it('leaves at least a third of all questions unasked', () => {
    const most = Math.max(...[...counts.values()].flat());
    expect(most).toBeLessThan((Object.keys(rulebook.questions).length * 2) / 3);
  });
});

describe('the questions worth asking', () => {
  it('are none exactly when one approach is left, except that nothing is trained before the gap is known', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        const { possible, settled } = decide(book, answers, at);
        const asked = questionsToAsk(book, answers, at);
        const untold = possible.length === 1 && settled === 'no';
        expect(untold ? asked : asked.length === 0).toEqual(untold ? ['gap'] : possible.length === 1);
      }),
      { numRuns: 200 },
    );
  });

  it('never hold a number that was given, in whichever unit', () => {
    const tokens = decide(book, {}, at).complete['knowledge_tokens'];
    const given: Case = { gap: 'knowledge', freshness: 'yearly' };
    const asked = questionsToAsk(book, given, at);
    expect(asked).toContain('knowledge_tokens');
    for (const unit of ['knowledge_tokens', 'knowledge_pages', 'knowledge_documents']) {
      expect(questionsToAsk(book, { ...given, [unit]: Number(tokens) / 1000 }, at)).not.toContain('knowledge_tokens');
    }
  });

  it('hold a number whose range reaches over an edge that matters, and not one within a band', () => {
    const given: Case = { gap: 'knowledge', freshness: 'yearly', queries_per_day: 10, active_hours_per_day: 9 };
    expect(questionsToAsk(book, { ...given, knowledge_tokens: { low: 1e5, high: 1e7 } }, at)).toContain(
      'knowledge_tokens',
    );
    expect(questionsToAsk(book, { ...given, knowledge_tokens: { low: 2e6, high: 1e7 } }, at)).not.toContain(
      'knowledge_tokens',
    );
  });

  it('hold two numbers of which neither tells anything alone', () => {
    const given: Case = { gap: 'knowledge', error_cost: 'low', knowledge_tokens: 5e6 };
    const both: Case = { prompt_success_rate: [0.65, 0.8], required_accuracy: [0.5, 0.9] };
    expect(questionsToAsk(book, { ...given, ...both }, at)).toEqual(expect.arrayContaining(Object.keys(both)));
  });

  it('start with the gap', () => {
    expect(questionsToAsk(book, {}, at)[0]).toBe('gap');
  });
});

describe('the first page', () => {
  it('asks the gap, the size, the traffic and the freshness, and lists the limits to tick', () => {
    expect(form.firstPage).toEqual(['gap', 'knowledge_tokens', 'queries_per_day', 'freshness']);
    expect(form.limits.length).toBeGreaterThan(0);
  });

  it('is offered again for a change, with every question answered so far', () => {
    const answers = { stage: 'pilot', knowledge_pages: 3, offline: 'yes' };
    const asked = questionsToAsk(book, answers, at).filter((id) => !form.limits.includes(id));
    const first = [...new Set([...form.firstPage, 'stage', ...asked.slice(0, 3)])];
    expect(form.toChange(answers, at)).toEqual([...first, 'regulated_field']);
  });

  it('is never one that only the plan wants to know', () => {
    expect(questionsToAsk(book, { gap: 'both' }, at)).not.toContain('regulated_field');
  });
});
