import { embeddingRow, rerankerRow } from './rows.ts';
import type { Scenario } from './scenario.ts';
import type { CostBook } from './types.ts';

/** What every price row says of itself. */
interface DatedRow {
  readonly id: string;
  readonly as_of: string;
  readonly source: string;
}

/** The row of `rules/prices.yml` a number was taken from; undefined where it is no list price, or somebody gave it. */
export function priceRowOf(book: CostBook, { estimates, market }: Scenario, path: string): DatedRow | undefined {
  if (estimates.get(path)?.assumed !== true) return undefined;
  const { prices } = book;
  const [group, part = ''] = path.split('.');
  const tuned = prices.fine_tuning.find((row) => market.chat['fine-tune'].id === `${row.id} (${row.provider})`);
  if (group === 'models') {
    if (part === 'fine-tune' || part === 'hybrid') return /\.(input|output)$/.test(path) ? tuned : undefined;
    const id = part === 'prompt' || part === 'rag' || part === 'long-context' ? market.chat[part].id : undefined;
    return prices.models.find((row) => row.id === id);
  }
  if (path === 'rag.embed_usd_per_mtok' || path === 'rag.vector_db.dimensions') return embeddingRow(book);
  if (path === 'rag.rerank_usd_per_query') return rerankerRow(book);
  if (path === 'rag.vector_db.usd_per_month') return market.database;
  if (path === 'tuning.train_usd_per_mtok') return tuned;
  if (path === 'tuning.serving.hosting_usd_per_hour') return market.serving === 'hosted' ? tuned : undefined;
  if (market.serving === 'gpu' && /^tuning\.serving\.(gpu_usd_per_hour|prefill_tps|decode_tps)$/.test(path)) {
    return tuned?.serving === 'own_gpus' ? prices.gpus.find((row) => row.id === tuned.gpu) : undefined;
  }
  return undefined;
}

/** What a list price is called, and its unit. */
export function priceWords(path: string): { readonly label: string; readonly unit: string } {
  const last = path.slice(path.lastIndexOf('.') + 1);
  return words[last] ?? { label: last, unit: '' };
}

const perMillion = '$ per 1M tokens';
const words: Readonly<Record<string, { readonly label: string; readonly unit: string }>> = {
  input: { label: 'Input price', unit: perMillion },
  output: { label: 'Output price', unit: perMillion },
  cache_read: { label: 'Price of reading the cache', unit: perMillion },
  cache_write: { label: 'Price of writing the cache', unit: perMillion },
  embed_usd_per_mtok: { label: 'Embedding price', unit: perMillion },
  dimensions: { label: 'Numbers in one vector', unit: 'numbers' },
  rerank_usd_per_query: { label: 'Reranking', unit: '$ per query' },
  usd_per_month: { label: 'Vector database', unit: '$ per month' },
  train_usd_per_mtok: { label: 'Training price', unit: perMillion },
  hosting_usd_per_hour: { label: 'Hosting fee', unit: '$ per hour' },
  gpu_usd_per_hour: { label: 'One card with what it takes to run it', unit: '$ per hour' },
  prefill_tps: { label: 'Reading speed of a card', unit: 'tokens per second' },
  decode_tps: { label: 'Writing speed of a card', unit: 'tokens per second' },
};
