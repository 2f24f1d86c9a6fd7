import { countedRange, type Question, type Range } from '../../core/index.ts';
import { texts } from '../texts.ts';

export type NumberQuestion = Extract<Question, { kind: 'number' }>;

/** A number as a person gave it: of which question (another unit is another question), one number or a range. */
export interface Amount {
  readonly question: string;
  readonly value: number | Range;
}

export type AmountRead =
  | { readonly kind: 'amount'; readonly amount: Amount }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'refused'; readonly message: string };

/** Characters that are worth reading. */
const mostRead = 200;

/** How far "about" reaches to both sides. */
const aboutShare = 0.2;

const unknown =
  /^(\?+|(i )?(really )?(do not|don['’]?t|dont) know( yet)?|dunno|idk|no idea|not sure|unsure|unknown|n\/?a|tbd)[.!]*$/;
const about = /^(about|around|approximately|approx\.?|roughly|circa|ca\.?|some|~|≈)\s*/;
const number = String.raw`\d{1,3}(?:[, _]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?(?:e[+-]?\d{1,3})?|\.\d+`;
const scale = String.raw`k|m|mn|mio|mil|million|millions|thousand|bn|b|billion|billions|%|percent|s|sec|seconds`;
const single = new RegExp(String.raw`^(${number})\s*(${scale})?$`);
const range = new RegExp(
  String.raw`^(?:between |from )?(${number})\s*(${scale})?\s*(?:-|to|and|\.\.\.?)\s*(${number})\s*(${scale})?$`,
);

const factors: Readonly<Record<string, number>> = {
  k: 1e3,
  thousand: 1e3,
  m: 1e6,
  mn: 1e6,
  mio: 1e6,
  mil: 1e6,
  million: 1e6,
  millions: 1e6,
  b: 1e9,
  bn: 1e9,
  billion: 1e9,
  billions: 1e9,
};

/** Reads what a person wrote into a number input: `2000`, `2k`, `1,200`, `500-2000`, `about 300`, `80%`, `33 of 50`, `don't know`. */
export function readAmount(id: string, question: NumberQuestion, text: string): AmountRead {
  const written = normal(text.slice(0, mostRead));
  if (unknown.test(written)) return { kind: 'unknown' };
  const refuse = (why?: string): AmountRead => ({ kind: 'refused', message: refusal(question, why) });
  if (written.length === 0 || text.length > mostRead) return refuse();

  const unit = unitOf(id, question, written);
  const sample = question.max === 1 && unit.question === id ? countedIn(unit.rest) : undefined;
  if (sample !== undefined) {
    return sample === 'wrong' ? refuse() : { kind: 'amount', amount: { question: id, value: sample } };
  }

  const vague = about.test(unit.rest);
  const amount = numbersOf(question, unit.rest.replace(about, ''));
  if (amount === undefined) {
    const signed = signedNumbers(question, unit.rest);
    return signed !== undefined && signed.low < question.min
      ? { kind: 'refused', message: tooLow(question) }
      : refuse();
  }
  if (typeof amount === 'object' && amount.low > amount.high) return refuse(texts.form.backwards);

  const value = vague ? around(amount, question) : amount;
  const ends = typeof value === 'number' ? [value] : [value.low, value.high];
  if (ends.some((end) => !Number.isFinite(end))) return refuse();
  if (ends.some((end) => end * unit.factor < question.min)) return { kind: 'refused', message: tooLow(question) };
  if (ends.some((end) => end * unit.factor > question.max)) return refuse(texts.form.outside);
  if (question.integer && unit.question === id && ends.some((end) => !Number.isInteger(end))) {
    return refuse(texts.form.whole);
  }
  const settled = typeof value === 'object' && value.low === value.high ? value.low : value;
  return { kind: 'amount', amount: { question: unit.question, value: settled } };
}

const ofCounted = /^(\d{1,9}(?:\.\d+)?)\s*(%|percent)?\s*(?:\/|of|out of)\s*(\d{1,9})(?: \w+)?$/;

/** "33/50", "33 of 50 cases", "66% of 50": a share that was counted. */
function countedIn(text: string): Range | 'wrong' | undefined {
  const found = ofCounted.exec(text);
  if (found === null) return undefined;
  const [, first, percent, of] = found;
  const all = Number(of);
  const count = percent === undefined ? Number(first) : Math.round((Number(first) / 100) * all);
  return Number.isInteger(count) && all > 0 && count <= all ? countedRange(count, all) : 'wrong';
}

/** The amount as a person would write it into the input; {@link readAmount} reads it back unchanged. */
export function writeAmount(id: string, question: NumberQuestion, { question: unit, value }: Amount): string {
  const name = unit === id ? '' : ` ${question.also?.[unit]?.unit ?? ''}`;
  if (typeof value === 'object' && value.counted !== undefined) return `${value.counted.count} of ${value.counted.of}`;
  const ends = typeof value === 'number' ? [value] : [value.low, value.high];
  // A sign on one end counts for both, so that both are written alike.
  const percent = unit === id && question.max <= 1 && ends.every((end) => percentOf(end) !== undefined);
  return ends.map((end) => (percent ? `${percentOf(end) ?? end}%` : String(end))).join(' to ') + name;
}

/** What may be written, in the empty input. */
export function amountPlaceholder(question: NumberQuestion): string {
  return question.max <= 1 ? texts.form.sharePlaceholder : texts.form.numberPlaceholder;
}

/** What may be written, for the hint of the input. */
export function amountHint(question: NumberQuestion): string {
  const others = Object.values(question.also ?? {}).map((one) => one.unit);
  return texts.form.numberHint(question.max <= 1 ? texts.form.percent : question.unit, others);
}

function normal(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\s+/g, ' ')
    .replace(/^\$ ?| ?\$$|(?<=[- ])\$ ?/g, '')
    .trim()
    .replace(/[.!]$/, '');
}

/** Takes the unit off the end: the question's own, or one that is converted to it in the open. */
function unitOf(id: string, question: NumberQuestion, written: string) {
  for (const [other, { unit, factor }] of Object.entries(question.also ?? {})) {
    const rest = without(written, unit);
    if (rest !== undefined) return { question: other, factor, rest };
  }
  return { question: id, factor: 1, rest: without(written, question.unit) ?? written };
}

/** The text without the unit at its end, as people write it: "queries per day", "query", "a day", "/day". */
function without(written: string, unit: string): string | undefined {
  const end = formsOf(normal(unit))
    .sort((a, b) => b.length - a.length)
    .find((form) => written.endsWith(form) && /[\d\s%kmb]$/.test(written.slice(0, -form.length)));
  return end === undefined ? undefined : written.slice(0, -end.length).trim();
}

function formsOf(unit: string): string[] {
  const [thing = unit, per] = unit.split(' per ');
  const [first = thing] = thing.split(' ');
  // "ms" is no plural.
  const singular = first.length > 3 ? [first.replace(/ies$/, 'y').replace(/s$/, '')] : [];
  const names = [thing, first, ...singular];
  if (per === undefined) return names;
  const times = [`/${per}`, `/ ${per}`, ` a ${per}`, ` per ${per}`];
  return [...names, ...times.map((time) => time.trim()), ...names.flatMap((name) => times.map((time) => name + time))];
}

/** What a bare number means: its largest value (1 for a share) and its unit. */
type Measure = Pick<NumberQuestion, 'max' | 'unit'>;

/** A number or a range as a person wrote it, without a question and with a sign if they like: one number is a range of itself. */
export function readNumbers(text: string, measure: Measure): Range | undefined {
  const written = normal(text.slice(0, mostRead)).replace(about, '');
  const read = numbersOf(measure, written) ?? signedNumbers(measure, written);
  const found = typeof read === 'number' ? { low: read, high: read } : read;
  return found !== undefined && Number.isFinite(found.low) && Number.isFinite(found.high) ? found : undefined;
}

/** "-5%", "-5% to 3%": between numbers below zero a dash says nothing, so that a word has to. */
function signedNumbers(measure: Measure, text: string): Range | undefined {
  const [first, second = first, ...more] = text.split(/\s*(?:\bto\b|\.\.\.?)\s*/);
  const [low, high] = [first, second].map((end = '') => {
    const one = single.exec(end.replace(/^[-−]\s*/, ''));
    const value = one === null ? undefined : scaled(measure, one[1], one[2]);
    return value !== undefined && /^[-−]/.test(end) ? -value : value;
  });
  return low === undefined || high === undefined || more.length > 0 ? undefined : { low, high };
}

function numbersOf(question: Measure, text: string): number | Range | undefined {
  const one = single.exec(text);
  if (one !== null) return scaled(question, one[1], one[2]);
  const two = range.exec(text);
  if (two === null) return undefined;
  const [, first, firstScale, second, secondScale] = two;
  // "1-5k" is 1k to 5k, "500-2k" is 500 to 2k: the scale counts for both while the range still rises.
  const shared = firstScale ?? (Number(first) < Number(second) ? secondScale : undefined);
  const low = scaled(question, first, shared);
  const high = scaled(question, second, secondScale);
  return low === undefined || high === undefined ? undefined : { low, high };
}

function scaled(question: Measure, digits: string | undefined, word: string | undefined): number | undefined {
  if (digits === undefined) return undefined;
  const value = Number(digits.replace(/[, _]/g, ''));
  const isShare = question.max <= 1;
  switch (word) {
    case undefined:
      // A bare 80 can only mean percent; a bare 1 is the whole.
      return isShare && value > 1 && value <= 100 ? value / 100 : value;
    case '%':
    case 'percent':
      return isShare ? value / 100 : question.unit.includes('percent') ? value : undefined;
    case 's':
    case 'sec':
    case 'seconds':
      return question.unit === 'ms' || question.unit.startsWith('millisecond') ? value * 1000 : undefined;
    default:
      return value * (factors[word] ?? Number.NaN);
  }
}

function around(value: number | Range, question: NumberQuestion): number | Range {
  if (typeof value === 'object') return value;
  const ends = [value * (1 - aboutShare), value * (1 + aboutShare)].map((end) => {
    const tidy = Number(end.toPrecision(12));
    return question.integer ? Math.round(tidy) : tidy;
  });
  const [low = value, high = value] = ends;
  // A value outside the question stays outside, so that it is refused.
  return {
    low: value < question.min ? value : Math.max(low, question.min),
    high: value > question.max ? value : Math.min(high, question.max),
  };
}

/** The share in percent, when that says it exactly. */
function percentOf(share: number): number | undefined {
  const percent = Number((share * 100).toPrecision(12));
  return percent / 100 === share ? percent : undefined;
}

const boundOf = (question: NumberQuestion, n: number): string =>
  question.max <= 1 ? `${n * 100}%` : n.toLocaleString('en-US');

function tooLow(question: NumberQuestion): string {
  return refusal(question, texts.form.atLeast(boundOf(question, question.min)));
}

function refusal(question: NumberQuestion, why: string | undefined): string {
  const bound = (n: number) => boundOf(question, n);
  const unit = question.max <= 1 ? '' : ` ${question.unit}`;
  const examples = question.max <= 1 ? texts.form.shareExamples : texts.form.numberExamples;
  return texts.form.number(why, examples, bound(question.min), `${bound(question.max)}${unit}`);
}
