import { expect, it } from 'vitest';
import { leaves } from '../../src/core/costs/numbers.ts';
import { rerankerRow, embeddingRow } from '../../src/core/costs/rows.ts';
import { book, scenarioIn } from './costs-book.ts';

/** What is assumed of a workload of which nobody said anything, of costs read anew. */
const assumed = () => scenarioIn({}, { ...book }).estimates;

it('everything that nobody gave is assumed and has its P10, P50 and P90 in order', () => {
  const estimates = assumed();
  expect(estimates.size).toBe(leaves.length);
  for (const [path, { p10, p50, p90, assumed: isAssumed }] of estimates) {
    expect([path, isAssumed]).toEqual([path, true]);
    expect(p10 <= p50 && p50 <= p90).toBe(true);
  }
});

it.each<[string, number | undefined]>([
  ['rag.embed_usd_per_mtok', embeddingRow(book).input],
  ['rag.vector_db.dimensions', embeddingRow(book).dimensions],
  ['tuning.serving.gpus', 1],
  ['tuning.serving.prefill_tps', 1],
  ['tuning.serving.decode_tps', 1],
  ['tuning.gpu.count', 1],
  ['tuning.gpu.tokens_per_second', 1],
])('%s is taken from its price row, or is one where it depends on a place: %d', (path, value) => {
  expect(assumed().get(path)).toMatchObject({ p10: value, p50: value, p90: value });
});

it('reranking a query costs as many searches as it usually takes', () => {
  const { p10, p50, p90 } = book.costs['rerank_searches']!;
  const usd = rerankerRow(book).per_thousand / 1000;
  const found = assumed().get('rag.rerank_usd_per_query')!;
  expect([found.p10, found.p50, found.p90]).toEqual(
    [p10, p50, p90].map((searches) => expect.closeTo(searches * usd, 12)),
  );
});

/** Weeks of a hybrid, with these given. */
const weeks = (given: object) =>
  scenarioIn({ people: { weeks: given } }, { ...book }).estimates.get('people.weeks.hybrid');

it('work that is assumed in part for one of the two halves of a hybrid is assumed for it', () => {
  const usual = assumed().get('people.weeks.fine-tune')!;
  expect(weeks({ rag: 3 })).toMatchObject({ p50: 3 + usual.p50, p90: 3 + usual.p90, assumed: true });
  expect(weeks({ rag: 3, 'fine-tune': 5 })).toMatchObject({ p10: 8, p50: 8, p90: 8 });
  expect(weeks({ rag: 3, 'fine-tune': 5 })?.assumed).not.toBe(true);
  expect(weeks({ rag: 3, hybrid: 4 })).toMatchObject({ p50: 4 });
});
