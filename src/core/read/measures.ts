import type { Amount } from './amounts.ts';
import type { AmountReader } from './schema.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';
import { calendarUnit, dayMs, type Period, periodAt, unitOf, weekMs } from './units.ts';

/** An amount in a question's own unit. */
export interface Measured {
  readonly low: number;
  readonly high: number;
  /** The token after its unit: the noun stands from here. */
  readonly to: number;
  /** No noun of another thing follows it. */
  readonly bare: boolean;
  readonly factor: number;
}

/** The amount in the reader's unit; undefined if it is one of another kind. */
export function measureOf(
  form: AmountReader,
  sentence: Sentence,
  amount: Amount,
  activeHours: number | undefined,
  askedPer: number | undefined,
): Measured | undefined {
  const { tokens } = sentence;
  const plain = !amount.percent && amount.currency === undefined && !amount.fraction;
  if (form.kind === 'money') return moneyOf(form, sentence, amount);
  if (form.kind === 'share') return shareOf(tokens, amount);
  if (!plain) return undefined;
  if (form.kind === 'count')
    return unitOf(written(tokens, amount.to)) === undefined
      ? times(amount, 1, amount.to, bareAt(tokens, amount.to))
      : undefined;
  if (form.kind === 'rate') return rateOf(sentence, amount, activeHours, askedPer);
  return form.kind === 'hours' ? hoursOf(tokens, amount) : durationOf(tokens, amount, form.unit_ms ?? 1);
}

function times({ low, high }: Amount, factor: number, to: number, bare: boolean): Measured {
  const exact = (value: number): number => Number((value * factor).toPrecision(12));
  return { low: exact(low), high: exact(high), to, bare, factor };
}

/** The word after a number, past a hyphen: "6-week". */
function written(tokens: readonly Token[], at: number): string {
  return tokens[at]?.word === '-' && !(tokens[at]?.spaced ?? true)
    ? (tokens[at + 1]?.word ?? '')
    : (tokens[at]?.word ?? '');
}

const idle =
  /^(?:s|re|ve|of|to|or|in|on|at|for|and|but|so|is|are|was|max|maximum|min|minimum|tops|total|altogether|overall|now|today|currently|right|roughly|ish|approx|at|then|if|as|when|that|it|i|we|they|per|a|an|each|every|daily|with|by|from|until|before|from|than|because|sure|probably|maybe|most|least|give|last|still|already|once|after|or|usually|tho|though|anyway|sorry|max|ok|please|thanks|lol|btw|afaik|iirc|not|all|ttft|p95|p99|only|end)$/;

/** Whether a number stands for itself: nothing after it, or no noun. */
function bareAt(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  return token === undefined || token.kind !== 'word' || idle.test(token.word);
}

function rateOf(
  { tokens, amounts, parts }: Sentence,
  amount: Amount,
  activeHours: number | undefined,
  askedPer: number | undefined,
): Measured | undefined {
  if (unitOf(written(tokens, amount.to)) !== undefined && !/^[smhdwy]$/.test(written(tokens, amount.to)))
    return undefined;
  const next = amounts.find(({ from }) => from >= amount.to)?.from ?? tokens.length;
  const period =
    after(tokens, amount.to, Math.min(next, amount.to + 8)) ??
    (next - amount.to >= 1 ? before(tokens, amounts, amount) : undefined) ??
    (askedPer === undefined ? undefined : { ms: askedPer, to: amount.to });
  if (period === undefined || parts[amount.from] !== parts[Math.min(period.to, tokens.length) - 1]) return undefined;
  if (period.ms < dayMs && activeHours === undefined) return undefined;
  const perDay = period.ms < dayMs ? ((activeHours ?? 0) * 3_600_000) / period.ms : dayMs / period.ms;
  const direct = periodAt(tokens, amount.to);
  const to = direct?.to ?? amount.to;
  return times(amount, perDay, to, bareAt(tokens, to));
}

function after(tokens: readonly Token[], from: number, to: number): Period | undefined {
  for (let at = from; at < to; at += 1) {
    if (/^[;:?.!]$/.test(tokens[at]?.word ?? '')) return undefined;
    const period = periodAt(tokens, at);
    if (period !== undefined) return period;
  }
  return undefined;
}

function before(tokens: readonly Token[], amounts: readonly Amount[], amount: Amount): Period | undefined {
  const last = amounts.findLast(({ to }) => to <= amount.from)?.to ?? 0;
  for (let at = amount.from - 1; at >= Math.max(last, amount.from - 8); at -= 1) {
    const period = periodAt(tokens, at);
    if (period !== undefined && period.to <= amount.from) return period;
  }
  return undefined;
}

function durationOf(tokens: readonly Token[], amount: Amount, unitMs: number): Measured | undefined {
  const word = written(tokens, amount.to);
  const unit = unitMs === weekMs ? calendarUnit(word) : unitOf(word);
  if (unit === undefined || (unitMs === weekMs) !== unit >= dayMs) return undefined;
  const to = amount.to + (word === tokens[amount.to]?.word ? 1 : 2);
  if (/^(every|each|per)$/.test(tokens[amount.from - 1]?.word ?? '') || tokens[to]?.word === 'ago') return undefined;
  return times(amount, unit / unitMs, to, true);
}

/** "9 hours a day", "7 am to 3 pm", "9-17h". */
function hoursOf(tokens: readonly Token[], amount: Amount): Measured | undefined {
  const word = (index: number): string => tokens[index]?.word ?? '';
  if (/^(h|hr|hrs|hour|hours)$/.test(written(tokens, amount.to))) {
    const to = amount.to + (word(amount.to) === '-' ? 2 : 1);
    return amount.high > 24 || periodAt(tokens, to)?.ms === 7 * dayMs ? undefined : times(amount, 1, to, true);
  }
  return undefined;
}

function shareOf(tokens: readonly Token[], amount: Amount): Measured | undefined {
  if (amount.currency !== undefined) return undefined;
  if (amount.fraction) return times(amount, 1, amount.to, true);
  if (amount.percent) return amount.high > 100 ? undefined : times(amount, 0.01, amount.to, true);
  const decimal = amount.low > 0 && amount.high < 1 && tokens[amount.to]?.kind !== 'word';
  return decimal ? times(amount, 1, amount.to, true) : undefined;
}

function moneyOf({ every }: AmountReader, { tokens, amounts }: Sentence, amount: Amount): Measured | undefined {
  if (amount.currency === undefined) return undefined;
  const next = amounts.find(({ from }) => from >= amount.to)?.from ?? tokens.length;
  const period = after(tokens, amount.to, Math.min(next, amount.to + 4)) ?? before(tokens, amounts, amount);
  if (every === 'once') return period === undefined ? times(amount, 1, amount.to, true) : undefined;
  if (period === undefined || period.ms < dayMs) return undefined;
  const months = period.ms === 365 * dayMs ? 12 : period.ms === 91 * dayMs ? 3 : period.ms / (30 * dayMs);
  return times(amount, 1 / months, period.to, true);
}
