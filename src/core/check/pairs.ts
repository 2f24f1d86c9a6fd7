import { parseAnswers } from '../answers.ts';
import type { Case, Diagnostic, Value } from '../case.ts';
import { type Book, compile, type CompiledRule, conjunction, holdsFor } from '../compile.ts';
import { decide, valuesIn } from '../decide.ts';
import { completed } from '../usual.ts';
import { type Node, no, yes } from '../diagram.ts';
import { argue } from '../findings.ts';
import { answerTo, optionsOf } from '../levels.ts';
import { withAnswer } from '../pivots.ts';
import { type Approach, approaches } from '../rulebook.ts';
import { exampleOf, pathText, realOf } from './examples.ts';
import { error } from './problem.ts';

/** A worked case with what the rules make of it. */
interface Worked {
  readonly name: string;
  readonly expected: Approach;
  readonly answers: Case;
  /** What was given, by question whatever its unit, to be compared. */
  readonly given: ReadonlyMap<string, string>;
  readonly values: readonly number[];
  /** The claims that hold. */
  readonly holding: string;
}

/**
 * Every rule has a pair: two worked cases that differ in one answer and in the outcome, and it fires in one of them. Where
 * no answers get another approach by a rule, the pair has to differ in which claims hold. And a rule states a cause, not
 * a scenario: it stands in two assignments that differ in a question it does not name.
 * @param at date of the prices, YYYY-MM-DD.
 */
export function checkPairs(book: Book, at: string): readonly Diagnostic[] {
  const cases = workedCases(book, at);
  const pairs = cases.flatMap((one, index) =>
    cases
      .slice(index + 1)
      .filter((other) => differInOne(one.given, other.given))
      .map((other) => [one, other] as const),
  );
  return book.rules.flatMap((rule) => {
    const without = compile(book.rulebook, book, rule.id);
    const differs = verdictsDiffer(book, without);
    const moves = exampleOf(book, differs, yes) !== undefined;
    const outcome = ({ expected, holding }: Worked): string => (moves ? expected : holding);
    const paired = pairs.some(
      ([one, other]) => outcome(one) !== outcome(other) && firesIn(rule, one) !== firesIn(rule, other),
    );
    return [
      ...(paired
        ? []
        : [noPair(rule.id, moves, halfPair(book, at, rule, cases, differs) ?? pathOf(book, rule, differs))]),
      ...(reachesTwo(book, rule) ? [] : [oneScenario(rule.id)]),
    ];
  });
}

function noPair(id: string, moves: boolean, example: string | undefined): Diagnostic {
  return error(
    ['rules', id],
    `no two worked cases show what ${id} decides`,
    `add to cases.yml two cases that differ in one answer and in ${moves ? 'the approach' : 'which claims hold'}, of which only one meets its \`when\``,
    example,
  );
}

function oneScenario(id: string): Diagnostic {
  return error(['rules', id], `${id} holds for a single scenario`, 'leave out the conditions that are not its cause');
}

function workedCases(book: Book, at: string): readonly Worked[] {
  return book.rulebook.cases.flatMap(({ case: name, given, expect: expected }) => {
    const read = parseAnswers(book.rulebook, given);
    if (!read.ok) return [];
    const { values } = decide(book, read.answers, at);
    return [
      {
        name,
        expected,
        answers: read.answers,
        given: givenIn(book, read.answers),
        values,
        holding: claimsIn(book, values),
      },
    ];
  });
}

function givenIn(book: Book, answers: Case): ReadonlyMap<string, string> {
  return new Map(
    book.questions.flatMap((asked) => {
      const given = answerTo(asked, answers);
      return given === undefined ? [] : [[asked.id, JSON.stringify(given)] as const];
    }),
  );
}

function claimsIn(book: Book, values: readonly number[]): string {
  return argue(book, values)
    .flatMap(({ claim, holds }) => (holds ? [claim.id] : []))
    .join(' ');
}

function differInOne(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  let differences = 0;
  for (const [id, value] of one) if (other.get(id) !== value) differences += 1;
  for (const id of other.keys()) if (!one.has(id)) differences += 1;
  return differences === 1;
}

function firesIn({ when }: CompiledRule, { values }: Pick<Worked, 'values'>): boolean {
  return holdsFor(when, values);
}

/** Holds where two compilations in one table give another approach. */
export function verdictsDiffer(book: Book, other: Book): Node {
  const { diagram } = book;
  return diagram.or(
    approaches.map((approach) => {
      const [mine, theirs] = [givesIn(book, approach), givesIn(other, approach)];
      return diagram.ite(mine, diagram.not(theirs), theirs);
    }),
  );
}

/** Holds where the verdict is this approach. */
export function givesIn({ diagram, rows, rulebook }: Book, approach: Approach): Node {
  return diagram.or(rows.filter((_, index) => rulebook.verdicts[index]?.give === approach));
}

/** The assignments in which a rule stands on one of its claims. */
export function standsOf(book: Book, id: string): Node {
  return book.diagram.or(
    book.claims.flatMap(({ sides }) => sides.filter(({ rule }) => rule.id === id).map(({ stands }) => stands)),
  );
}

/** Whether it stands with two values of a question that it does not name and the verdict looks at. */
function reachesTwo(book: Book, rule: CompiledRule): boolean {
  const { diagram } = book;
  const stands = diagram.ite(realOf(book), standsOf(book, rule.id), no);
  const named = new Set(rule.when.map(({ level }) => level));
  return diagram.support(book.verdict).some((level) => {
    if (named.has(level)) return false;
    const values = book.levels[level]?.values ?? [];
    return values.filter((_, value) => diagram.fix(stands, level, value) !== no).length > 1;
  });
}

/**
 * The second half of a pair whose first is there: a worked case with one answer changed on which the rule leans. Best where
 * the rule alone decides (`differs`), since other rules may lean on the same answer.
 */
function halfPair(
  book: Book,
  at: string,
  rule: CompiledRule,
  cases: readonly Worked[],
  differs: Node,
): string | undefined {
  let second: string | undefined;
  for (const worked of cases) {
    const fires = firesIn(rule, worked);
    for (const { id, value, answers } of changesOf(book, rule, worked)) {
      const values = valuesIn(book, completed(book, answers), at);
      if (firesIn(rule, { values }) === fires) continue;
      const { approach } = decide(book, answers, at);
      if (approach === worked.expected && claimsIn(book, values) === worked.holding) continue;
      const outcome = approach === worked.expected ? 'with other claims' : `which gives ${approach}`;
      const text = `"${worked.name}" (${worked.expected}) and the same with ${id}: ${value}, ${outcome}`;
      if (book.diagram.walk(differs, fires ? worked.values : values) === yes) return text;
      second ??= text;
    }
  }
  return second;
}

function* changesOf(book: Book, { leansOn }: CompiledRule, { answers }: Worked) {
  for (const { question: id } of leansOn) {
    const question = book.rulebook.questions[id];
    if (question === undefined) continue;
    for (const value of valuesToTry(book, id)) yield { id, value, answers: withAnswer(answers, id, question, value) };
  }
}

function valuesToTry(book: Book, id: string): readonly Exclude<Value, object>[] {
  const question = book.rulebook.questions[id];
  if (question === undefined) return [];
  if (question.kind !== 'number') return optionsOf(question);
  const bounds = book.levels[book.levelAt.get(id) ?? -1]?.bounds ?? [];
  return [question.min, ...bounds, question.usual, question.max];
}

/** Answers in which the rule decides, where no worked case is near. */
function pathOf(book: Book, rule: CompiledRule, differs: Node): string | undefined {
  const fires = conjunction(book.diagram, rule.when);
  const path = exampleOf(book, differs, yes) ?? exampleOf(book, fires, yes);
  return path === undefined ? undefined : pathText(book, path);
}
