import type { DatedRow } from './market.ts';
import { chatOptions, type CostOption } from './numbers.ts';
import { embeddingRow, rerankerRow } from './rows.ts';
import type { Scenario } from './scenario.ts';
import type { CostBook } from './types.ts';

/** The price row a number was taken from; undefined where it is no list price, or somebody gave it. */
export function priceRowOf(book: CostBook, { estimates, market }: Scenario, path: string): DatedRow | undefined {
  if (estimates.get(path)?.assumed !== true) return undefined;
  const { chat, cards, database, serving, trained } = market;
  const [group, part = ''] = path.split('.');
  if (group === 'models') {
    const option = chatOptions.find((id) => id === part);
    const isTuned = option === 'fine-tune' || option === 'hybrid';
    if (option === undefined || (isTuned && !(serving === 'hosted' && /\.(input|output)$/.test(path))))
      return undefined;
    return chat[option].row;
  }
  if (path === 'rag.embed_usd_per_mtok' || path === 'rag.vector_db.dimensions') return embeddingRow(book);
  if (path === 'rag.rerank_usd_per_query') return rerankerRow(book);
  if (path === 'rag.vector_db.usd_per_month') return database;
  if (path === 'tuning.train_usd_per_mtok') return market.training === 'tokens' ? trained : undefined;
  if (path === 'tuning.serving.hosting_usd_per_hour') return serving === 'hosted' ? chat['fine-tune'].row : undefined;
  if (path === 'cache.ttl_seconds' || path === 'cache.storage_usd_per_mtok_hour') return chat['long-context'].row;
  if (path === 'tuning.serving.gpus') return serving === 'gpu' ? chat['fine-tune'].row : undefined;
  const ofCards = /^tuning\.serving\.(gpu_usd_per_hour|prefill_tps|decode_tps)$/.test(path);
  return ofCards ? cards : undefined;
}

/** The day the price row was read by which an option pays for its model, YYYY-MM-DD; undefined where it is by none. */
export function modelPriceDay(book: CostBook, scenario: Scenario, option: CostOption): string | undefined {
  if (option === 'classifier') return undefined;
  const { chat, serving } = scenario.market;
  // Whoever pays for cards pays no tokens: then it is the row of the place.
  if (serving === 'gpu' && (option === 'fine-tune' || option === 'hybrid')) return chat[option].row?.as_of;
  return priceRowOf(book, scenario, `models.${option}.input`)?.as_of;
}

/** What a number is called that no assumption names, and its unit. */
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
  ttl_seconds: { label: 'How long a prompt stays cached', unit: 'seconds' },
  hit_rate: { label: 'Calls that find the prompt cached', unit: 'share' },
  storage_usd_per_mtok_hour: { label: 'Price of keeping the cache', unit: '$ per 1M tokens and hour' },
  count: { label: 'Cards rented for training', unit: 'cards' },
  usd_per_hour: { label: 'One card rented for training', unit: '$ per hour' },
  tokens_per_second: { label: 'Training speed of all cards', unit: 'tokens per second' },
  gpus: { label: 'Cards for one copy of the model', unit: 'cards' },
  decode_tps: { label: 'Writing speed of a card', unit: 'tokens per second' },
};
