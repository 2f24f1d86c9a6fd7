import type { Rulebook } from '../rulebook.ts';
import { labelOf } from '../words.ts';
import { freshDays } from './look.ts';
import { daysBetween } from '../days.ts';
import { count, type Currency, moneyIn } from './money.ts';
import type { BreakEvenRange } from './simulate.ts';
import type { Costs } from './types.ts';
import { type OptionOutlook, type Outlook, rivalsOf } from './outlook.ts';

/** "never", "from the start", "month 8", or "after the 12 months (month 19)". */
export function monthWords(month: number | undefined, horizon: number): string {
  if (month === undefined || month > mostMonths) return 'never';
  if (month <= 0) return 'from the start';
  const whole = Math.max(1, Math.ceil(month));
  return whole <= horizon ? `month ${whole}` : `after the ${horizon} months (month ${whole})`;
}

/** Later than this nobody plans. */
const mostMonths = 120;

/**
 * When the recommended option has paid off against another: "month 8 (5-11)"; most draws decide what is said first. Where they
 * go from the start to never, the middle says nothing: "open (never in 29 % of draws)".
 */
export function overtakenWords({ overtaken }: OptionOutlook, horizon: number): string {
  if (overtaken === undefined) return '–';
  const { p10, p90, never } = overtaken;
  // Numbers that are all at their middle may just miss what most draws reach.
  const month = overtaken.month ?? (never < 0.5 ? overtaken.p50 : undefined);
  const words = monthWords(month, horizon);
  const certain = p10 !== undefined && p90 !== undefined && Math.ceil(p10) === Math.ceil(p90);
  if (month === undefined) return never < 0.995 ? `never (in ${percent(never)} of draws)` : words;
  if (certain || (month <= 0 && never === 0)) return words;
  if (p10 !== undefined && p10 <= 0 && reachesNever(p90)) return openWords(overtaken);
  return `${words} (${spread(overtaken)})`;
}

/** When it has paid off where draws and middle do not settle it: "open", or "open (never in 29 % of draws)". */
export function openWords({ p90, never }: BreakEvenRange): string {
  return reachesNever(p90) && never > 0 ? `open (never in ${percent(never)} of draws)` : 'open';
}

const reachesNever = (month: number | undefined): boolean => month === undefined || month > mostMonths;

/** "5-11", "0-never", or the one month. */
function spread({ p10, p90 }: BreakEvenRange): string {
  const low = p10 === undefined ? 'never' : String(Math.ceil(p10));
  const high = p90 === undefined || reachesNever(p90) ? 'never' : String(Math.ceil(p90));
  return low === high ? low : `${low}-${high}`;
}

/** "71 %" */
export const percent = (share: number): string =>
  share > 0 && share < 0.005 ? '<1 %' : share < 1 && share >= 0.995 ? '>99 %' : `${String(Math.round(share * 100))} %`;

/**
 * For whoever signs: one figure to plan with (P50), one worst reasonable case (P90), and the one number worth measuring.
 */
export function signLine(outlook: Outlook, currency?: Currency): string {
  const money = moneyIn(currency);
  const own = outlook.options.find(({ option }) => option === outlook.recommended);
  if (own === undefined) return '';
  const worst = money(own.range.p90);
  const plan = `Plan with ${money(own.range.p50)} for the first ${outlook.months} months; one time in ten it is more than ${worst}.`;
  const [first] = outlook.swings;
  if (first === undefined) return plan;
  const moves = money(Math.abs(first.high - first.low));
  return `${plan} Measure this first: ${lower(first.label)}. It alone moves the total by ${moves}.`;
}

/** "RAG: $21K-$34K for the first 12 months; cheapest in 71 % of draws; beats long context from month 8 (5-11)." */
export function rangeLine(outlook: Outlook, rulebook: Pick<Rulebook, 'approaches'>, currency?: Currency): string {
  const money = moneyIn(currency);
  const own = outlook.options.find(({ option }) => option === outlook.recommended);
  if (own === undefined) return '';
  const rivals = outlook.options.filter(
    ({ option }) => option !== outlook.recommended && rivalsOf(outlook.recommended).includes(option),
  );
  const beaten = rivals.filter(({ overtaken }) => overtaken?.month !== undefined && overtaken.month > 0);
  const [rival] = beaten.toSorted((a, b) => b.cheapestShare - a.cheapestShare);
  return [
    `${labelOf(rulebook, own.option)}: ${money(own.range.p10)}-${money(own.range.p90)} for the first ${outlook.months} months`,
    `${job(outlook.recommended)} in ${percent(own.cheapestShare)} of ${count(outlook.draws)} draws`,
    ...(rival === undefined
      ? []
      : [`overtakes ${labelOf(rulebook, rival.option)}: ${overtakenWords(rival, outlook.months)}`]),
  ].join('; ');
}

/** What it is the cheapest of. */
const job = (recommended: Outlook['recommended']): string =>
  rivalsOf(recommended).includes('rag') ? 'the cheapest way to bring in facts' : 'the cheapest way to change behavior';

/** One sentence when the money speaks against the verdict; undefined when it does not. */
export function moneyAgainst(
  outlook: Outlook,
  rulebook: Pick<Rulebook, 'approaches'>,
  currency?: Currency,
): string | undefined {
  const money = moneyIn(currency);
  const own = outlook.options.find(({ option }) => option === outlook.recommended);
  const cheapest = outlook.options.toSorted((a, b) => b.cheapestShare - a.cheapestShare)[0];
  if (own === undefined || cheapest === undefined || cheapest.option === own.option) return undefined;
  if (cheapest.range.p50 >= own.range.p50) return undefined;
  const label = labelOf(rulebook, cheapest.option);
  return `Money alone would say ${label} (${money(cheapest.range.p50)}, cheapest in ${percent(cheapest.cheapestShare)} of draws); the reasons above say why it is not enough.`;
}

/** The day the prices of the models were read, or the first and the last of several: "2026-09-23 to 2026-11-19". */
export function priceDays({ asOf, options }: Pick<Costs, 'asOf' | 'options'>): string {
  const days = options.flatMap((one) => (one.unavailable === undefined ? (one.asOf ?? []) : []));
  const last = days.reduce((latest, day) => (day > latest ? day : latest), asOf);
  return last === asOf ? asOf : `${asOf} to ${last}`;
}

/** Names the price rows that were used and are old; undefined when all are fresh. */
export function oldPrices({ inputs, at }: Pick<Costs, 'inputs' | 'at'>): string | undefined {
  return oldRows(
    inputs.flatMap(({ price }) => price ?? []),
    at,
  );
}

/** The same of rows as a report lists them. Days are YYYY-MM-DD. */
export function oldRows(
  rows: readonly { readonly row: string; readonly asOf: string }[],
  at: string,
): string | undefined {
  const old = [...new Map(rows.map(({ row, asOf }) => [row, asOf] as const))]
    .filter(([, asOf]) => daysBetween(asOf, at) > freshDays)
    .map(([row, asOf]) => `${row} (${asOf})`);
  return old.length === 0 ? undefined : `Older than ${String(freshDays)} days and worth a look: ${old.join(', ')}.`;
}

/** Names the price rows that were used and were read long after the day asked for; undefined when none was. */
export function laterPrices({ inputs, at }: Pick<Costs, 'inputs' | 'at'>): string | undefined {
  return laterRows(
    inputs.flatMap(({ price }) => price ?? []),
    at,
  );
}

/** The same of rows as a report lists them. Days are YYYY-MM-DD. */
export function laterRows(
  rows: readonly { readonly row: string; readonly asOf: string }[],
  at: string,
): string | undefined {
  const later = [...new Map(rows.map(({ row, asOf }) => [row, asOf] as const))]
    .filter(([, asOf]) => daysBetween(at, asOf) > freshDays)
    .map(([row, asOf]) => `${row} (${asOf})`);
  return later.length === 0
    ? undefined
    : `Newer than ${at}, so that they may not be the prices of that day: ${later.join(', ')}.`;
}

const lower = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
