import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Approach,
  approaches,
  approachOf,
  type Case,
  compile,
  decide,
  explain,
  type Pivot,
} from '../../src/core/index.ts';
import { pivotsOf, type RawPivot, withAnswer } from '../../src/core/pivots.ts';
import { anyCases, completeCases, justBelow, optionsIn } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

const complete = completeCases(book, at);
const any = anyCases(book, at);

const pivotsIn = (answers: Case): readonly RawPivot[] => pivotsOf(book, answers, decide(book, answers, at), at);
const leading = (answers: Case): Approach => decide(book, answers, at).approach;
const questions = Object.entries(rulebook.questions);

/** The case with one answer changed. */
const changed = (answers: Case, id: string, value: string | number): Case =>
  withAnswer(answers, id, rulebook.questions[id]!, value);

/** The answer a pivot names: the option, the number at its threshold, or the number just below it. */
function turned(answers: Case, { question: id, to, below, above }: RawPivot): Case {
  const question = rulebook.questions[id]!;
  if (question.kind !== 'number') return changed(answers, id, typeof to === 'boolean' ? (to ? 'yes' : 'no') : to!);
  return changed(answers, id, below === undefined ? above! : justBelow(question, below));
}

describe('a pivot', () => {
  it('really flips the verdict to the approach it names', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        const approach = leading(answers);
        for (const pivot of pivotsIn(answers)) {
          expect([pivot, leading(turned(answers, pivot))]).toEqual([pivot, pivot.approach]);
          expect(pivot.approach).not.toBe(approach);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('names an edge: on its other side the verdict is another one', () => {
    fc.assert(
      fc.property(complete, ({ answers }) => {
        for (const pivot of pivotsIn(answers)) {
          const { question: id, below, above } = pivot;
          const question = rulebook.questions[id]!;
          if (question.kind !== 'number') continue;
          const beyond = below ?? justBelow(question, above!);
          expect([pivot, leading(changed(answers, id, beyond))]).not.toEqual([pivot, pivot.approach]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is there for every option that flips the verdict', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        const { approach, complete: values } = decide(book, answers, at);
        const found = pivotsIn(answers).flatMap(({ question, to }) => (to === undefined ? [] : [`${question} ${to}`]));
        const expected = questions.flatMap(([id, question]) => {
          if (question.kind === 'number') return [];
          // To confirm what was assumed changes nothing, unless several answers were given and this is one of them.
          const disputed = Array.isArray(answers[id]);
          return optionsIn(question)
            .filter((option) => disputed || option !== values[id])
            .filter((option) => leading(changed(answers, id, option)) !== approach)
            .map((option) => `${id} ${question.kind === 'yes_no' ? option === 'yes' : option}`);
        });
        expect(found.toSorted()).toEqual(expected.toSorted());
      }),
      { numRuns: 80 },
    );
  });

  it('is there for every number that flips the verdict, over band edges and a fine grid', () => {
    fc.assert(
      fc.property(complete, ({ answers }) => {
        const pivots = pivotsIn(answers);
        const approach = leading(answers);
        for (const [id, question] of questions) {
          if (question.kind !== 'number') continue;
          const from = Number(answers[id]);
          const own = pivots.filter((pivot) => pivot.question === id);
          for (const value of numbersToTry(id)) {
            const flipped = leading(changed(answers, id, value));
            if (flipped === approach) continue;
            expect([id, from, value, between(own, from, value)]).toEqual([id, from, value, flipped]);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is marked as assumed exactly if nobody gave the one answer it changes', () => {
    fc.assert(
      fc.property(any, ({ answers }) => {
        for (const { question, assumed } of pivotsIn(answers)) {
          const one = typeof answers[question] === 'string' || typeof answers[question] === 'number';
          expect([question, assumed]).toEqual([question, !one]);
        }
      }),
      { numRuns: 80 },
    );
  });

  it('flips right below its number also where the gap and an input of a computed value are open', () => {
    const answers: Case = {
      ...decide(book, { behavior_kind: 'tone', behavior_consistency: 'high', error_cost: 'low' }, at).complete,
      gap: ['behavior', 'both'],
      prompt_success_rate: 0.9,
      required_accuracy: { low: 0.1, high: 0.9 },
      two_systems_ok: ['yes', 'no'],
    };
    const pivots = pivotsIn(answers).filter(({ question }) => question === 'prompt_success_rate');
    for (const pivot of pivots) expect(leading(turned(answers, pivot))).toBe(pivot.approach);
    expect(leading(changed(answers, 'prompt_success_rate', 0.1))).not.toBe(leading(answers));
  });

  it('is a whole number where a question is counted in whole numbers', () => {
    fc.assert(
      fc.property(complete, ({ answers }) => {
        for (const { question: id, below, above } of pivotsIn(answers)) {
          const question = rulebook.questions[id]!;
          if (question.kind !== 'number' || !question.integer) continue;
          expect([id, (below ?? above!) % 1]).toEqual([id, 0]);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('reads as a sentence with the approach at its end', () => {
    fc.assert(
      fc.property(complete, ({ answers }) => {
        for (const { text, approach } of explain(book, answers, { title: '', at }).pivots) {
          expect(text).toMatch(/^[A-Z].+: /);
          expect(text.endsWith(rulebook.approaches[approach].label)).toBe(true);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('is given on the number where a computed value turns, to the last digit', () => {
    const answers: Case = {
      ...decide(book, { gap: 'knowledge' }, at).complete,
      prompt_success_rate: 0.5,
      required_accuracy: 0.85,
    };
    const pivot = pivotsIn(answers).find(({ question }) => question === 'prompt_success_rate');
    expect(pivot).toMatchObject({ from: 0.5, above: 0.85, approach: 'prompt' } satisfies Partial<Pivot>);
  });

  it('moves with the threshold it rests on', () => {
    const strict = compile({
      ...rulebook,
      thresholds: { ...rulebook.thresholds, prompt_ceiling: { ...rulebook.thresholds['prompt_ceiling']!, value: 0.9 } },
    });
    const answers: Case = { ...decide(book, { gap: 'knowledge' }, at).complete, required_accuracy: 0.85 };
    const pivot = pivotsOf(strict, answers, decide(strict, answers, at), at).find(
      ({ question }) => question === 'prompt_success_rate',
    );
    expect(pivot?.above).toBe(0.9);
  });
});

describe('the pivots of a thousand cases', () => {
  it('are every single answer that flips the verdict, found by deciding again, with the very number where it does', () => {
    const wrong: unknown[] = [];
    const reached = new Map<Approach, number>();
    const sample = fc.sample(complete, { numRuns: 1000, seed: fc.readConfigureGlobal().seed ?? 1 });
    for (const { answers } of sample) {
      const approach = leading(answers);
      reached.set(approach, (reached.get(approach) ?? 0) + 1);
      const pivots = pivotsIn(answers);
      for (const [id, question] of questions) {
        const own = pivots.filter((pivot) => pivot.question === id);
        const again = (value: string | number): Approach | undefined =>
          approachOf(book, { ...answers, [id]: value }, at);
        if (question.kind !== 'number') {
          const told = Object.fromEntries(
            own.map(({ to, approach }) => [to === true ? 'yes' : to === false ? 'no' : to!, approach]),
          );
          for (const option of optionsIn(question)) {
            const flipped = again(option);
            if (told[option] !== (flipped === approach ? undefined : flipped)) wrong.push([answers, id, option]);
          }
          continue;
        }
        const from = Number(answers[id]);
        for (const value of numbersToTry(id)) {
          const flipped = again(value);
          if (flipped !== approach && between(own, from, value) !== flipped) wrong.push([answers, id, value]);
        }
        for (const { below, above, approach: named } of own) {
          const edge = below ?? above!;
          const [under, over] = [again(justBelow(question, edge)), again(edge)];
          if (under === over || named !== (below === undefined ? over : under)) wrong.push([answers, id, edge]);
        }
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    for (const approach of approaches) expect([approach, reached.get(approach)! > 100]).toEqual([approach, true]);
  });
});

/** The approach that the outermost pivot between two numbers names. */
function between(pivots: readonly RawPivot[], from: number, value: number): Approach | undefined {
  const passed =
    value < from
      ? pivots.filter(({ below }) => below !== undefined && value < below).sort((a, b) => a.below! - b.below!)
      : pivots.filter(({ above }) => above !== undefined && value >= above).sort((a, b) => b.above! - a.above!);
  return passed[0]?.approach;
}

/** Every band edge with its lower neighbour, both limits, and forty steps between the limits. */
function numbersToTry(id: string): readonly number[] {
  const question = rulebook.questions[id]!;
  if (question.kind !== 'number') return [];
  const { min, max, integer } = question;
  const bounds = book.levels[book.levelAt.get(id) ?? -1]?.bounds ?? [];
  const from = Math.max(min, 1);
  const grid = Array.from({ length: 40 }, (_, step) =>
    max <= 100 ? min + ((max - min) * step) / 40 : from * (max / from) ** (step / 40),
  );
  const steps = integer ? grid.map(Math.floor) : grid;
  return [min, max, ...steps, ...bounds.flatMap((bound) => [bound, justBelow(question, bound)])];
}
