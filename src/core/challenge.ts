import type { Case } from './case.ts';
import { type Book, compile, type CompiledRule, holdsFor } from './compile.ts';
import type { CostChoices } from './costs/price.ts';
import { decide, gapQuestion } from './decide.ts';
import { heldAgainst, promptCeiling } from './derived.ts';
import { explain } from './explain.ts';
import type { Argument, Explanation, SourceRef } from './explanation.ts';
import { openAgain } from './levels.ts';
import type { Rulebook } from './rulebook.ts';
import { sourcesOf } from './sources.ts';
import { answerText, numberText } from './words.ts';

/** One thing a reason takes for granted, as somebody else sees it. */
export type Premise =
  /** Another answer, in one unit; without any the question is open. */
  | { readonly kind: 'answer'; readonly question: string; readonly answers: Case }
  | { readonly kind: 'threshold'; readonly threshold: string; readonly value: number };

/** A threshold between its neighbors. */
export interface LeanedThreshold {
  readonly id: string;
  readonly value: number;
  readonly unit: string;
  /** File and line. */
  readonly file: string;
  /** Open interval in which it may move without overtaking another one. */
  readonly above: number;
  readonly below: number;
  readonly sources: readonly SourceRef[];
  /** Who gives another number, and which. */
  readonly disagrees: readonly { readonly by: string; readonly says: string }[];
}

/** A reason with everything it leans on. */
export interface Leaning {
  readonly rule: string;
  readonly text: string;
  readonly sources: readonly SourceRef[];
  /** The rule file it stands in, with its line where that is known; undefined for what the program says itself. */
  readonly file: string | undefined;
  readonly questions: readonly string[];
  readonly thresholds: readonly LeanedThreshold[];
}

/** The verdict under one other premise. */
export interface Challenged {
  readonly stands: Pick<Explanation, 'approach' | 'label'>;
  readonly would: Explanation;
  /** "how often the facts change: About once a year", "tune_examples: 300 examples" */
  readonly premise: string;
  /** The reason still applies under it. */
  readonly applies: boolean;
  /** For a threshold: what a team would write into its own rules, YAML. */
  readonly overlay: string | undefined;
}

/** File and line of each rule and threshold, by id: "claims.yml:120". */
export interface Places {
  readonly rules: Readonly<Record<string, string>>;
  readonly thresholds: Readonly<Record<string, string>>;
}

const nowhere: Places = { rules: {}, thresholds: {} };

/** Where rules and thresholds stand while their lines are not known. */
const files = { rules: 'claims.yml', thresholds: 'thresholds.yml' } as const;

/** What a reason leans on; undefined when the explanation does not give it. */
export function leaningOf(
  book: Book,
  { reasons }: Pick<Explanation, 'reasons'>,
  id: string,
  places: Places = nowhere,
): Leaning | undefined {
  const reason = reasons.find(({ rule }) => rule === id);
  return reason && leaning(book, reason, places);
}

function leaning(book: Book, { rule: id, text, sources }: Argument, places: Places): Leaning {
  const rule = book.rules.find((one) => one.id === id);
  // What is said while the gap is open, or of no gap at all, leans on the gap.
  if (rule === undefined) return { rule: id, text, sources, file: undefined, questions: [gapQuestion], thresholds: [] };
  return {
    rule: id,
    text,
    sources,
    file: places.rules[id] ?? files.rules,
    questions: [...new Set(rule.leansOn.map(({ question }) => question))],
    thresholds: thresholdsOf(book, rule).map((one) => leaned(book.rulebook, one, places)),
  };
}

/** The thresholds at which the rule begins or ceases to apply. */
function thresholdsOf({ levels, rulebook }: Book, { when }: CompiledRule): readonly string[] {
  const found = when.flatMap(({ level: index, mask }) => {
    const level = levels[index];
    if (level === undefined) return [];
    if (level.derived) {
      const derived = rulebook.derived[level.id];
      return (derived && heldAgainst(derived)?.threshold) ?? [];
    }
    const bands = Object.values(bandsOf(rulebook, level.id));
    const edge = (at: number) => ((mask >> at) & 1) !== ((mask >> (at + 1)) & 1);
    return bands.flatMap(({ below }, at) => (below !== undefined && edge(at) ? [below] : []));
  });
  return [...new Set(found)].filter((id) => rulebook.thresholds[id] !== undefined);
}

function bandsOf(
  { questions }: Rulebook,
  id: string,
): Readonly<Record<string, { readonly below?: string | undefined }>> {
  const question = questions[id];
  return question?.kind === 'number' ? (question.bands ?? {}) : {};
}

function leaned(rulebook: Rulebook, id: string, places: Places): LeanedThreshold {
  const threshold = rulebook.thresholds[id];
  if (threshold === undefined) throw new Error(`there is no threshold ${id}`);
  return {
    id,
    value: threshold.value,
    unit: threshold.unit,
    file: places.thresholds[id] ?? files.thresholds,
    ...roomFor(rulebook, id),
    sources: sourcesOf(rulebook, threshold.source),
    disagrees: Object.entries(threshold.disagrees ?? {}).map(([source, says]) => ({
      by: rulebook.sources[source]?.by ?? source,
      says,
    })),
  };
}

/** Between which numbers a threshold may move: bands keep their order, and stay within what the question allows. */
function roomFor(rulebook: Rulebook, id: string): { readonly above: number; readonly below: number } {
  let [above, below] = id === promptCeiling ? [0, 1] : [-Infinity, Infinity];
  for (const [of, question] of Object.entries(rulebook.questions)) {
    if (question.kind !== 'number') continue;
    const edges = Object.values(bandsOf(rulebook, of)).flatMap((band) => band.below ?? []);
    const at = edges.indexOf(id);
    if (at < 0) continue;
    const valueAt = (edge: number): number | undefined => rulebook.thresholds[edges[edge] ?? '']?.value;
    above = Math.max(above, valueAt(at - 1) ?? question.min);
    below = Math.min(below, valueAt(at + 1) ?? question.max);
  }
  return { above, below };
}

/** Whether a threshold may take this value. */
export const hasRoom = ({ above, below }: Pick<LeanedThreshold, 'above' | 'below'>, value: number): boolean =>
  value > above && value < below;

/**
 * The verdict under one other premise of a reason. Nothing of the rulebook or the case is changed: a threshold is moved in a
 * copy that is compiled anew, which takes a few milliseconds.
 * @throws when a threshold has no room for the value (see {@link hasRoom})
 */
export function challenge(
  book: Book,
  answers: Case,
  rule: string,
  premise: Premise,
  about: { readonly title: string; readonly at: string; readonly money?: CostChoices | undefined },
): Challenged {
  const moved = premise.kind === 'threshold' ? withThreshold(book, premise) : book;
  const changed = premise.kind === 'answer' ? withAnswers(book, answers, premise) : answers;
  const { approach } = decide(book, answers, about.at);
  const would = explain(moved, changed, about);
  return {
    stands: { approach, label: book.rulebook.approaches[approach].label },
    would,
    premise: premiseText(book.rulebook, changed, premise),
    applies: applies(moved, changed, rule, would, about.at),
    overlay: premise.kind === 'threshold' ? overlayOf(premise) : undefined,
  };
}

function withThreshold({ rulebook }: Book, { threshold: id, value }: Extract<Premise, { kind: 'threshold' }>): Book {
  const threshold = rulebook.thresholds[id];
  if (threshold === undefined || !hasRoom(roomFor(rulebook, id), value)) throw new Error(`${id} cannot be ${value}`);
  return compile({ ...rulebook, thresholds: { ...rulebook.thresholds, [id]: { ...threshold, value } } });
}

function withAnswers(
  { rulebook }: Book,
  answers: Case,
  { question, answers: instead }: Extract<Premise, { kind: 'answer' }>,
): Case {
  return { ...openAgain(answers, question, rulebook.questions[question]), ...instead };
}

function applies(book: Book, answers: Case, id: string, { reasons }: Explanation, at: string): boolean {
  const rule = book.rules.find((one) => one.id === id);
  if (rule === undefined) return reasons.some((one) => one.rule === id);
  return holdsFor(rule.when, decide(book, answers, at).values);
}

function premiseText(rulebook: Rulebook, answers: Case, premise: Premise): string {
  if (premise.kind === 'threshold') {
    const unit = rulebook.thresholds[premise.threshold]?.unit ?? '';
    return `${premise.threshold}: ${numberText(premise.value)} ${unit}`;
  }
  const question = rulebook.questions[premise.question];
  if (question === undefined) return premise.question;
  return `${question.name}: ${answerText(question, premise.question, answers) ?? 'not known'}`;
}

const overlayOf = ({ threshold, value }: Extract<Premise, { kind: 'threshold' }>): string =>
  `# ${files.thresholds}\nthresholds:\n  ${threshold}:\n    value: ${value}\n`;
