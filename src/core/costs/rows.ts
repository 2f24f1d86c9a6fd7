import type { CostBook, CostEvent } from './types.ts';
import type { ModelRow, TunedRow, Use, VectorDatabaseRow } from './schema.ts';

function found<T>(row: T | undefined, kind: string, id: string): T {
  if (row === undefined) throw new Error(`prices.yml lacks a row of ${kind} with the id ${id}`);
  return row;
}

function usedId(book: CostBook, use: Use): string {
  const id = book.prices.uses[use];
  if (id === undefined) throw new Error(`prices.yml lacks uses.${use}: name the row to calculate with`);
  return id;
}

/** The model used for `use`, at the price that holds on the day `at`. */
export function modelFor(book: CostBook, use: 'prompt' | 'long_context' | 'rag', at: string): ModelRow {
  const id = usedId(book, use);
  const rows = book.prices.models.filter((row) => row.id === id);
  return found(rowOn(rows, at) ?? rows[0], 'models', id);
}

/** Whether a row's price holds on a day. */
export const holdsOn = ({ from = '', until }: Pick<ModelRow, 'from' | 'until'>, at: string): boolean =>
  from <= at && (until === undefined || at < until);

/** Of several rows of one model the one that holds on a day. */
export const rowOn = (rows: readonly ModelRow[], at: string): ModelRow | undefined =>
  rows.find((row) => holdsOn(row, at));

export const embeddingRow = (book: CostBook): CostBook['prices']['embeddings'][number] =>
  found(byId(book.prices.embeddings, usedId(book, 'embedding')), 'embeddings', usedId(book, 'embedding'));

export const vectorDatabaseRow = (book: CostBook): VectorDatabaseRow =>
  found(
    byId(book.prices.vector_databases, usedId(book, 'vector_database')),
    'vector_databases',
    usedId(book, 'vector_database'),
  );

export const rerankerRow = (book: CostBook): CostBook['prices']['rerankers'][number] =>
  found(byId(book.prices.rerankers, usedId(book, 'reranker')), 'rerankers', usedId(book, 'reranker'));

export const gpuRow = (book: CostBook, id: string): CostBook['prices']['gpus'][number] =>
  found(byId(book.prices.gpus, id), 'gpus', id);

const byId = <T extends { readonly id: string }>(rows: readonly T[], id: string): T | undefined =>
  rows.find((row) => row.id === id);

/** Places to tune that take new customers on the day `at` and do not stop before the day `end`. */
export const openForTuning = (book: CostBook, at: string, end: string): readonly TunedRow[] =>
  book.prices.fine_tuning.filter(
    (row) =>
      !row.existing_customers_only &&
      (row.new_jobs_until === undefined || at <= row.new_jobs_until) &&
      (row.base_shutdown === undefined || end < row.base_shutdown),
  );

/** What stops, closes or changes its price between `at` and `end`: the models in use, every place to tune, a base model given. */
export function eventsBetween(
  book: CostBook,
  at: string,
  end: string,
  { models, baseShutdown }: { readonly models: ReadonlySet<string>; readonly baseShutdown: string | undefined },
): readonly CostEvent[] {
  const events: CostEvent[] = [];
  const note = (date: string | undefined, text: string): void => {
    if (date !== undefined && at <= date && date <= end) events.push({ date, text });
  };
  for (const row of book.prices.models) {
    if (!models.has(row.id)) continue;
    note(row.shutdown, `${row.id} stops`);
    note(row.until, `the price of ${row.id} changes`);
  }
  for (const { id, shutdown } of book.prices.shutdowns) if (models.has(id)) note(shutdown, `${id} stops`);
  for (const row of book.prices.fine_tuning) {
    note(row.new_jobs_until, `no new training jobs: ${row.id}`);
    note(row.base_shutdown, `tuned models stop: ${row.id}`);
  }
  note(baseShutdown, 'the base model stops: tuning starts again on another');
  return events.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
