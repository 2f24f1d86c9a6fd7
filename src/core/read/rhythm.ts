import type { Token } from './tokens.ts';
import { smallNumbers } from './number-words.ts';

/** How often something happens, as an option of the questions about change, and where it is said. */
export interface Rhythm {
  readonly value: string;
  readonly from: number;
  readonly to: number;
}

const adverbs: Readonly<Record<string, string>> = {
  hourly: 'hourly',
  daily: 'daily',
  nightly: 'daily',
  overnight: 'daily',
  weekly: 'weekly',
  monthly: 'monthly',
  quarterly: 'quarterly',
  yearly: 'yearly',
  annually: 'yearly',
  annual: 'yearly',
  constantly: 'hourly',
};

const hours: Readonly<Record<string, number>> = {
  second: 1 / 3600,
  sec: 1 / 3600,
  minute: 1 / 60,
  min: 1 / 60,
  mins: 1 / 60,
  hour: 1,
  hr: 1,
  day: 24,
  night: 24,
  morning: 24,
  evening: 24,
  weekday: 24,
  week: 168,
  monday: 168,
  tuesday: 168,
  wednesday: 168,
  thursday: 168,
  friday: 168,
  saturday: 168,
  sunday: 168,
  weekend: 168,
  sprint: 336,
  fortnight: 336,
  month: 730,
  quarter: 2190,
  semester: 4380,
  season: 2190,
  year: 8760,
  january: 8760,
  spring: 8760,
  summer: 8760,
  autumn: 8760,
  fall: 8760,
  winter: 8760,
  decade: 87_600,
};

const ladder: readonly (readonly [string, number])[] = [
  ['hourly', 1],
  ['daily', 24],
  ['weekly', 168],
  ['monthly', 730],
  ['quarterly', 2190],
  ['yearly', 8760],
  ['static', 43_800],
];

/** Every rhythm of a sentence: "daily", "every two weeks", "once a quarter", "hardly ever". */
export function rhythmsOf(tokens: readonly Token[]): readonly Rhythm[] {
  const found: Rhythm[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const one = rhythmAt(tokens, at);
    if (one === undefined) continue;
    found.push(one);
    at = one.to - 1;
  }
  return found;
}

function rhythmAt(tokens: readonly Token[], at: number): Rhythm | undefined {
  const word = (index: number): string => tokens[at + index]?.word ?? '';
  const adverb = Object.hasOwn(adverbs, word(0)) ? adverbs[word(0)] : undefined;
  const twice = /^(twice|thrice)$/.test(word(-1)) || /^(times|x)$/.test(word(-1));
  if (adverb !== undefined && !twice && !(word(-1) === '-' && word(-2) === 'bi') && word(-1) !== 'bi')
    return { value: adverb, from: at, to: at + 1 };
  if (/^(every|each|per)$/.test(word(0))) return every(tokens, at);
  const times = countOf(word(0), word(1));
  if (times !== undefined) {
    const skip = times.words;
    if (/^(a|an|per|every|each|in|\/)$/.test(word(skip))) {
      const unit = unitOf(word(skip + 1));
      if (unit !== undefined) return near(unit / times.count, at, at + skip + 2);
      const much = Number.isFinite(numberOf(word(skip + 1))) ? unitOf(word(skip + 2)) : undefined;
      if (much !== undefined) return near((much * numberOf(word(skip + 1))) / times.count, at, at + skip + 3);
    }
  }
  return undefined;
}

/** "every day", "every other week", "every 3 months", "every few years". */
function every(tokens: readonly Token[], at: number): Rhythm | undefined {
  const word = (index: number): string => tokens[at + index]?.word ?? '';
  const skip = /^(single|damn|bloody|freaking|friggin|fiscal|calendar|working|business)$/.test(word(1)) ? 2 : 1;
  const direct = unitOf(word(skip));
  if (direct !== undefined) return near(direct, at, at + skip + 1);
  const count =
    word(skip) === 'other'
      ? 2
      : /^(few|several)$/.test(word(skip))
        ? 3
        : word(skip) === 'couple'
          ? 2
          : numberOf(word(skip));
  let next = skip + 1;
  if (word(next) === 'of') next += 1;
  if (/^(-|–|to|or)$/.test(word(next)) && Number.isFinite(numberOf(word(next + 1)))) next += 2;
  const unit = unitOf(word(next));
  return unit === undefined || !Number.isFinite(count) ? undefined : near(unit * count, at, at + next + 1);
}

function countOf(first: string, second: string): { readonly count: number; readonly words: number } | undefined {
  if (first === 'once') return { count: 1, words: 1 };
  if (first === 'twice') return { count: 2, words: 1 };
  if (/^(times?|x)$/.test(second) && Number.isFinite(numberOf(first))) return { count: numberOf(first), words: 2 };
  if (/^(several|many|multiple)$/.test(first) && second === 'times') return { count: 4, words: 2 };
  return undefined;
}

function numberOf(word: string): number {
  return smallNumbers.get(word) ?? (/^\d{1,4}$/.test(word) ? Number(word) : Number.NaN);
}

function unitOf(word: string): number | undefined {
  if (Object.hasOwn(hours, word)) return hours[word];
  const one = word.endsWith('s') ? word.slice(0, -1) : '';
  return Object.hasOwn(hours, one) ? hours[one] : undefined;
}

/** The nearest option by ratio; one that lies between two is not said. */
function near(length: number, from: number, to: number): Rhythm | undefined {
  if (!(length > 0)) return undefined;
  const byRatio = ladder.map(([value, hours]) => ({ value, far: Math.abs(Math.log(length / hours)) }));
  if (length < 1) return { value: 'hourly', from, to };
  if (length > 17_000) return { value: 'static', from, to };
  const [nearest] = byRatio.sort((a, b) => a.far - b.far);
  return nearest === undefined ? undefined : { value: nearest.value, from, to };
}
