import type { Traffic } from './chat.ts';
import type { InputId, Workload } from './inputs.ts';
import type { Retrieval } from './retrieval.ts';
import { embeddingRow, monthsLater, rerankerRow, vectorDatabaseRow } from './rows.ts';
import type { CostBook } from './types.ts';

const workDaysPerWeek = 5;
const secondsPerHour = 3600;

/** One workload on one day, with the sums that several approaches share. */
export interface Setting {
  readonly book: CostBook;
  readonly workload: Workload;
  /** The day the prices are for, and the day the horizon ends. YYYY-MM-DD. */
  readonly at: string;
  readonly end: string;
  readonly traffic: Traffic;
  /** Model calls a month. */
  readonly calls: number;
  /** An input in the unit of its assumption. */
  readonly of: (id: InputId) => number;
  /** $ for engineer-weeks. */
  readonly weeksUsd: (weeks: InputId) => number;
  /** $ a month for upkeep given in days a month. */
  readonly daysUsd: (days: InputId) => number;
}

export function settingOf(book: CostBook, workload: Workload, at: string): Setting {
  const of = (id: InputId): number => workload[id].value;
  const queriesPerMonth = of('queries_per_day') * of('days_per_month');
  const traffic: Traffic = {
    queriesPerMonth,
    callsPerQuery: of('calls_per_query'),
    activeSeconds: of('active_hours_per_day') * of('days_per_month') * secondsPerHour,
    days: of('days_per_month'),
    changes: of('changes_per_month'),
  };
  return {
    book,
    workload,
    at,
    end: monthsLater(at, of('horizon_months')),
    traffic,
    calls: queriesPerMonth * traffic.callsPerQuery,
    of,
    weeksUsd: (weeks) => of(weeks) * of('engineer_usd_week'),
    daysUsd: (days) => (of(days) / workDaysPerWeek) * of('engineer_usd_week'),
  };
}

/** The index the workload needs, with the prices of the day. */
export function indexOf({ book, of }: Setting): Retrieval {
  const embedding = embeddingRow(book);
  return {
    chunkTokens: of('chunk_tokens'),
    overlapTokens: of('chunk_overlap_tokens'),
    dimensions: embedding.dimensions,
    metadataBytes: of('chunk_metadata_bytes'),
    embedding: embedding.input,
    changeShare: of('change_share'),
    database: vectorDatabaseRow(book),
  };
}

/** $ per query for reranking; 0 without a reranker. */
export const rerankUsd = ({ book, of }: Setting): number =>
  of('rerank_searches') === 0 ? 0 : (of('rerank_searches') * rerankerRow(book).per_thousand) / 1000;
