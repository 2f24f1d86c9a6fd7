import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctionsIn, explain } from '../../src/core/index.ts';
import { at, book, rulebook } from './shipped.ts';

const met = (text: string): readonly string[] => correctionsIn(rulebook, text).map(({ correction }) => correction);

describe('a figure without a source or with a wrong sum', () => {
  it.each([
    ['Hybrid gives 35% more accuracy in healthcare', 'hybrid_35_percent'],
    ['RAG plus fine-tuning cuts misinformation by 50 percent', 'hybrid_50_percent'],
    ['combining both reaches 86 % accuracy', 'hybrid_86_percent'],
    ['an 11 percent improvement over either alone', 'hybrid_11_percent'],
    ['RAG costs $350 to $2,850 a month', 'rag_monthly_range'],
    ['RAG would be about $725 per month', 'rag_monthly_total'],
    ['the tuned one is $320–920 a month', 'tuned_monthly_total'],
    ['its input token cost is 10x lower', 'ten_times_cheaper_input'],
    ['a fine-tuned model is 10–50x cheaper', 'fifty_times_cheaper'],
    ['a small classifier at 1/100 of the price', 'hundredth_of_the_cost'],
    ['tuning is paid back in 4–8 weeks', 'eight_weeks_payback'],
    ['$11 against $41 per 1,000 queries', 'eleven_against_forty_one'],
    ['caching takes 90% off', 'ninety_percent_cache'],
    ['fine-tuning costs ten times what RAG does', 'ten_times_the_cost_of_rag'],
    ['above 50K to 100K a day fine-tuning is cheaper', 'volume_crossover'],
    ['reranking brings RAG under a second', 'reranking_is_faster'],
    ['we fine-tune GPT-4o on OpenAI', 'providers_tune_reliably'],
  ])('is met in "%s"', (text, correction) => {
    expect(met(text)).toContain(correction);
  });

  it('is met by the first of each of its wordings', () => {
    const all = Object.entries(rulebook.corrections).filter(([id, { met: lists }]) => {
      const text = lists.map(([first]) => first).join(' ');
      return !met(text).includes(id);
    });
    expect(all.map(([id]) => id)).toEqual([]);
  });

  it.each([
    'A support bot that answers from our help center',
    'Right in 135 % of the hybrid cases, 35.5 % accuracy',
    'We answer 86 questions a day with RAG',
    'Half of our tickets are about billing',
    'It must be right in 90 % of cases',
    '',
  ])('is not met in "%s"', (text) => {
    expect(met(text)).toEqual([]);
  });

  it('is met however the text around it is written', () => {
    const around = fc.string({ maxLength: 40 }).map((text) => text.replaceAll(/[\p{L}\p{N}.,%$]/gu, ' '));
    fc.assert(
      fc.property(around, around, (before, after) => {
        expect(met(`${before} HYBRID: 35 per cent more accurate ${after}`)).toContain('hybrid_35_percent');
      }),
    );
  });

  it('is never shown as a fact: no other text of the rule files holds one', () => {
    const { corrections: _, articles: __, cases: ___, sources: ____, matrices, ...others } = rulebook;
    const found = stringsIn(others).flatMap((text) => met(text).map((id) => [id, text]));
    expect(found.filter(([id]) => id !== 'providers_tune_reliably')).toEqual([]);
    // What an article's table says stands beside what is wrong with it.
    const uncorrected = matrices.filter(
      ({ ours, ...row }) => ours === undefined && stringsIn(row).some((text) => met(text).length > 0),
    );
    expect(uncorrected).toEqual([]);
  });

  it('comes with the corrected statement and its source when the title quotes it', () => {
    const [one] = explain(book, {}, { title: 'Hybrid for 35% more accuracy', at }).corrections;
    expect(one?.corrected).toMatch(/without any source/);
    expect(one?.sources.length).toBeGreaterThan(0);
  });
});

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}
