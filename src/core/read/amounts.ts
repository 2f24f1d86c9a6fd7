import { multipliers, numberIn, smallNumbers, wholeMultipliers } from './number-words.ts';
import type { Token } from './tokens.ts';

/** A number or range in a sentence, with what is written on it. */
export interface Amount {
  readonly low: number;
  readonly high: number;
  readonly percent: boolean;
  /** It was a share of a whole: "33 of 50", "4 in 5". */
  readonly fraction: boolean;
  /** ISO 4217. */
  readonly currency: string | undefined;
  /** Its tokens, with currency and percent sign: `from` to before `to`. */
  readonly from: number;
  readonly to: number;
}

interface Part {
  readonly value: number;
  /** What "k" or "million" multiplied it by. */
  readonly times: number;
  readonly to: number;
}

interface RangeEnd {
  readonly low: number;
  readonly high: number;
  readonly to: number;
}

const symbols: ReadonlyMap<string, string> = new Map(
  Object.entries({ $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', '₹': 'INR' }),
);
/** What stands before a "$" of another country. */
const dollars: ReadonlyMap<string, string> = new Map(
  Object.entries({
    us: 'USD',
    a: 'AUD',
    au: 'AUD',
    c: 'CAD',
    ca: 'CAD',
    nz: 'NZD',
    s: 'SGD',
    hk: 'HKD',
  }),
);
const codes: ReadonlyMap<string, string> = new Map(
  Object.entries({
    usd: 'USD',
    dollar: 'USD',
    dollars: 'USD',
    bucks: 'USD',
    eur: 'EUR',
    euro: 'EUR',
    euros: 'EUR',
    gbp: 'GBP',
    pounds: 'GBP',
    quid: 'GBP',
    chf: 'CHF',
    francs: 'CHF',
    inr: 'INR',
    rupees: 'INR',
    jpy: 'JPY',
    yen: 'JPY',
    cad: 'CAD',
    aud: 'AUD',
    sek: 'SEK',
    nok: 'NOK',
    dkk: 'DKK',
    pln: 'PLN',
    zloty: 'PLN',
    brl: 'BRL',
    reais: 'BRL',
    sgd: 'SGD',
    kronor: 'SEK',
    czk: 'CZK',
    cny: 'CNY',
    rmb: 'CNY',
    huf: 'HUF',
    mxn: 'MXN',
    pesos: 'MXN',
    nzd: 'NZD',
    zar: 'ZAR',
    rand: 'ZAR',
    ils: 'ILS',
  }),
);

/** Every amount of a sentence, in order, none of them overlapping. */
export function amountsOf(tokens: readonly Token[]): readonly Amount[] {
  const found: Amount[] = [];
  for (let at = 0; at < tokens.length;) {
    const amount = amountAt(tokens, at);
    if (amount !== undefined) found.push(amount);
    at = amount?.to ?? at + 1;
  }
  return found;
}

function amountAt(tokens: readonly Token[], start: number): Amount | undefined {
  const word = (index: number): string => tokens[index]?.word ?? '';
  const before = currencyBefore(tokens, start);
  const first = partAt(tokens, before?.at ?? start);
  if (first === undefined) return undefined;
  const second = rangeEnd(tokens, start, first);
  const share = second === undefined ? fractionOf(tokens, first) : undefined;
  let to = share?.to ?? second?.to ?? first.to;
  let percent = false;
  if (word(to) === '%' || /^(percent|pct|percents)$/.test(word(to))) [percent, to] = [true, to + 1];
  else if (word(to) === 'per' && word(to + 1) === 'cent') [percent, to] = [true, to + 2];
  if (word(to) === '+') to += 1;
  let currency = before?.currency;
  const after = codes.get(word(to)) ?? symbols.get(word(to));
  if (after !== undefined && !percent && (currency === undefined || after !== 'USD')) [currency, to] = [after, to + 1];
  const [low, high] =
    share === undefined ? [second?.low ?? first.value, second?.high ?? first.value] : [share.value, share.value];
  if (!Number.isFinite(low) || !Number.isFinite(high) || low > high) return undefined;
  return { low, high, percent, fraction: share !== undefined, currency, from: start, to };
}

function currencyBefore(
  tokens: readonly Token[],
  at: number,
): { readonly currency: string; readonly at: number } | undefined {
  const word = tokens[at]?.word ?? '';
  const symbol = symbols.get(word);
  if (symbol !== undefined) return { currency: symbol, at: at + 1 };
  const dollar = tokens[at + 1]?.word === '$' && tokens[at + 1]?.spaced === false ? dollars.get(word) : undefined;
  if (dollar !== undefined) return { currency: dollar, at: at + 2 };
  const code = codes.get(word);
  if (code === undefined || word.length !== 3 || tokens[at + 1]?.kind !== 'number') return undefined;
  return { currency: code, at: at + 1 };
}

/** One number: digits or words, with what multiplies it. */
function partAt(tokens: readonly Token[], at: number): Part | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.kind === 'number') return multiplied(tokens, ...digitsAt(tokens, at));
  if (token.kind !== 'word') return undefined;
  return wordsAt(tokens, at);
}

/** Digits, with spaces between thousands: "12 000". */
function digitsAt(tokens: readonly Token[], at: number): [number, number] {
  let digits = tokens[at]?.word ?? '';
  let to = at + 1;
  if (
    tokens[at + 1]?.word.length === 2 &&
    /^(st|nd|rd|th)$/.test(tokens[at + 1]?.word ?? '') &&
    tokens[at + 1]?.spaced === false
  )
    return [Number.NaN, to];
  while (
    /^\d{1,3}(?: \d{3})*$/.test(digits) &&
    !digits.startsWith('0') &&
    digits.length < 20 &&
    /^\d{3}$/.test(tokens[to]?.word ?? '') &&
    gap(tokens, to) === 1
  ) {
    digits = `${digits} ${tokens[to]?.word ?? ''}`;
    to += 1;
  }
  return [digits.includes(' ') ? Number(digits.replaceAll(' ', '')) : numberIn(digits), to];
}

function gap(tokens: readonly Token[], at: number): number {
  return (tokens[at]?.from ?? 0) - (tokens[at - 1]?.to ?? 0);
}

const spans = /^(second|sec|minute|hour|week|month|quarter|year)$/;

function wordsAt(tokens: readonly Token[], start: number): Part | undefined {
  const word = (index: number): string => tokens[index]?.word ?? '';
  let at = start;
  if (word(at) === 'half' && /^an?$/.test(word(at + 1)) && wholeMultipliers.has(word(at + 2)))
    return multiplied(tokens, 0.5, at + 2);
  if (word(at) === 'half' && /^an?$/.test(word(at + 1)) && spans.test(word(at + 2)))
    return { value: 0.5, times: 1, to: at + 2 };
  if (/^an?$/.test(word(at)) && spans.test(word(at + 1)) && /^(in|within|under|below|than|over)$/.test(word(at - 1)))
    return { value: 1, times: 1, to: at + 1 };
  if (/^an?$/.test(word(at))) {
    if (wholeMultipliers.has(word(at + 1))) return multiplied(tokens, 1, at + 1);
    if (word(at + 1) !== 'couple' && word(at + 1) !== 'dozen') return undefined;
    at += 1;
  }
  let value = smallNumbers.get(word(at));
  if (value === undefined) return undefined;
  at += 1;
  if (word(at - 1) === 'couple' && word(at) === 'of') at += 1;
  const next = smallNumbers.get(tokens[at]?.word === '-' ? word(at + 1) : word(at));
  if (value >= 20 && next !== undefined && next > 0 && next < 10) {
    value += next;
    at += tokens[at]?.word === '-' ? 2 : 1;
  }
  return multiplied(tokens, value, at);
}

/** "k" written onto the number, "million" after it, "hundred thousand". */
function multiplied(tokens: readonly Token[], value: number, at: number): Part {
  let times = 1;
  let to = at;
  for (let step = 0; step < 2; step += 1) {
    const token = tokens[to];
    const factor = token === undefined ? undefined : multipliers.get(token.word);
    // "5 m" and "3 b" are metres and answers as easily as millions.
    if (token === undefined || factor === undefined || (token.word.length === 1 && token.spaced && token.word !== 'k'))
      break;
    times *= factor;
    to += 1;
  }
  // "two hundred and fifty", "three thousand two hundred"
  const rest = times >= 100 && tokens[at]?.kind === 'word' ? restOf(tokens, to, times) : undefined;
  return { value: value * times + (rest?.value ?? 0), times, to: rest?.to ?? to };
}

function restOf(tokens: readonly Token[], at: number, below: number): Part | undefined {
  const from = tokens[at]?.word === 'and' ? at + 1 : at;
  if (!smallNumbers.has(tokens[from]?.word ?? '') || tokens[from]?.word === 'couple') return undefined;
  const rest = wordsAt(tokens, from);
  return rest !== undefined && rest.value < below ? rest : undefined;
}

/** The upper end: "2-3k", "200 to 400", "between 2 and 3", "3 or 4". */
function rangeEnd(tokens: readonly Token[], start: number, first: Part): RangeEnd | undefined {
  const word = (index: number): string => tokens[index]?.word ?? '';
  let joint = first.to;
  if (word(joint) === '%' || word(joint) === 'ms' || word(joint) === 's') joint += 1;
  const join = word(joint);
  const between = [1, 2, 3].some((back) => word(start - back) === 'between');
  if (!(/^[-–—]$/.test(join) || join === 'to' || join === 'or' || ((join === 'and' || join === '&') && between)))
    return undefined;
  const at = currencyBefore(tokens, joint + 1)?.at ?? joint + 1;
  const second = partAt(tokens, at);
  if (second === undefined || !(second.value > 0)) return undefined;
  const low =
    first.times === 1 && second.times > 1 && first.value * second.times < second.value
      ? first.value * second.times
      : first.value;
  if (!(low < second.value) || (join === '-' && second.value / low > 1000)) return undefined;
  return /^(grew|grown|went|gone|up|down|moved|rose|risen|jumped|from)$/.test(word(start - 2)) &&
    word(start - 1) === 'from'
    ? undefined
    : { low, high: second.value, to: second.to };
}

/** "33/50", "33 out of 50", "4 in 5", "33 of 50". */
function fractionOf(
  tokens: readonly Token[],
  first: Part,
): { readonly value: number; readonly to: number } | undefined {
  const word = (index: number): string => tokens[index]?.word ?? '';
  const at = first.to;
  const skip = word(at) === 'out' && word(at + 1) === 'of' ? 2 : /^(of|in|\/)$/.test(word(at)) ? 1 : 0;
  if (skip === 0) return undefined;
  const the = /^(the|every|our)$/.test(word(at + skip)) ? 1 : 0;
  const whole = partAt(tokens, at + skip + the);
  if (
    whole === undefined ||
    !(whole.value >= first.value) ||
    whole.value < 2 ||
    whole.value > 100_000 ||
    !Number.isInteger(first.value)
  )
    return undefined;
  return { value: first.value / whole.value, to: whole.to };
}
