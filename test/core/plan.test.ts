import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approaches, type Case, decide, explain, type Explanation, parseAnswers } from '../../src/core/index.ts';
import { planOf, warningsOf } from '../../src/core/plan.ts';
import { anyCases, completeCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

type When = Readonly<Record<string, string | readonly string[]>>;

const drawn = fc.sample(completeCases(book, at), { numRuns: 150, seed: 11 }).map(({ answers }) => answers);

/** A number inside a band of a measured question. */
function within(id: string, band: string): number {
  const question = rulebook.questions[id];
  if (question?.kind !== 'number') throw new Error(`${id} is no number`);
  const bands = Object.entries(question.bands ?? {});
  const below = bands[bands.findIndex(([name]) => name === band) - 1]?.[1].below;
  return below === undefined ? question.min : rulebook.thresholds[below]!.value;
}

/** A drawn case in which conditions hold, as far as one can answer them; computed ones are left to the draw. */
function forced(answers: Case, when: When | undefined, open: readonly string[], turn: number): Case {
  const given = Object.entries(when ?? {}).flatMap(
    ([id, wanted], place): readonly (readonly [string, Case[string]])[] => {
      // Every combination of the values that will do comes up.
      const value = [wanted].flat()[(turn >> place) % [wanted].flat().length]!;
      if (id === 'prompt_meets_requirement') {
        return [
          ['prompt_success_rate', value === 'yes' ? 1 : 0.5],
          ['required_accuracy', 0.9],
        ];
      }
      const question = rulebook.questions[id];
      if (question === undefined) return [];
      return [[id, question.kind === 'number' ? within(id, value) : value]];
    },
  );
  const whole = { ...answers, ...Object.fromEntries(given) };
  return Object.fromEntries(Object.entries(whole).filter(([id]) => !open.includes(id)));
}

/** Whether something is seen for one of the drawn cases, its conditions answered. */
function isReached(
  whens: readonly (When | undefined)[],
  open: readonly string[],
  seen: (answers: Case) => boolean,
): boolean {
  const when = Object.assign({}, ...whens) as When;
  return drawn.some((answers, turn) => seen(forced(answers, when, open, turn)));
}

const stagesOf = (answers: Case) => planOf(book, answers, decide(book, answers, at));

describe('every part of the plans', () => {
  const stages = Object.entries(rulebook.stages);
  // Where nothing is wrong, a rulebook trains only if it knows the claim that a small model takes over.
  const distills = Object.hasOwn(rulebook.claims, 'distill');
  const variants = stages.flatMap(([id, stage]) =>
    stage.variants
      .filter(({ when }) => distills || stage.approach !== 'fine-tune' || when?.['gap'] !== 'none')
      .map((variant) => [id, variant.variant] as const),
  );
  const adds = stages.flatMap(([id, stage]) => (stage.adds ?? []).map(({ variant }) => [id, variant] as const));

  it.each(variants)('is reached by some answers: %s, %s', (id, name) => {
    const stage = rulebook.stages[id]!;
    const variant = stage.variants.find((one) => one.variant === name);
    const open = [...(stage.while_open ?? []), ...Object.keys(stage.unless ?? {})];
    const fixed = { ...stage.when, ...variant?.when };
    const shown = isReached(
      [stage.when, variant?.when],
      open.filter((one) => fixed[one] === undefined),
      (answers) => stagesOf(answers).some((one) => one.stage === id && one.variant === name),
    );
    expect(shown).toBe(true);
  });

  it.each(adds)('is reached by some answers: %s, besides %s', (id, name) => {
    const stage = rulebook.stages[id]!;
    const add = stage.adds?.find((one) => one.variant === name);
    const shown = isReached([add?.when], Object.keys(stage.unless ?? {}), (answers) =>
      stagesOf(answers).some((one) => one.stage === id && one.also.some(({ variant }) => variant === name)),
    );
    expect(shown).toBe(true);
  });

  it.each(rulebook.refreshes.map(({ job, when }) => [job, when] as const))(
    'is reached by some answers: %s',
    (job, when) => {
      expect(
        isReached([when, { gap: 'knowledge' }], ['retrieval_noise'], (answers) =>
          stagesOf(answers).some(({ refresh }) => refresh === job),
        ),
      ).toBe(true);
    },
  );

  it.each(Object.keys(rulebook.warnings))('is reached by some answers: the warning %s', (id) => {
    const { when, while_open } = rulebook.warnings[id]!;
    expect(
      isReached([when], while_open ?? [], (answers) =>
        warningsOf(book, answers, decide(book, answers, at)).some(({ warning }) => warning === id),
      ),
    ).toBe(true);
  });

  it.each(Object.keys(rulebook.misconceptions))('is reached by some answers: the misconception %s', (id) => {
    const { when, while_open } = rulebook.misconceptions[id]!;
    const usual = { prompt_tried: 'yes', pii_deletion: 'no', on_premises: 'no' };
    expect(
      isReached([usual, when], while_open ?? [], (answers) => explained(answers).misconception?.misconception === id),
    ).toBe(true);
  });
});

function explained(answers: Case): Explanation {
  return explain(book, answers, { title: 'x', at });
}

function explainedFrom(given: Record<string, unknown>): Explanation {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return explained(parsed.answers);
}

const weeksOf = (given: Record<string, unknown>) =>
  Object.fromEntries(explainedFrom(given).plan.map(({ stage, weeks }) => [stage, weeks]));

describe('a plan', () => {
  it('gives every stage weeks, people, a measure with its target, when to go on and when to stop', () => {
    fc.assert(
      fc.property(anyCases(book, at), ({ answers }) => {
        for (const { weeks, people, measure, target, goOn, stop, effort } of stagesOf(answers)) {
          const [low = 0, high = 0] = weeks ?? [];
          expect(low > 0 && high >= low && (people ?? 0) > 0).toBe(true);
          expect(effort).toMatch(/^[\d.]+( to [\d.]+)? (day|week)s?, [\d.]+ (person|people)( for .+ a week)? \(.+\)$/);
          for (const text of [measure, target, goOn, stop]) expect(text ?? '').not.toBe('');
          expect(target).not.toContain('{');
        }
      }),
      { numRuns: 200 },
    );
  });

  const both = {
    gap: 'both',
    behavior_kind: 'tone',
    prompt_tried: true,
    freshness: 'weekly',
    knowledge_tokens: 5_000_000,
    labelled_examples: 1000,
    examples_source: 'production',
    eval_harness: true,
  };

  it('puts retrieval and 60 days in production before training when both gaps are there, and trains on a measured gap only', () => {
    const { approach, plan } = explainedFrom(both);
    expect(approach).toBe('hybrid');
    const order = [
      'build_retrieval',
      'run_60_days',
      'collect_examples',
      'tune_model',
      'evaluate_tuned',
      'measure_layers',
    ];
    expect(plan.map(({ stage }) => stage).filter((stage) => order.includes(stage))).toEqual(order);
    const run = plan.find(({ stage }) => stage === 'run_60_days');
    expect([run?.goOn, run?.stop].join(' ')).toMatch(/60 days in production.*nothing to train for/);
    expect(plan.at(-1)?.target).toMatch(/prompt alone, with retrieval, with the tuned model, with both/);
  });

  it('takes weeks for examples that have to be made and days for those that are there, hours for training, weeks for scoring', () => {
    expect(weeksOf(both)).toMatchObject({
      collect_examples: [0.2, 0.4],
      tune_model: [0.1, 0.6],
      evaluate_tuned: [1, 2],
    });
    expect(weeksOf({ ...both, labelled_examples: 200, task_narrow_stable: true })).toMatchObject({
      collect_examples: [2, 4],
    });
  });

  it('has people review answers, with the share and the rule for ending it, exactly where an error costs much', () => {
    fc.assert(
      fc.property(completeCases(book, at), ({ answers }) => {
        const review = stagesOf(answers).find(({ stage }) => stage === 'human_review');
        expect(review !== undefined).toBe(answers['error_cost'] === 'high');
        const said = [review?.reviewed, review?.stop].join(' ');
        expect(/1 in 20.*End it/.test(said)).toBe(review !== undefined);
      }),
      { numRuns: 200 },
    );
  });

  it('has somebody qualified sign where the field has rules of its own, and the verdict stays', () => {
    const answers = { gap: 'knowledge', knowledge_tokens: 5_000_000, freshness: 'weekly', error_cost: 'medium' };
    const stages = (more: Case) => stagesOf({ ...answers, ...more }).map(({ stage }) => stage);
    expect(stages({ regulated_field: 'yes' }).filter((stage) => !stages({}).includes(stage))).toEqual(['field_review']);
    expect(stages({ regulated_field: 'yes', error_cost: 'high' })).not.toContain('field_review');
    const [plain, field] = [answers, { ...answers, regulated_field: 'yes' }].map((one) => explained(one));
    expect(field?.approach).toBe(plain?.approach);
    expect(field?.compliance.find(({ about }) => about === 'review')?.text).toContain('signs what goes out');
  });

  it('says for every approach how long a round takes, what drifts, who owns it, when to look again and what to do tomorrow', () => {
    const seen = new Set(
      drawn.map((answers) => {
        const { approach, upkeep, reviewOn, reversal, pivots, tomorrow } = explained(answers);
        expect([upkeep?.iteration, upkeep?.drifts, upkeep?.owner, tomorrow]).not.toContain(undefined);
        expect(tomorrow.length).toBeGreaterThan(20);
        expect(reviewOn > at).toBe(true);
        expect(pivots.map(({ text }) => text)).toEqual(expect.arrayContaining([...reversal]));
        expect(reversal.length).toBe(Math.min(6, pivots.length));
        return approach;
      }),
    );
    expect([...seen].sort()).toEqual([...approaches].sort());
  });
});

describe('a stage that is left out under a condition', () => {
  const hybrid: Case = { gap: 'both', prompt_tried: 'yes', knowledge_tokens: 5_000_000 };
  const has = (stage: string, answers: Case): boolean =>
    stagesOf({ ...hybrid, ...answers }).some((one) => one.stage === stage);

  it.each<[string, string, Case, boolean]>([
    ['nobody spoke of it', 'build_retrieval', {}, true],
    ['it is one value or the other', 'build_retrieval', { retrieval_noise: ['low', 'high'] }, true],
    ['it is one of its values', 'build_retrieval', { retrieval_noise: 'high' }, false],
    ['it is the other of its values', 'build_retrieval', { retrieval_noise: 'low' }, false],
    ['it is another value', 'measure_retrieval', { retrieval_noise: 'high' }, true],
    ['it may be another value', 'measure_retrieval', { retrieval_noise: ['low', 'high'] }, true],
    ['it is its only value', 'measure_retrieval', { retrieval_noise: 'low' }, false],
    ['one of its two conditions is met', 'run_60_days', { stage: 'production' }, true],
    ['the other of its two conditions is met', 'run_60_days', { retrieval_noise: 'low' }, true],
    ['both of its conditions are met', 'run_60_days', { stage: 'production', retrieval_noise: 'low' }, false],
  ])('where %s: %s', (_, stage, answers, there) => {
    expect(decide(book, { ...hybrid, ...answers }, at).approach).toMatch(/hybrid|rag/);
    expect(has(stage, answers)).toBe(there);
  });
});
