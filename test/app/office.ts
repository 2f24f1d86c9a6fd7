import { fileURLToPath } from 'node:url';
import { openBooks } from '../../src/app/books.ts';
import type { Store } from '../../src/app/ports.ts';
import { createUseCases, type UseCases } from '../../src/app/use-cases.ts';
import type { Rulebook } from '../../src/core/index.ts';
import { contentHash } from '../../src/rules/hash.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { newStore } from '../store/samples.ts';

const loaded = loadRulebook(fileURLToPath(new URL('../../rules/', import.meta.url)));
if (!loaded.ok) throw new Error('the rules that ship cannot be loaded');

/** The rulebook that ships. */
export const shipped: Rulebook = loaded.rulebook;

export interface Office {
  readonly store: Store;
  readonly useCases: UseCases;
  /** How often the outbox was woken. */
  readonly woken: () => number;
  /** Sets the time, as a date. */
  readonly at: (date: string) => void;
}

/** The use cases over a store in memory, with a clock that stands still and ids that count. */
export async function newOffice({
  store,
  rulebook = shipped,
}: { store?: Store; rulebook?: Rulebook } = {}): Promise<Office> {
  const kept = store ?? (await newStore());
  let now = Date.parse('2026-11-20');
  let ids = 0;
  let woken = 0;
  const useCases = createUseCases({
    store: kept,
    clock: { now: () => now },
    ids: { next: () => `id${(ids += 1)}` },
    books: await openBooks(kept, rulebook, contentHash),
    wake: () => (woken += 1),
  });
  return { store: kept, useCases, woken: () => woken, at: (date) => void (now = Date.parse(date)) };
}
