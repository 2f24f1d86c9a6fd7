import { parseAnswers } from '../../src/core/answers.ts';
import { realOf } from '../../src/core/check/examples.ts';
import { checkCases, checkRules } from '../../src/core/check/proofs.ts';
import { checkReferences } from '../../src/core/check/references.ts';
import { checkVerdicts } from '../../src/core/check/start.ts';
import { approachAt, type Book, compile } from '../../src/core/compile.ts';
import { type Node, no } from '../../src/core/diagram.ts';
import { type Approach, decide, type Rulebook, type Verdict } from '../../src/core/index.ts';
import type { Rule, When } from '../../src/core/rulebook.ts';

// What a slip of the hand could do to the rules, one at a time. A mutant counts if some answers get another verdict by it;
// it is caught if a proof fails or a worked case comes out otherwise. The diagrams are compared to tell which mutants count,
// and never to catch one.

type Kind = 'rule dropped' | 'condition dropped' | 'beats dropped' | 'side flipped' | 'threshold moved';

interface Mutant {
  readonly kind: Kind;
  readonly name: string;
  readonly rules: Rulebook['rules'];
}

export interface Tried {
  readonly kind: Kind;
  readonly name: string;
  /** What caught it; undefined for a survivor. */
  readonly by: 'names' | 'verdicts' | 'case' | 'proof' | undefined;
}

/** Every mutant of a rulebook by which some answers get another verdict, with what caught it. */
export function tryMutants(
  rulebook: Rulebook,
  at: string,
): { readonly tried: readonly Tried[]; readonly alike: number } {
  const book = compile(rulebook);
  // Made before any scratch: which assignments are real is kept for the whole table.
  const verdict = realVerdict(book, book);
  const expected = expectations(book, at);
  const subtle = rulebook.cases.filter((worked) => worked.settled !== undefined || isGapOpen(worked.given));
  const tried: Tried[] = [];
  let alike = 0;
  for (const { kind, name, rules } of mutantsOf(rulebook)) {
    const mutant: Rulebook = { ...rulebook, rules, cases: subtle };
    const by = book.diagram.scratch(() => fate(book, mutant, verdict, expected, at));
    if (by === 'alike') alike += 1;
    else tried.push({ kind, name, by });
  }
  return { tried, alike };
}

function fate(
  shared: Book,
  mutant: Rulebook,
  verdict: Node,
  expected: readonly Expected[],
  at: string,
): Tried['by'] | 'alike' {
  if (checkReferences(mutant).some(isError)) return 'names';
  const book = compile(mutant, shared);
  if (realVerdict(shared, book) === verdict) return 'alike';
  if (checkVerdicts(book).some(isError)) return 'verdicts';
  if (expected.some((one) => comesOutOtherwise(book, one)) || checkCases(book, at, 'ours').some(isError)) return 'case';
  return checkRules(book, 'ours', at).some(isError) ? 'proof' : undefined;
}

const isError = ({ severity }: { severity: string }): boolean => severity === 'error';

/** The verdict on the assignments that answers can produce. */
function realVerdict(shared: Book, { verdict }: Book): Node {
  return shared.diagram.ite(realOf(shared), verdict, no);
}

interface Expected {
  readonly approach: Approach;
  readonly values: Verdict['values'];
}

/** The worked cases as the diagram walks them: what is assumed does not depend on the rules. */
function expectations(book: Book, at: string): readonly Expected[] {
  return book.rulebook.cases.flatMap(({ given, expect: approach }) => {
    const read = parseAnswers(book.rulebook, given);
    return read.ok && !isGapOpen(given) ? [{ approach, values: decide(book, read.answers, at).values }] : [];
  });
}

/** With the gap open, or where a case says how far it is settled, there is more to a verdict than one walk. */
function isGapOpen({ gap }: Readonly<Record<string, unknown>>): boolean {
  return typeof gap !== 'string';
}

function comesOutOtherwise(book: Book, { approach, values }: Expected): boolean {
  return approachAt(book.diagram.walk(book.verdict, values)) !== approach;
}

function mutantsOf(rulebook: Rulebook): readonly Mutant[] {
  const { rules } = rulebook;
  return [
    ...Object.entries(rules).flatMap(([id, rule]): readonly Mutant[] => {
      const { [id]: _, ...others } = rules;
      const changed = (kind: Kind, what: string, now: Rule): Mutant => ({
        kind,
        name: `${id}${what}`,
        rules: { ...rules, [id]: now },
      });
      return [
        { kind: 'rule dropped', name: id, rules: withoutBeating(others, id) },
        ...Object.keys(rule.when).map((question) => {
          const { [question]: _, ...when } = rule.when;
          return changed('condition dropped', `: ${question}`, { ...rule, when });
        }),
        ...rule.beats.map((beaten) =>
          changed('beats dropped', `: ${beaten}`, { ...rule, beats: rule.beats.filter((one) => one !== beaten) }),
        ),
        ...flipped(rules, id, rule),
        ...Object.keys(rule.when).flatMap((question) =>
          stretched(rulebook, question, rule.when).map(([how, when]) =>
            changed('threshold moved', `: ${question} ${how}`, { ...rule, when }),
          ),
        ),
      ];
    }),
    ...movedThresholds(rulebook),
  ];
}

function withoutBeating(rules: Rulebook['rules'], gone: string): Rulebook['rules'] {
  return Object.fromEntries(
    Object.entries(rules).map(([id, rule]) => [id, { ...rule, beats: rule.beats.filter((one) => one !== gone) }]),
  );
}

/** What it supports it opposes. `beats` that would then join rules of one side go, or every flip were a wrong name. */
function flipped(rules: Rulebook['rules'], id: string, rule: Rule): readonly Mutant[] {
  const { supports, opposes, ...rest } = rule;
  const turned: Rule = {
    ...rest,
    beats: [],
    ...(opposes === undefined ? {} : { supports: opposes }),
    ...(supports === undefined ? {} : { opposes: supports }),
  };
  return [{ kind: 'side flipped', name: id, rules: { ...withoutBeating(rules, id), [id]: turned } }];
}

/** The bands of one condition with one more or one less at either end. */
function stretched(rulebook: Rulebook, question: string, when: When): readonly (readonly [string, When])[] {
  const bands = bandsOf(rulebook, question);
  const wanted = [when[question] ?? []].flat();
  return bands.flatMap((band, place) => {
    const has = wanted.includes(band);
    const edge = [place - 1, place + 1].some(
      (near) => bands[near] !== undefined && wanted.includes(bands[near]) !== has,
    );
    const now = has ? wanted.filter((one) => one !== band) : [...wanted, band];
    return edge && now.length > 0 && now.length < bands.length
      ? [[`${has ? 'without' : 'with'} ${band}`, { ...when, [question]: now }] as const]
      : [];
  });
}

/** Every threshold moved to its neighbour: the band between counts as the one on its other side, in all rules. */
function movedThresholds(rulebook: Rulebook): readonly Mutant[] {
  return Object.keys(rulebook.questions).flatMap((question) => {
    const bands = bandsOf(rulebook, question);
    return bands.slice(1).flatMap((band, index) => {
      const before = bands[index]!;
      return [movedInto(rulebook, question, band, before), movedInto(rulebook, question, before, band)];
    });
  });
}

function movedInto({ rules }: Rulebook, question: string, swallowed: string, by: string): Mutant {
  const moved = Object.entries(rules).flatMap(([id, rule]) => {
    const wanted = rule.when[question];
    if (wanted === undefined) return [[id, rule] as const];
    const others = [wanted].flat().filter((one) => one !== swallowed);
    const bands = others.includes(by) ? [...others, swallowed] : others;
    // A rule that waits for nothing but the band that is gone can never fire.
    return bands.length === 0 ? [] : [[id, { ...rule, when: { ...rule.when, [question]: bands } }] as const];
  });
  const gone = Object.keys(rules).filter((id) => !moved.some(([kept]) => kept === id));
  return {
    kind: 'threshold moved',
    name: `${question}: ${swallowed} counts as ${by}`,
    rules: gone.reduce(withoutBeating, Object.fromEntries(moved)),
  };
}

function bandsOf({ questions }: Rulebook, question: string): readonly string[] {
  const asked = questions[question];
  return asked?.kind === 'number' ? Object.keys(asked.bands ?? {}) : [];
}
