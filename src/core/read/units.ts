import type { Token } from './tokens.ts';

const second = 1000;
const day = 86_400 * second;

/** Milliseconds of a unit of time as written after a number; months of 30 days, years of 365. */
const lengths: Readonly<Record<string, number>> = {
  ms: 1,
  msec: 1,
  msecs: 1,
  millis: 1,
  milli: 1,
  millisecond: 1,
  milliseconds: 1,
  s: second,
  sec: second,
  secs: second,
  second,
  seconds: second,
  min: 60 * second,
  mins: 60 * second,
  minute: 60 * second,
  minutes: 60 * second,
  h: 3600 * second,
  hr: 3600 * second,
  hrs: 3600 * second,
  hour: 3600 * second,
  hours: 3600 * second,
  d: day,
  day,
  days: day,
  night: day,
  nights: day,
  weekday: day,
  weekdays: day,
  workday: day,
  workdays: day,
  w: 7 * day,
  wk: 7 * day,
  wks: 7 * day,
  week: 7 * day,
  weeks: 7 * day,
  sprint: 14 * day,
  sprints: 14 * day,
  fortnight: 14 * day,
  mo: 30 * day,
  mos: 30 * day,
  mth: 30 * day,
  month: 30 * day,
  months: 30 * day,
  quarter: 91 * day,
  quarters: 91 * day,
  y: 365 * day,
  yr: 365 * day,
  yrs: 365 * day,
  year: 365 * day,
  years: 365 * day,
  annum: 365 * day,
};

export const dayMs = day;
export const weekMs = 7 * day;

/** Milliseconds of the unit a word names. */
export function unitOf(word: string): number | undefined {
  return Object.hasOwn(lengths, word) ? lengths[word] : undefined;
}

/** Milliseconds of a unit when counting weeks: a month is 52/12 of them, a quarter 13. */
export function calendarUnit(word: string): number | undefined {
  if (/^(mo|mos|mth|month|months)$/.test(word)) return (52 / 12) * weekMs;
  return /^(y|yr|yrs|year|years)$/.test(word) ? 52 * weekMs : unitOf(word);
}

const adverbs: Readonly<Record<string, number>> = {
  hourly: 3600 * second,
  daily: day,
  nightly: day,
  weekly: 7 * day,
  monthly: 30 * day,
  quarterly: 91 * day,
  yearly: 365 * day,
  annually: 365 * day,
  annual: 365 * day,
  qps: second,
  rps: second,
  tps: second,
  qpm: 60 * second,
  rpm: 60 * second,
  qpd: day,
  pa: 365 * day,
};

/** A span "per day", "a month", "/h", "daily", and the token after it. */
export interface Period {
  readonly ms: number;
  readonly to: number;
}

/** The span of a rate if it is written at a token. */
export function periodAt(tokens: readonly Token[], at: number): Period | undefined {
  const word = (index: number): string => tokens[at + index]?.word ?? '';
  const adverb = Object.hasOwn(adverbs, word(0)) ? adverbs[word(0)] : undefined;
  if (adverb !== undefined) return { ms: adverb, to: at + 1 };
  if (word(0) === 'p' && word(1) === '.' && word(2) === 'a') return { ms: 365 * day, to: at + 3 };
  if (word(0) === 'p' && word(1) === '/' && /^[dmy]$/.test(word(2)))
    return { ms: { d: day, m: 30 * day, y: 365 * day }[word(2)] ?? day, to: at + 3 };
  const joined = word(0) === '/' || /^(per|a|an|each|every|the)$/.test(word(0));
  if (!joined) return undefined;
  const skip =
    /^(single|working|business|work|week|calendar|average|typical|normal|given|whole|full)$/.test(word(1)) &&
    unitOf(word(2)) !== undefined
      ? 2
      : 1;
  const unit =
    word(skip) === 'm' && word(0) === '/'
      ? 30 * day
      : word(skip) === 's' && word(0) === 'a'
        ? undefined
        : unitOf(word(skip));
  return unit === undefined ? undefined : { ms: unit, to: at + skip + 1 };
}
