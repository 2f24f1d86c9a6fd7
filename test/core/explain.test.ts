import { describe, expect, it } from 'vitest';
import { type CostChoices, explain, parseAnswers } from '../../src/core/index.ts';
import { at, book, rulebook } from './shipped.ts';

function explained(given: unknown, money?: CostChoices) {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error('these answers cannot be read');
  return explain(book, parsed.answers, { title: 'A bot', at, money });
}

const facts = {
  gap: 'knowledge',
  knowledge_tokens: 5_000_000,
  queries_per_day: 3000,
  freshness: 'weekly',
  prompt_success_rate: 0.6,
};
const worked = rulebook.cases.map(({ given }) => explained(given));

describe('the status of a verdict', () => {
  it.each<[string, unknown, string]>([
    [
      'settled whatever else is said',
      { gap: 'none', on_premises: 'no', budget_upfront_usd: 100 },
      'Settled: no open answer can change it.',
    ],
    ['settled on what is assumed', { gap: 'none' }, 'Settled, if what is assumed holds.'],
    [
      'not settled',
      { gap: 'knowledge', knowledge_pages: 3000 },
      'Not settled yet. Still possible: A better prompt and RAG + fine-tuning. Find out first: how many cases a good prompt gets right and what a wrong answer costs.',
    ],
    [
      'not settled with everything open',
      {},
      'Not settled yet. Still possible: RAG, Long context, Fine-tuning and RAG + fine-tuning. Find out first: what goes wrong today and how many cases a good prompt gets right.',
    ],
  ])('is %s', (_, given, status) => {
    expect(explained(given).status).toBe(status);
  });
});

const texts = (given: unknown): readonly string[] => explained(given).pivots.map(({ text }) => text);

describe('what would change a verdict', () => {
  it('is a sentence for each kind of question', () => {
    expect(texts({ gap: 'knowledge', knowledge_pages: 3000 })).toEqual([
      'What goes wrong today: "It behaves wrongly" instead of "It lacks facts": Fine-tuning',
      'What goes wrong today: "Both" instead of "It lacks facts": RAG + fine-tuning',
      'What goes wrong today: "Neither" instead of "It lacks facts": A better prompt',
      'How much there is to read: below 200,000 tokens: Long context',
      'How many cases a good prompt gets right: from 90 %: A better prompt',
      'If it goes wrong with the right passage in front of it: RAG + fine-tuning',
    ]);
    const rare = texts({ gap: 'behavior', behavior_kind: 'tone', prompt_tried: 'yes', queries_per_day: 50 });
    expect(rare).toContain('How many queries come in a day: from 1,000 queries per day: Fine-tuning');
    expect(rare).toContain('If everything must run on your own machines: Fine-tuning');
  });

  it('comes first where the answer was given, and last where it was assumed', () => {
    for (const { pivots } of worked) {
      const firstAssumed = pivots.findIndex(({ assumed }) => assumed);
      if (firstAssumed < 0) continue;
      expect(pivots.slice(firstAssumed).every(({ assumed }) => assumed)).toBe(true);
    }
  });
});

describe('what is assumed', () => {
  const assumed = new Map(explained({ gap: 'knowledge' }).assumptions.map((one) => [one.question, one]));

  it.each([
    ['on_premises', 'texts and model may leave your own machines'],
    ['knowledge_tokens', '300,000 tokens'],
    ['prompt_success_rate', '65 %'],
    ['team_skill', 'Machine learning'],
    ['budget_upfront_usd', 'no budget was named'],
    ['prompt_tried', 'the prompt was worked on until it stopped improving'],
  ])('is told of %s as "%s"', (question, value) => {
    expect(assumed.get(question)).toEqual({
      question,
      name: rulebook.questions[question]?.name,
      value,
      how: 'assumed',
    });
  });

  it('is kept apart from what was given, which stands in the order of the questions', () => {
    const { answers } = explained({ ...facts, gap: 'knowledge' });
    expect(answers.map(({ question, value, how }) => [question, value, how])).toEqual([
      ['gap', 'It lacks facts: our documents, our products, current data', 'given'],
      ['knowledge_tokens', '5M tokens', 'given'],
      ['queries_per_day', '3,000 queries per day', 'given'],
      ['freshness', 'Every week', 'given'],
      ['prompt_success_rate', '60 %', 'given'],
    ]);
  });
});

const options = (given: object): readonly string[] => explained(given).costs.options.map(({ option }) => option);

describe('the headline of costs', () => {
  it('tells setup, month and the day of prices', () => {
    expect(explained({ gap: 'none' }).costHeadline).toBe(
      'A better prompt: about $3,050 to set up, then $526 a month (prices of 2026-11-19)',
    );
  });

  it('tells of people left out, of another currency and of a model that left the price list', () => {
    const money = { cashOnly: true, model: 'gone', currency: { code: 'EUR', perUsd: 0.5, on: '2026-11-01' } };
    expect(explained(facts, money).costHeadline).toBe(
      'RAG: about EUR 400 to set up, then EUR 283 a month (prices of 2026-11-19, without people; gone left the price list, the usual model stands in)',
    );
    const model = rulebook.prices.uses.rag;
    expect(explained(facts, { model }).costHeadline).not.toContain('left the price list');
  });

  it('holds the price against the largest budget that was named', () => {
    const { costHeadline } = explained({ gap: 'none', budget_upfront_usd: 100, budget_monthly_usd: [100, 5] });
    expect(costHeadline).toMatch(
      /\. Money speaks against it: it is beyond the budget of \$100 to set it up and the budget of \$100 a month\.$/,
    );
    expect(explained({ gap: 'none', budget_monthly_usd: [100, 10_000] }).costHeadline).toMatch(/\(prices of [\d-]+\)$/);
  });

  it('prices a small classifier only where labels are all that comes out', () => {
    expect(options({ gap: 'behavior' })).not.toContain('classifier');
    expect(options({ gap: 'behavior', output_type: 'classification' })).toContain('classifier');
  });
});

describe('the reasons of a verdict', () => {
  it('are three at most and one at least, and every one stands', () => {
    for (const { reasons } of worked) {
      expect(reasons.length).toBeGreaterThan(0);
      expect(reasons.length).toBeLessThanOrEqual(3);
      expect(reasons.every(({ stands }) => stands)).toBe(true);
    }
    expect(Math.max(...worked.map(({ reasons }) => reasons.length))).toBe(3);
  });

  it('begin with what rests on answers', () => {
    const { reasons } = explained({ gap: 'knowledge', knowledge_pages: 3000 });
    expect(reasons.map(({ rule, assumed }) => [rule, assumed.length])).toEqual([
      ['too_large_to_load', 0],
      ['lacks_facts', 0],
      ['loading_costs_more', 2],
    ]);
  });

  it('are the audit alone while nobody knows the gap, with what speaks for training against it', () => {
    const audit = 'Nobody knows yet what goes wrong: sort real failures before building anything.';
    const { reasons, against } = explained({
      queries_per_day: 150_000,
      latency_ms: 100,
      labelled_examples: 5000,
      task_narrow_stable: 'yes',
    });
    expect(reasons.map(({ rule, text, assumed }) => [rule, text, assumed])).toEqual([['gap_open', audit, ['gap']]]);
    expect(against.map(({ rule, stands, beatenBy, lost }) => [rule, stands, beatenBy, lost])).toEqual([
      ['slow_model_shrinks', false, ['gap_open'], audit],
      ['anyone_can_train', false, ['gap_open'], audit],
    ]);
    expect(explained({}).reasons.map(({ rule }) => rule)).toEqual(['gap_open']);
  });

  it('are that nothing more is needed where no failure asks for more', () => {
    const { reasons, against } = explained({ gap: 'none' });
    expect(reasons.map(({ text, assumed }) => [text, assumed])).toEqual([
      ['No failure calls for facts or for training, so the cheapest remedy comes first.', []],
    ]);
    expect(against).toEqual([]);
  });

  it('beat what spoke against it, by the text of what beat it', () => {
    const { against } = explained({ gap: 'behavior', behavior_kind: 'tone', prompt_tried: 'yes', queries_per_day: 50 });
    expect(against.map(({ rule, beatenBy, lost }) => [rule, beatenBy, lost])).toEqual([
      ['habits_are_trained', ['too_rare_to_train'], rulebook.rules['too_rare_to_train']?.because],
    ]);
  });
});
