import { type Kernel, kernelsOn } from './kernel.ts';
import type { Market } from './market.ts';
import type { CostOption, Numbers } from './numbers.ts';
import { middleOf, resolve } from './scenario.ts';
import type { CostBook } from './types.ts';

/** Values of the derived question `setup_within_budget`: fine-tuning alone is beyond it, it alone fits, or with retrieval too. */
export type SetupWithinBudget = 'over' | 'alone' | 'fits';
/** Values of `running_within_budget`: loading everything fits, only retrieval does, or neither. */
export type RunningWithinBudget = 'fits' | 'loading_over' | 'both_over';

/** Setup costs of tuning against a budget, both $ once. */
export const compareSetup = (
  { alone, withRetrieval }: { readonly alone: number; readonly withRetrieval: number },
  budgetUsd: number,
): SetupWithinBudget => (alone > budgetUsd ? 'over' : withRetrieval > budgetUsd ? 'alone' : 'fits');

/** The first month of long context and RAG against a budget, $ a month. */
export const compareRunning = ({ longContext, rag }: KnowledgeCosts, budgetUsd: number): RunningWithinBudget =>
  longContext.firstMonth <= budgetUsd ? 'fits' : rag.firstMonth <= budgetUsd ? 'loading_over' : 'both_over';

/**
 * What tuning costs to set up at the place where that is cheapest, $ once, with so many checked examples at hand and every
 * other number at its P50: alone, and with retrieval. Falls, if anything, with the examples. Infinite where nothing can be tuned.
 */
export function tuningSetup(
  book: CostBook,
  at: string,
): (examplesAtHand: number) => { readonly alone: number; readonly withRetrieval: number } {
  const places = scenariosOf(book, at, 'places');
  const price = (examplesAtHand: number): { readonly alone: number; readonly withRetrieval: number } => {
    const least = { alone: Number.POSITIVE_INFINITY, withRetrieval: Number.POSITIVE_INFINITY };
    for (const { n, kernels } of places) {
      n.tuning.examples_at_hand = examplesAtHand;
      least.alone = Math.min(least.alone, setupOf(kernels['fine-tune'], n));
      least.withRetrieval = Math.min(least.withRetrieval, setupOf(kernels.hybrid, n));
    }
    return least;
  };
  // Only examples that are still to be made cost anything: all counts from so many on are alike, and each one is priced once.
  const needed = Math.ceil(Math.max(0, ...places.map(({ n }) => n.tuning.examples)));
  const priced = new Map<number, ReturnType<typeof price>>();
  return (examplesAtHand) => {
    const count = Math.min(examplesAtHand, needed);
    const known = priced.get(count);
    if (known !== undefined) return known;
    const costs = price(count);
    if (Number.isInteger(count)) priced.set(count, costs);
    return costs;
  };
}

/** What one way to bring in knowledge costs, $; infinite where it cannot be had or the knowledge does not fit. */
interface Outlay {
  /** Over the horizon, setup included. */
  readonly total: number;
  readonly firstMonth: number;
}

/** Both ways to bring in knowledge that may change. */
export interface KnowledgeCosts {
  readonly longContext: Outlay;
  readonly rag: Outlay;
}

/**
 * What long context and RAG cost with every other number at its P50, each lifetime of the cache that is sold being tried. Takes
 * tokens of knowledge, queries a day, active hours a day. The first month rises with each of them, but for the shortest text that
 * is cached. The total does not: a cold cache makes long context dear, a warm one may make it cheaper again.
 */
export function knowledgeCosts(
  book: CostBook,
  at: string,
): (knowledgeTokens: number, queriesPerDay: number, hoursPerDay: number) => KnowledgeCosts {
  const lifetimes = scenariosOf(book, at, 'lifetimes');
  return lastKept((knowledgeTokens, queriesPerDay, hoursPerDay) => {
    let longContext = never;
    let rag = never;
    for (const { n, kernels } of lifetimes) {
      n.corpus.tokens = knowledgeTokens;
      n.workload.queries_per_day = queriesPerDay;
      n.workload.active_hours_per_day = hoursPerDay;
      longContext = cheaper(longContext, kernels['long-context'], n);
      // Retrieval caches nothing: it costs the same whatever the lifetime.
      if (rag === never) rag = cheaper(rag, kernels.rag, n);
    }
    return { longContext, rag };
  });
}

const never: Outlay = { total: Number.POSITIVE_INFINITY, firstMonth: Number.POSITIVE_INFINITY };

function cheaper(before: Outlay, kernel: Kernel, n: Numbers): Outlay {
  // The total comes first: computing it sets what is read of the kernel after it.
  const total = kernel.total(n);
  if (kernel.available === 0) return before;
  return { total: Math.min(before.total, total), firstMonth: Math.min(before.firstMonth, kernel.firstMonth) };
}

/**
 * Whether a tuned model has cost no more than the prompt it replaces, setup and retrains included, in some month before its base
 * model stops and within the horizon. Every other number is at its P50; any place to tune will do. Takes queries a day and checked
 * examples at hand. More examples never hurt; more queries may, where one more copy has to be rented.
 */
export function tuningPaysBack(book: CostBook, at: string): (queriesPerDay: number, examplesAtHand: number) => boolean {
  const places = scenariosOf(book, at, 'places');
  const lifetimes = scenariosOf(book, at, 'lifetimes');
  const months = Math.max(0, ...places.map(({ months: one }) => one));
  const paid = new Float64Array(months + 1);
  const least = new Float64Array(months + 1);
  // Always the same `least`: only what was kept last is ever read, and that is what filled it last.
  const promptFor = lastKept((queriesPerDay) => {
    least.fill(Number.POSITIVE_INFINITY);
    for (const { n, kernels } of lifetimes) {
      n.workload.queries_per_day = queriesPerDay;
      kernels.prompt.total(n, paid);
      for (let month = 0; month <= months; month += 1) least[month] = Math.min(least[month] ?? 0, paid[month] ?? 0);
    }
    return least;
  });
  return (queriesPerDay, examplesAtHand) => {
    const paidByPrompt = promptFor(queriesPerDay);
    return places.some(({ n, kernels, market }) => {
      n.workload.queries_per_day = queriesPerDay;
      n.tuning.examples_at_hand = examplesAtHand;
      const tuned = kernels['fine-tune'];
      tuned.total(n, paid);
      const last = Math.min(months, Math.floor(market.shutdownMonth));
      if (tuned.available === 0) return false;
      for (let month = 1; month <= last; month += 1) {
        if ((paid[month] ?? 0) <= (paidByPrompt[month] ?? 0)) return true;
      }
      return false;
    });
  };
}

interface Ready {
  readonly n: Numbers;
  readonly kernels: Readonly<Record<CostOption, Kernel>>;
  readonly market: Market;
  readonly months: number;
}

/** The usual workload, once for each way of one kind to buy; its numbers are free to be written over. */
function scenariosOf(book: CostBook, at: string, kind: 'lifetimes' | 'places'): readonly Ready[] {
  const resolved = resolve(book, new Map(), { start: at });
  if (!resolved.ok) throw new Error(resolved.problems.map(({ message }) => message).join('; '));
  const { lifetimes, places } = resolved;
  return lifetimes
    .slice(0, kind === 'lifetimes' ? undefined : 1)
    .flatMap((lifetime) =>
      places.slice(0, kind === 'places' ? undefined : 1).map((place) => resolved.at(lifetime, place)),
    )
    .map((scenario) => ({
      n: middleOf(scenario),
      kernels: byOption(kernelsOn(scenario.market)),
      market: scenario.market,
      months: scenario.months,
    }));
}

function byOption(kernels: readonly Kernel[]): Ready['kernels'] {
  const of = (id: CostOption): Kernel => {
    const found = kernels.find((kernel) => kernel.id === id);
    if (found === undefined) throw new Error(`the option ${id} is missing`);
    return found;
  };
  return {
    prompt: of('prompt'),
    'long-context': of('long-context'),
    rag: of('rag'),
    'fine-tune': of('fine-tune'),
    hybrid: of('hybrid'),
    classifier: of('classifier'),
  };
}

function setupOf(kernel: Kernel, n: Numbers): number {
  kernel.month(n, 0);
  return kernel.available === 0 ? Number.POSITIVE_INFINITY : kernel.setup;
}

/** Several questions are computed from the same costs, and budgets tried one after the other against them. */
function lastKept<Given extends readonly number[], Result>(
  compute: (...numbers: Given) => Result,
): (...numbers: Given) => Result {
  let last: { readonly numbers: Given; readonly result: Result } | undefined;
  return (...numbers) => {
    if (last?.numbers.every((one, place) => one === numbers[place]) === true) return last.result;
    last = { numbers, result: compute(...numbers) };
    return last.result;
  };
}
