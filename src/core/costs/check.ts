import type { Diagnostic } from '../case.ts';
import { error } from '../check/problem.ts';
import { leaves } from './numbers.ts';
import { otherIds } from './workload.ts';
import { uses } from './schema.ts';
import type { Use } from './schema.ts';
import type { CostBook } from './types.ts';

/** What is missing or idle in `rules/costs.yml` and `rules/prices.yml`: empty when every price can be computed. */
export function checkCosts(book: CostBook): readonly Diagnostic[] {
  const known = new Set<string>([...leaves.flatMap(({ usual }) => usual ?? []), ...otherIds]);
  const missing = [...known]
    .filter((id) => book.costs[id] === undefined)
    .map((id) =>
      error(['costs', id], `the assumption ${id} is missing`, 'write it with says, unit, p10, p50, p90 and source'),
    );
  const idle = Object.keys(book.costs)
    .filter((id) => !known.has(id))
    .map((id): Diagnostic => ({
      path: ['costs', id],
      message: `no formula uses the assumption ${id}`,
      remedy: 'correct its name or remove it',
      severity: 'warning',
    }));
  return [...missing, ...idle, ...uses.flatMap((use) => usesProblem(book, use)), ...cards(book)];
}

const rowsFor = {
  prompt: 'models',
  long_context: 'models',
  rag: 'models',
  embedding: 'embeddings',
  vector_database: 'vector_databases',
  reranker: 'rerankers',
} as const satisfies Record<Use, keyof CostBook['prices']>;

function usesProblem(book: CostBook, use: Use): readonly Diagnostic[] {
  const id = book.prices.uses[use];
  const path = ['prices', 'uses', use];
  const ids = book.prices[rowsFor[use]].map((row) => row.id);
  if (id === undefined) return [error(path, `no row is chosen for ${use}`, 'name the id of a row')];
  if (ids.includes(id)) return [];
  return [error(path, `${use} names ${id}, which has no price row`, `add the row, or name one of: ${ids.join(', ')}`)];
}

const cards = ({ prices }: CostBook): readonly Diagnostic[] =>
  prices.fine_tuning.flatMap((row, at) =>
    row.serving === 'own_gpus' && !prices.gpus.some((gpu) => gpu.id === row.gpu)
      ? [error(['prices', 'fine_tuning', at, 'gpu'], `${row.gpu} has no row in gpus`, 'add the card with its price')]
      : [],
  );
