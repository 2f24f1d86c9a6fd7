import type { Case, Range } from './case.ts';
import { count } from './costs/money.ts';
import { heldAgainst } from './derived.ts';
import type { NearThreshold, Pivot } from './explanation.ts';
import { alsoOf, answerTo, countedShare, rangeOf, valuesOf } from './levels.ts';
import type { NumberQuestion, Rulebook } from './rulebook.ts';
import { sourcesOf } from './sources.ts';
import { capital, measureText, valueText } from './words.ts';

/** An amount is near a threshold within this factor: the sources themselves differ by more. */
const nearFactor = 2;
/** A share is near a threshold within this distance where nobody said on how many cases it was counted: 50 tell no finer. */
const nearShare = 0.05;
const mostNear = 3;

/**
 * The given numbers near a threshold, with who draws it and who disagrees; those that would flip the verdict first. Numbers
 * nobody gave are not near anything.
 */
export function nearThresholds(rulebook: Rulebook, answers: Case, pivots: readonly Pivot[]): readonly NearThreshold[] {
  return Object.entries(rulebook.questions)
    .flatMap(([id, question]) => {
      if (question.kind !== 'number') return [];
      const given = givenNumber(id, question, answers);
      if (given === undefined) return [];
      return thresholdsOf(rulebook, id, question).flatMap((threshold) => {
        const near = nearOne(rulebook, { id, question, given, threshold }, pivots);
        return near === undefined ? [] : [near];
      });
    })
    .toSorted((a, b) => Number(b.flips !== undefined) - Number(a.flips !== undefined))
    .slice(0, mostNear);
}

/** The thresholds that cut a question, and those it is held against by name. */
function thresholdsOf(rulebook: Rulebook, id: string, { bands }: NumberQuestion): readonly string[] {
  const cuts = Object.values(bands ?? {}).flatMap(({ below }) => below ?? []);
  const held = Object.values(rulebook.derived).flatMap((derived) => heldAgainst(derived) ?? []);
  return [...new Set([...cuts, ...held.flatMap(({ measured, threshold }) => (measured === id ? [threshold] : []))])];
}

/** The one number that was given, and what the true one may be where it was counted. */
interface GivenNumber {
  readonly value: number;
  readonly counted: Range | undefined;
}

function givenNumber(id: string, question: NumberQuestion, answers: Case): GivenNumber | undefined {
  const [first, ...others] = valuesOf(answerTo({ id, also: alsoOf(question) }, answers) ?? []);
  if (first === undefined || typeof first === 'string' || others.length > 0) return undefined;
  const range = rangeOf(first);
  const share = countedShare(first);
  if (share !== undefined) return { value: share, counted: range };
  return range.low === range.high ? { value: range.low, counted: undefined } : undefined;
}

function nearOne(
  rulebook: Rulebook,
  {
    id,
    question,
    given,
    threshold,
  }: {
    readonly id: string;
    readonly question: NumberQuestion;
    readonly given: GivenNumber;
    readonly threshold: string;
  },
  pivots: readonly Pivot[],
): NearThreshold | undefined {
  const line = rulebook.thresholds[threshold];
  if (line === undefined || !isNear(question, given, line.value)) return undefined;
  const flip = pivots.find(
    ({ question: asked, below, above }) => asked === id && (below === line.value || above === line.value),
  );
  const disagrees = Object.entries(line.disagrees ?? {}).flatMap(([source, says]) => {
    const [cited] = sourcesOf(rulebook, [source]);
    return cited === undefined ? [] : [{ source: cited, says: bareNumber(says) }];
  });
  const said = given.counted === undefined ? measureText(question, given.value) : valueText(question, given.counted);
  const text = `${capital(question.name)}: ${said} is near ${measureText(question, line.value)}, where the rules draw a line.`;
  return {
    question: id,
    threshold,
    text,
    sources: sourcesOf(rulebook, line.source),
    disagrees,
    ...(flip === undefined ? {} : { flips: flip.approach }),
  };
}

function isNear({ max }: NumberQuestion, { value: given, counted }: GivenNumber, line: number): boolean {
  if (counted !== undefined) return counted.low <= line && line <= counted.high;
  if (max === 1) return Math.abs(given - line) <= nearShare + Number.EPSILON;
  return given >= line / nearFactor && given <= line * nearFactor;
}

/** A number alone reads with its thousands: "50000" is "50,000". */
function bareNumber(says: string): string {
  return says.replaceAll(/\d{4,}/g, (digits) => count(Number(digits)));
}
