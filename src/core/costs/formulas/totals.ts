import { daysPerMonth as usualDays, secondsPerDay } from './units.ts';

/** Queries in a month: `N · D · (1 + g)^m`; `month` counts from 0. */
export const queriesInMonth = (q: {
  readonly queriesPerDay: number;
  readonly growthPerMonth: number;
  readonly month: number;
}): number => q.queriesPerDay * usualDays * (1 + q.growthPerMonth) ** q.month;

/** Running $ per 1,000 queries; undefined when there is no traffic. */
export const per1000Running = (q: {
  readonly monthlyUsd: number;
  readonly queriesPerMonth: number;
}): number | undefined => (q.queriesPerMonth > 0 ? (1000 * q.monthlyUsd) / q.queriesPerMonth : undefined);

/** $ per 1,000 queries with everything paid over the horizon; undefined when there is no traffic. */
export const per1000AllIn = (q: { readonly totalUsd: number; readonly queries: number }): number | undefined =>
  q.queries > 0 ? (1000 * q.totalUsd) / q.queries : undefined;

/** $ for 1,000 more queries: `1000 · v`; v in $ per query. */
export const per1000Marginal = (usdPerQuery: number): number => 1000 * usdPerQuery;

/** $ over the horizon: `setup + Σ month + retrains · c`; each month with the queries and the prices it has. */
export const totalUsd = (q: {
  readonly setupUsd: number;
  readonly monthlyUsd: readonly number[];
  readonly retrains: number;
  readonly retrainUsd: number;
}): number => q.setupUsd + q.monthlyUsd.reduce((sum, usd) => sum + usd, 0) + q.retrains * q.retrainUsd;

/** One option for the closed forms: $ once, $ a month. */
export interface SetupAndMonthly {
  readonly setupUsd: number;
  readonly monthlyUsd: number;
}

/**
 * Months until `to` has cost no more than `from`: `(S_b − S_a) / (M_a − M_b)`. 0 when it starts with less, or with as much and is no
 * dearer each month; undefined: never.
 */
export function breakEvenMonth(from: SetupAndMonthly, to: SetupAndMonthly): number | undefined {
  const more = to.setupUsd - from.setupUsd;
  const saved = from.monthlyUsd - to.monthlyUsd;
  if (more < 0 || (more === 0 && saved >= 0)) return 0;
  return saved > 0 ? more / saved : undefined;
}

/** One option for the break-even volume: $ once, fixed $ a month, $ per query. */
export interface FixedAndPerQuery {
  readonly setupUsd: number;
  readonly fixedUsd: number;
  readonly usdPerQuery: number;
}

/**
 * Queries a day from which `to` costs no more than `from` over the horizon:
 * `[(S_b − S_a) / H + (F_b − F_a)] / [D · (v_a − v_b)]`. 0 when it never costs more; undefined: no volume is enough.
 */
export function breakEvenQueriesPerDay(
  from: FixedAndPerQuery,
  to: FixedAndPerQuery,
  horizonMonths: number,
  daysPerMonth: number = usualDays,
): number | undefined {
  const more = (to.setupUsd - from.setupUsd) / horizonMonths + (to.fixedUsd - from.fixedUsd);
  const saved = from.usdPerQuery - to.usdPerQuery;
  if (saved > 0) return Math.max(0, more / (daysPerMonth * saved));
  return more <= 0 && saved === 0 ? 0 : undefined;
}

/**
 * The same where `to` is served in steps: with n copies its fixed cost is `fixedUsd(n)`, and they carry `capacityPerDay` queries a
 * day each. The first n whose break-even volume they can carry. `most` bounds the search.
 */
export function steppedBreakEvenQueriesPerDay(
  from: FixedAndPerQuery,
  to: Omit<FixedAndPerQuery, 'fixedUsd'> & { readonly fixedUsd: (copies: number) => number },
  {
    horizonMonths,
    capacityPerDay,
    most = 10_000,
  }: { readonly horizonMonths: number; readonly capacityPerDay: number; readonly most?: number },
): number | undefined {
  for (let copies = 1; copies <= most; copies += 1) {
    const volume = breakEvenQueriesPerDay(from, { ...to, fixedUsd: to.fixedUsd(copies) }, horizonMonths);
    if (volume === undefined) return undefined;
    if (volume <= copies * capacityPerDay) return volume;
  }
  return undefined;
}

/** Queries a day that one copy carries at the busiest minute: `86400 · u / (k · seconds)`. */
export const capacityPerDay = (q: {
  readonly utilisation: number;
  readonly peakFactor: number;
  readonly secondsPerQuery: number;
}): number => (secondsPerDay * q.utilisation) / (q.peakFactor * q.secondsPerQuery);

/** Weeks until `upfrontUsd` is paid back by `savedPerMonthUsd`; undefined: never. */
export const paybackWeeks = (q: {
  readonly upfrontUsd: number;
  readonly savedPerMonthUsd: number;
}): number | undefined => (q.savedPerMonthUsd > 0 ? ((q.upfrontUsd / q.savedPerMonthUsd) * usualDays) / 7 : undefined);

/** Queries a day at which `upfrontUsd` is paid back in `weeks`; `fixedUsd` is what more is paid a month, `savedPerQueryUsd` $. */
export const queriesToPayBack = (q: {
  readonly upfrontUsd: number;
  readonly weeks: number;
  readonly fixedUsd: number;
  readonly savedPerQueryUsd: number;
}): number | undefined =>
  q.savedPerQueryUsd > 0
    ? ((q.upfrontUsd * usualDays) / (q.weeks * 7) + q.fixedUsd) / (usualDays * q.savedPerQueryUsd)
    : undefined;
