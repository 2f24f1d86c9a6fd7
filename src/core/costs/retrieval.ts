import { chunks, tokensUsd } from './formulas.ts';
import type { VectorDatabaseRow } from './schema.ts';

const bytesPerNumber = 4;
const gigabyte = 1e9;
const gibibyte = 2 ** 30;

/** An index and what it costs, ready for fast pricing. */
export interface Retrieval {
  readonly chunkTokens: number;
  readonly overlapTokens: number;
  readonly dimensions: number;
  readonly metadataBytes: number;
  /** $ per 1M tokens. */
  readonly embedding: number;
  /** Share of the passages embedded again in a month. */
  readonly changeShare: number;
  readonly database: VectorDatabaseRow;
}

export const passages = (index: Retrieval, knowledgeTokens: number): number =>
  chunks(knowledgeTokens, index.chunkTokens, index.overlapTokens);

/** $ to embed all of `count` passages once. */
export const ingestUsd = (index: Retrieval, count: number): number =>
  tokensUsd(count * index.chunkTokens, index.embedding);

/**
 * $ a month for `count` passages in the vector database. Billed by usage, a query reads the whole namespace, so reads
 * grow with passages × queries. By dimensions and by instance queries are free.
 */
export function databaseUsd(index: Retrieval, count: number, queriesPerMonth: number): number {
  const row = index.database;
  const bytes = count * (bytesPerNumber * index.dimensions + index.metadataBytes);
  if (row.by === 'instance') {
    return Math.max(1, Math.ceil(count / row.vectors_per_instance)) * row.per_instance;
  }
  if (row.by === 'dimensions') {
    const stored = ((count * index.dimensions) / 1e6) * row.per_million_dimensions;
    return Math.max(row.minimum, stored + (bytes / gibibyte) * row.per_gib);
  }
  const size = bytes / gigabyte;
  const reads = Math.max(row.smallest_read_gb, size) * queriesPerMonth * row.per_million_reads;
  const writes = count * index.changeShare * row.per_million_writes;
  return Math.max(row.minimum, size * row.per_gb + (reads + writes) / 1e6);
}
