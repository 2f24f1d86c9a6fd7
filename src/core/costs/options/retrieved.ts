import {
  chunks,
  dimensionsDatabaseUsd,
  embeddedTokens,
  indexBytes,
  ingestUsd,
  instanceDatabaseUsd,
  readUnits,
  reembedUsd,
  usageDatabaseUsd,
} from '../formulas/retrieval.ts';
import { daysPerMonth, tokensUsd } from '../formulas/units.ts';
import type { Market } from '../market.ts';
import type { Numbers } from '../numbers.ts';
import { computeRequest, type Facts, type LineRule, type Months, type Option, priced } from './option.ts';
import type { RequestFacts } from './option.ts';
import { buildUsd, caringUsd, evaluation, people } from './people.ts';

const gigabyte = 1e9;

/** Facts of an index. */
export type IndexFacts = {
  chunks: number;
  embedded_tokens: number;
  index_gb: number;
  read_units: number;
  ingest_usd: number;
  reembed_usd: number;
  database_usd: number;
};

export function computeIndex(n: Numbers, f: IndexFacts): void {
  const { corpus, rag } = n;
  const count = chunks({
    knowledgeTokens: corpus.tokens,
    chunkTokens: corpus.chunk_tokens,
    overlapTokens: corpus.overlap_tokens,
  });
  const { dimensions, metadata_bytes: metadataBytes } = rag.vector_db;
  const bytes = indexBytes({ chunks: count, dimensions, metadataBytes });
  f.chunks = count;
  f.embedded_tokens = embeddedTokens({ chunks: count, chunkTokens: corpus.chunk_tokens });
  f.ingest_usd = ingestUsd({ embeddedTokens: f.embedded_tokens, usdPerMtok: rag.embed_usd_per_mtok });
  f.reembed_usd = reembedUsd({ changedShare: corpus.changed_share_per_month, ingestUsd: f.ingest_usd });
  f.index_gb = bytes / gigabyte;
}

/** What grows with the queries: each reads the whole index. */
export function computeReads(n: Numbers, { database }: Market, queriesPerDay: number, f: IndexFacts): void {
  const bytes = f.index_gb * gigabyte;
  const leastGb = database?.by === 'usage' ? database.smallest_read_gb : 0;
  f.read_units = readUnits({ indexBytes: bytes, leastGb, queriesPerMonth: queriesPerDay * daysPerMonth });
  f.database_usd = databaseUsd(n, database, bytes, f);
}

function databaseUsd(n: Numbers, row: Market['database'], bytes: number, f: IndexFacts): number {
  if (row === undefined) return n.rag.vector_db.usd_per_month;
  if (row.by === 'instance') {
    const { vectors_per_instance: vectorsPerInstance, per_instance: usdPerInstance } = row;
    return instanceDatabaseUsd({ chunks: f.chunks, vectorsPerInstance, usdPerInstance });
  }
  if (row.by === 'dimensions') {
    return dimensionsDatabaseUsd({
      chunks: f.chunks,
      dimensions: n.rag.vector_db.dimensions,
      indexBytes: bytes,
      minimumUsd: row.minimum,
      usdPerMillionDimensions: row.per_million_dimensions,
      usdPerGib: row.per_gib,
    });
  }
  return usageDatabaseUsd({
    indexBytes: bytes,
    readUnits: f.read_units,
    writes: f.chunks * n.corpus.changed_share_per_month,
    minimumUsd: row.minimum,
    usdPerGb: row.per_gb,
    usdPerMillionReads: row.per_million_reads,
    usdPerMillionWrites: row.per_million_writes,
  });
}

/** What `computeReads` finds for the database, in $ for each month. */
export function databaseMonths(
  n: Numbers,
  market: Market,
  { queriesPerDay, usd, different }: Months,
  f: IndexFacts,
): void {
  const row = market.database;
  if (row?.by !== 'usage') {
    computeReads(n, market, 0, f);
    usd.fill(f.database_usd);
    return;
  }
  const { minimum: minimumUsd, per_gb: usdPerGb, smallest_read_gb: leastGb } = row;
  const { per_million_reads: usdPerMillionReads, per_million_writes: usdPerMillionWrites } = row;
  const bytes = f.index_gb * gigabyte;
  const writes = f.chunks * n.corpus.changed_share_per_month;
  for (let month = 0; month < different; month += 1) {
    usd[month] = usageDatabaseUsd({
      indexBytes: bytes,
      readUnits: readUnits({ indexBytes: bytes, leastGb, queriesPerMonth: (queriesPerDay[month] ?? 0) * daysPerMonth }),
      writes,
      minimumUsd,
      usdPerGb,
      usdPerMillionReads,
      usdPerMillionWrites,
    });
  }
}

/** $ a month for an index beside its database. */
export const searchingUsd = (n: Numbers, f: IndexFacts): number => f.reembed_usd + n.rag.orchestration_usd_per_month;

/** $ for what one query reads and answers. */
const requestUsd = ({ workload: { calls_per_query: calls } }: Numbers, f: RequestFacts): number =>
  calls * (tokensUsd(f.input_tokens, f.input_price_paid) + tokensUsd(f.output_tokens, f.output_price_paid));

const corpus = ['corpus.tokens', 'corpus.chunk_tokens', 'corpus.overlap_tokens'] as const;

/** What retrieval costs whichever model answers. */
export function retrievalLines<F extends IndexFacts & Facts>(): readonly LineRule<F>[] {
  return [
    {
      id: 'ingest',
      label: 'Embedding the knowledge once',
      per: 'once',
      formula: 'passages × passage tokens × embedding price',
      inputs: [...corpus, 'rag.embed_usd_per_mtok'],
      usd: (_, f) => f.ingest_usd,
    },
    {
      id: 'database',
      label: 'Vector database',
      per: 'month',
      formula: 'storage, reads that grow with the index, and writes; at least the minimum',
      inputs: [
        ...corpus,
        'rag.vector_db.usd_per_month',
        'rag.vector_db.dimensions',
        'rag.vector_db.metadata_bytes',
        'workload.queries_per_day',
        'corpus.changed_share_per_month',
      ],
      byVolume: true,
      usd: (_, f) => f.database_usd,
    },
    {
      id: 'reembedding',
      label: 'Embedding what changed',
      per: 'month',
      formula: 'share changed × embedding everything once',
      inputs: [...corpus, 'corpus.changed_share_per_month', 'rag.embed_usd_per_mtok'],
      usd: (_, f) => f.reembed_usd,
    },
    {
      id: 'orchestration',
      label: 'Orchestration and observability',
      per: 'month',
      formula: '$ a month',
      inputs: ['rag.orchestration_usd_per_month'],
      usd: (n) => n.rag.orchestration_usd_per_month,
    },
    {
      id: 'reranker',
      label: 'Reranker',
      per: 'query',
      formula: '$ per query',
      inputs: ['rag.rerank_usd_per_query'],
      usd: (n) => n.rag.rerank_usd_per_query,
    },
  ];
}

type RagFacts = RequestFacts & IndexFacts;

const request = ['workload.tokens.system', 'workload.tokens.retrieved', 'workload.tokens.user'] as const;

const rag: Option<RagFacts> = {
  id: 'rag',
  facts: () => ({
    fits: 1,
    input_tokens: 0,
    output_tokens: 0,
    input_price_paid: 0,
    output_price_paid: 0,
    chunks: 0,
    embedded_tokens: 0,
    index_gb: 0,
    read_units: 0,
    ingest_usd: 0,
    reembed_usd: 0,
    database_usd: 0,
  }),
  compute: (n, market, f) => {
    const { system, retrieved, user, output } = n.workload.tokens;
    f.input_tokens = system + retrieved + user;
    f.output_tokens = output;
    computeRequest(market.chat.rag, n.models.rag, f);
    computeIndex(n, f);
  },
  volume: computeReads,
  months: databaseMonths,
  sums: (n, _, f, into) => {
    into.once = buildUsd(n, n.people.weeks.rag) + n.tuning.evaluation_usd + f.ingest_usd;
    into.month = caringUsd(n, n.people.upkeep_days_per_month.rag) + searchingUsd(n, f);
    into.query = n.rag.rerank_usd_per_query + requestUsd(n, f);
    into.retrain = 0;
  },
  lines: [
    ...people<RagFacts>('rag'),
    evaluation(),
    ...retrievalLines<RagFacts>(),
    {
      id: 'context',
      label: 'System prompt, passages and questions',
      per: 'query',
      formula: 'calls × (system + retrieved + question tokens) × input price for a request of this length',
      inputs: ['workload.calls_per_query', ...request, 'models.rag.input'],
      usd: (n, f) => n.workload.calls_per_query * tokensUsd(f.input_tokens, f.input_price_paid),
    },
    {
      id: 'answer',
      label: 'Answers',
      per: 'query',
      formula: 'calls × answer tokens × output price for a request of this length',
      inputs: ['workload.calls_per_query', 'workload.tokens.output', ...request, 'models.rag.output'],
      usd: (n, f) => n.workload.calls_per_query * tokensUsd(f.output_tokens, f.output_price_paid),
    },
  ],
};

/** Passages looked up for each question. */
export const retrieved = priced(rag);
