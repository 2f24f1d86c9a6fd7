import { questionsToAsk } from './ask.ts';
import type { Case, Value } from './case.ts';
import type { Book } from './compile.ts';
import { decide, gapQuestion } from './decide.ts';
import { caseOf, type DebatePosition, type Said, saidIn } from './debate/said.ts';
import { leftWith, type Settling, settlingOf } from './debate/settling.ts';
import type { Settled } from './explanation.ts';
import { inOwnUnits, isRange, optionsOf, overlap, valuesOf } from './levels.ts';
import { pivotsOf } from './pivots.ts';
import { type Approach, approaches } from './rulebook.ts';

export type { Camp, DebatePosition, Said } from './debate/said.ts';
export type { Settling } from './debate/settling.ts';

/** Why a question is open: people differ, a range was given, or nobody has said and nothing can be tuned before. */
type OpenKind = 'differ' | 'range' | 'unsaid';

/** A question that is open in a debate. */
export interface Dispute extends Said {
  readonly kind: OpenKind;
  /** The verdict depends on it, alone or together with other open questions. */
  readonly pivotal: boolean;
  /** What each value would lead to; of questions that are not pivotal nothing. */
  readonly leadsTo: readonly LeadsTo[];
}

/** What one value of a disputed question would lead to. */
export interface LeadsTo {
  readonly value: Value;
  /** The approach that would lead. */
  readonly leading: Approach;
  /** Every approach that would be left, the cheapest first, with what nobody answered as usual. */
  readonly possible: readonly Approach[];
}

/** A debate as it stands. */
export interface Debate {
  readonly case: Case;
  readonly settled: Settled;
  /** The approach that leads. */
  readonly approach: Approach;
  readonly possible: readonly Approach[];
  /** Questions on which everybody who spoke says the same. */
  readonly agreed: readonly Said[];
  /** Open questions, those first that matter. */
  readonly disputes: readonly Dispute[];
  readonly settling: Settling;
  /** Questions that nobody answered and that still matter, the most telling first. */
  readonly unsaid: readonly string[];
  /** What to ask a participant, the most telling first: only what still matters. */
  readonly ask: readonly string[];
}

/**
 * Questions on which nobody differs so far, and on which another answer would change what leads: whoever has not spoken to them
 * may still do so.
 */
export function contestable(book: Book, { case: answers, agreed }: Debate, at: string): readonly string[] {
  const pivots = new Set(pivotsOf(book, answers, decide(book, answers, at), at).map(({ question }) => question));
  return agreed.map(({ question }) => question).filter((id) => pivots.has(id));
}

/**
 * What a debate comes to. Per question everything said remains possible; "I don't know" adds nothing. The order of positions
 * does not matter. What nobody answered is taken at its usual value when it is asked which disputes matter, never when it is
 * asked whether the debate is settled.
 * @param at date of the prices, YYYY-MM-DD.
 */
export function assess(book: Book, positions: readonly DebatePosition[], at: string): Debate {
  const said = saidIn(book.rulebook, positions);
  const answers = caseOf(said);
  const { approach, settled, possible } = decide(book, answers, at);
  const asked = settled === 'no' ? questionsToAsk(book, answers, at) : [];
  const given = said.filter(({ camps }) => camps.length > 0);
  const unsaid = asked.filter((id) => answers[id] === undefined);
  const open = given.filter((one) => kindOf(one) !== undefined);
  const all = answers[gapQuestion] === undefined ? [nobodySaid(said), ...open] : open;
  const found =
    settled === 'no'
      ? settlingOf(
          book,
          answers,
          all.map(({ question }) => question),
          at,
        )
      : { pivotal: [], settling: { questions: [], exact: true } };
  const disputes = all
    .map((one): Dispute => {
      const pivotal = found.pivotal.includes(one.question);
      const leadsTo = pivotal
        ? valuesOfDispute(book, one).map((value) => leadTo(book, answers, one.question, value, at))
        : [];
      return { ...one, kind: kindOf(one) ?? 'unsaid', pivotal, leadsTo };
    })
    .filter(({ kind, pivotal }) => pivotal || kind === 'differ');
  const rank = ({ question, pivotal }: Dispute): number =>
    found.settling.questions.includes(question) ? 0 : pivotal ? 1 : 2;
  const ask = settled === 'no' ? [...found.settling.questions, ...found.pivotal, ...asked] : [];
  return {
    case: answers,
    settled,
    approach,
    possible: possible.map((one) => one.approach),
    agreed: given.filter(({ camps }) => camps.length === 1),
    disputes: disputes
      .map((one, place) => ({ one, place }))
      .sort((a, b) => rank(a.one) - rank(b.one) || a.place - b.place)
      .map(({ one }) => one),
    settling: found.settling,
    unsaid: unsaid.filter((id) => !found.pivotal.includes(id)),
    ask: [...new Set(ask)],
  };
}

/** The case of a debate and whether it is settled: all that has to be known when a position comes in. */
export function settledCase(
  book: Book,
  positions: readonly DebatePosition[],
  at: string,
): { readonly case: Case; readonly settled: Settled } {
  const answers = caseOf(saidIn(book.rulebook, positions));
  return { case: answers, settled: decide(book, answers, at).settled };
}

const nobodySaid = (said: readonly Said[]): Said =>
  said.find(({ question }) => question === gapQuestion) ?? { question: gapQuestion, camps: [], unsure: [] };

function kindOf({ camps }: Said): Exclude<OpenKind, 'unsaid'> | undefined {
  if (camps.length > 1) return 'differ';
  const [only] = camps;
  return only !== undefined && typeof only.value !== 'string' && isRange(only.value) ? 'range' : undefined;
}

function valuesOfDispute({ rulebook }: Book, { question, camps }: Said): readonly Value[] {
  if (camps.length > 0) return camps.map(({ value }) => value);
  const asked = rulebook.questions[question];
  return asked === undefined || asked.kind === 'number' ? [] : optionsOf(asked);
}

function leadTo(book: Book, answers: Case, question: string, value: Value, at: string): LeadsTo {
  const left = leftWith(book, answers, question, value, at);
  const { approach: leading } = decide(book, { ...answers, [question]: value }, at);
  return { value, leading, possible: approaches.filter((one) => left.has(one)) };
}

/** A participant beside what was decided. */
export interface Standing {
  readonly by: string;
  /** Answers that the decision does not leave possible. */
  readonly differs: readonly { readonly question: string; readonly said: readonly Value[] }[];
  /** What the rules say to the decision's case with these answers in it. */
  readonly would: Approach;
}

/**
 * Every participant beside the case that was decided: who agrees is whose differing answers would lead to the same approach, or
 * who differs in none. A range differs where it has no number in common with what was decided.
 */
export function standings(
  book: Book,
  decided: Case,
  positions: readonly DebatePosition[],
  at: string,
): readonly Standing[] {
  return positions.map(({ by, answers }) => {
    const apart = Object.entries(inOwnUnits(book.rulebook, answers)).filter(([question, possible]) => {
      const taken = valuesOf(decided[question] ?? []);
      return !valuesOf(possible).some((one) => taken.some((other) => overlap(one, other)));
    });
    return {
      by,
      differs: apart.map(([question, possible]) => ({ question, said: valuesOf(possible) })),
      would: decide(book, { ...decided, ...Object.fromEntries(apart) }, at).approach,
    };
  });
}
