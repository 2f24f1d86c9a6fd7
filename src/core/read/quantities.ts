import type { Amount } from './amounts.ts';
import { barred, type Found, inEarnest } from './found.ts';
import { measureOf, type Measured } from './measures.ts';
import type { Moods } from './moods.ts';
import type { AmountReader, Phrases, Reader } from './schema.ts';
import type { Sentence } from './sentences.ts';
import type { Token } from './tokens.ts';
import { dayMs, periodAt } from './units.ts';

/** What a bare number may refer to. */
export interface Around {
  /** What the same author said just before. */
  readonly before: Sentence | undefined;
  /** Hours of the day the traffic runs, if said: rates per hour need them. */
  readonly activeHours: number | undefined;
  /** Questions somebody else just asked: a bare number answers them. */
  readonly asked: ReadonlySet<string>;
  /** The time their question named, in milliseconds. */
  readonly askedPer: number | undefined;
}

/** Every number of a sentence with the question it answers: by its unit and noun, or by what is spoken of. */
export function quantitiesIn(
  sentence: Sentence,
  moods: Moods,
  says: Phrases['says'],
  around: Around,
): readonly Found[] {
  if (sentence.amounts.length === 0 && sentence.clock === undefined) return [];
  const readers = Object.entries(says).flatMap(([question, reader]) =>
    reader.amount === undefined ? [] : [{ question, reader, amount: reader.amount }],
  );
  const found = new Map<string, { found: Found; rank: number }>();
  for (const amount of sentence.amounts) {
    const candidates = readers.flatMap(({ question, reader, amount: form }) => {
      const one = candidate(sentence, moods, { question, reader, form }, amount, around);
      return one === undefined ? [] : [one];
    });
    const [best, second] = candidates.sort((a, b) => b.rank - a.rank);
    if (
      best === undefined ||
      (second !== undefined && second.rank === best.rank && second.found.question !== best.found.question)
    )
      continue;
    const before = found.get(best.found.question);
    if (before === undefined || best.rank > before.rank) found.set(best.found.question, best);
  }
  const clock = clockIn(
    sentence,
    moods,
    readers.find(({ amount }) => amount.kind === 'hours'),
    found,
  );
  return [...[...found.values()].map((one) => one.found), ...clock];
}

/** "7 am to 3 pm", "24/7": the hours of the day without the word. */
function clockIn(
  sentence: Sentence,
  moods: Moods,
  reader: { readonly question: string; readonly reader: Reader } | undefined,
  found: ReadonlyMap<string, unknown>,
): readonly Found[] {
  const clock = reader === undefined || found.has(reader.question) ? undefined : sentence.clock;
  if (reader === undefined || clock === undefined) return [];
  const {
    question,
    reader: { allow },
  } = reader;
  if (
    !inEarnest(moods, clock.from, clock.from + 1, allow) ||
    barred(sentence, question, clock.from, 'clause') ||
    moods.denied(clock.from, clock.from + 1, false) !== false
  )
    return [];
  return [{ question, value: clock.hours, hedged: moods.at(clock.from).has('hedged'), at: clock.from }];
}

interface Candidate {
  readonly found: Found;
  /** How surely the number is that question's. */
  readonly rank: number;
}

interface Asking {
  readonly question: string;
  readonly reader: Reader;
  readonly form: AmountReader;
}

function candidate(
  sentence: Sentence,
  moods: Moods,
  { question, reader, form }: Asking,
  amount: Amount,
  around: Around,
): Candidate | undefined {
  if (!inEarnest(moods, amount.from, amount.to, reader.allow) || barred(sentence, question, amount.from, 'clause'))
    return undefined;
  if (moods.denied(amount.from, amount.to, false) !== false) return undefined;
  if (cameFrom(sentence, amount) || ordinal(sentence, amount)) return undefined;
  const measured = measureOf(
    form,
    sentence,
    amount,
    around.activeHours,
    around.asked.has(question) ? (around.askedPer ?? dayMs) : undefined,
  );
  if (measured === undefined) return undefined;
  const rank = rankOf(sentence, question, form, amount, measured, around);
  if (rank === undefined) return undefined;
  const value = measured.low === measured.high ? measured.low : { low: measured.low, high: measured.high };
  const currency =
    form.kind === 'money' && amount.currency !== undefined && amount.currency !== 'USD'
      ? { currency: amount.currency }
      : {};
  return {
    rank,
    found: {
      question,
      value,
      hedged: moods.at(amount.from).has('hedged'),
      at: amount.from,
      factor: measured.factor,
      ...currency,
    },
  };
}

/** 3: its noun follows. 2: its subject stands in the same part. 1: it was spoken of or asked just before. */
function rankOf(
  { pieces, parts, clauses, tokens }: Sentence,
  question: string,
  form: AmountReader,
  amount: Amount,
  measured: Measured,
  around: Around,
): number | undefined {
  const mine = pieces.get(question) ?? [];
  const together = (at: number): boolean => parts[at] === parts[amount.from];
  const asked = around.asked.has(question);
  const needed = form.needs === undefined || mine.some(({ means, from }) => means === 'needs' && together(from));
  const noun = mine.find(
    ({ means, from }) =>
      means === 'of' && from >= amount.to && from - measured.to <= 3 && clear(tokens, amount.to, from),
  );
  if (noun !== undefined && needed && (form.kind !== 'count' || !rated(tokens, noun.to))) return 3;
  if (!measured.bare)
    return asked && noun !== undefined
      ? 1
      : form.kind === 'rate' && plainRate(tokens, amount, measured)
        ? 0.4
        : undefined;
  const near = mine.filter(
    ({ means, from, to }) =>
      means === 'near' && together(from) && (to <= amount.from ? amount.from - to <= 9 : from - measured.to <= 6),
  );
  const sameClause = near.some(({ from }) => clauses[from] === clauses[amount.from]);
  if (near.length > 0 && needed) return sameClause ? 2.5 : 2;
  if (asked) return 1;
  if (form.kind === 'rate' && plainRate(tokens, amount, measured)) return measured.bare ? 0.5 : 0.4;
  const carried = around.before?.pieces
    .get(question)
    ?.some(({ means }) => means === 'near' || (means === 'of' && form.kind === 'rate'));
  return carried === true && form.needs === undefined && form.kind !== 'share' && tokens.length <= 14 ? 1 : undefined;
}

/** "400 parcels a day": without a word to the contrary what comes in by the day is what is asked about. */
function plainRate(tokens: readonly Token[], amount: Amount, measured: Measured): boolean {
  if (amount.high * measured.factor < 5) return false;
  const direct = periodAt(tokens, measured.to);
  return (
    measured.to > amount.to ||
    direct !== undefined ||
    [1, 2].some((ahead) => periodAt(tokens, measured.to + ahead) !== undefined)
  );
}

/** Nothing but adjectives between a number and its noun. */
function clear(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (/^[,;:()?!.]$/.test(tokens[at]?.word ?? '')) return false;
  return true;
}

/** "300 documents a day" counts no documents. */
function rated(tokens: readonly Token[], at: number): boolean {
  const [word, next] = [tokens[at]?.word ?? '', tokens[at + 1]?.word ?? ''];
  return (
    /^(daily|weekly|monthly|hourly)$/.test(word) ||
    (/^(a|per|each|every|\/)$/.test(word) &&
      /^(day|week|month|year|hour|minute|second|sprint|night|quarter|yr|mo|d|h|min|query|request|answer|customer|user|category|class|label|ticket)$/.test(
        next,
      ))
  );
}

/** The start of "grew from 200 to 3000". */
function cameFrom({ tokens }: Sentence, { from }: Amount): boolean {
  return (
    tokens[from - 1]?.word === 'from' &&
    /^(grew|grown|growing|went|gone|going|up|down|moved|rose|risen|jumped|dropped|fell|changed|switched)$/.test(
      tokens[from - 2]?.word ?? '',
    )
  );
}

/** "step 3", "option 2", "v2", "Q3", "in 2023": numbers that count nothing. */
function ordinal({ tokens }: Sentence, { from, to, low }: Amount): boolean {
  const [before, after] = [tokens[from - 1]?.word ?? '', tokens[to]?.word ?? ''];
  if (
    /^(step|option|phase|section|chapter|page|version|point|tier|level|article|art|item|rule|number|question|ticket|room|floor|sprint|day|week|#|v|top)$/.test(
      before,
    )
  )
    return true;
  return (
    Number.isInteger(low) &&
    low >= 1990 &&
    low <= 2040 &&
    /^(in|since|of|by|until|from|early|late|mid|january|february|march|april|may|june|july|august|september|october|november|december)$/.test(
      before,
    ) &&
    !/^[a-z]/.test(after)
  );
}
