import { parseAnswers } from '../answers.ts';
import type { Diagnostic } from '../case.ts';
import { approachAt, type Book, compile } from '../compile.ts';
import { costQuestions } from '../costs/workload.ts';
import { decide, gapQuestion, valuesIn } from '../decide.ts';
import { completed } from '../usual.ts';
import { promptCeiling } from '../derived.ts';
import { type Node, no, yes } from '../diagram.ts';
import { planOf } from '../plan.ts';
import { tuning, type When } from '../rulebook.ts';
import { exampleOf, pathText } from './examples.ts';
import { error } from './problem.ts';

/** Above this many nodes a rulebook still works, but its level order should be looked at. */
const manyNodes = 20_000;

/** Whose rules are checked: what changes nothing is a fault in ours, and worth a warning in a team's overlay. */
export type Whose = 'ours' | 'overlay';

/**
 * What holds for all answers: no idle rule, question or threshold, orders kept, an open gap never tunes.
 * @param at date of the prices, YYYY-MM-DD.
 */
export function checkRules(book: Book, whose: Whose, at: string): readonly Diagnostic[] {
  const idle = [...idleRules(book), ...idleQuestions(book), ...idleThresholds(book)];
  return [
    ...gapOpenTunes(book, at),
    ...brokenOrders(book),
    ...(whose === 'ours' ? idle : asWarnings(idle)),
    ...tooLarge(book),
  ];
}

const aWarning = { severity: 'warning' } as const;

/** The same, worth a look and no more. */
export function asWarnings(all: readonly Diagnostic[]): readonly Diagnostic[] {
  return all.map((one) => ({ ...one, ...aWarning }));
}

function idleRules(book: Book): readonly Diagnostic[] {
  const whole = outcomesOf(book);
  return Object.keys(book.rulebook.rules)
    .filter((id) => outcomesOf(compile(book.rulebook, book, id)) === whole)
    .map((id) =>
      error(
        ['rules', id],
        `${id} changes nothing: no claim and no verdict differs without it`,
        'remove it, or say when it should win',
      ),
    );
}

/** Equal exactly if two compilations in one table agree on every claim and verdict. */
function outcomesOf({ verdict, claims }: Book): string {
  return [verdict, ...claims.map(({ holds }) => holds)].join(' ');
}

function brokenOrders(book: Book): readonly Diagnostic[] {
  const { diagram } = book;
  return Object.entries(book.rulebook.questions).flatMap(([id, question]) => {
    const level = book.levelAt.get(id);
    if (question.kind === 'yes_no' || level === undefined) return [];
    return (question.monotone ?? []).flatMap(({ claim, rising }, index) => {
      const holds = book.claims.find((one) => one.id === claim)?.holds ?? no;
      const at = (value: string | undefined): Node =>
        diagram.fix(holds, level, book.levels[level]?.index.get(value) ?? 0);
      return rising.slice(1).flatMap((value, step) => {
        const path = exampleOf(book, diagram.ite(at(rising[step]), diagram.not(at(value)), no), yes);
        if (path === undefined) return [];
        return [
          error(
            ['questions', id, 'monotone', index],
            `${claim} holds with ${rising[step]} and no longer with ${value}`,
            'mend the rules, or take the order out',
            pathText(book, path),
          ),
        ];
      });
    });
  });
}

/** While nobody has said what goes wrong, what is usual must not speak for training. */
function gapOpenTunes(book: Book, at: string): readonly Diagnostic[] {
  const gap = book.rulebook.questions[gapQuestion];
  const level = book.levelAt.get(gapQuestion);
  if (gap === undefined || level === undefined) {
    return [error(['questions'], `there is no question "${gapQuestion}"`, 'add it: it is what everything starts from')];
  }
  const values = valuesIn(book, completed(book, {}), at);
  const approach = approachAt(book.diagram.walk(book.verdict, values));
  if (approach === undefined || !tuning.has(approach)) return [];
  return [
    error(
      ['questions', gapQuestion, 'usual'],
      `with the gap open the leading approach could be ${approach}`,
      'choose a usual gap that never leads to tuning',
      pathText(book, values),
    ),
  ];
}

/** Questions that no claim, verdict, stage, variant, warning, derived question or cost depends on. */
function idleQuestions(book: Book): readonly Diagnostic[] {
  const { rulebook, diagram } = book;
  const levels = new Set(
    [book.verdict, ...book.claims.map(({ holds }) => holds)].flatMap((node) => diagram.support(node)),
  );
  const whens: readonly (When | undefined)[] = [
    ...[...Object.values(rulebook.warnings), ...Object.values(rulebook.misconceptions)].map(({ when }) => when),
    ...rulebook.refreshes.map(({ when }) => when),
    ...Object.values(rulebook.stages).flatMap((stage) => [
      stage.when,
      stage.unless,
      ...[...stage.variants, ...(stage.adds ?? [])].map(({ when }) => when),
    ]),
  ];
  const used = new Set<string>([
    ...[...levels].flatMap((level) => book.levels[level]?.id ?? []),
    ...whens.flatMap((when) => Object.keys(when ?? {})),
    ...Object.values(rulebook.stages).flatMap(({ while_open }) => while_open ?? []),
    ...Object.values(rulebook.derived).flatMap(({ from }) => from),
    ...costQuestions,
  ]);
  return [
    ...Object.keys(rulebook.questions)
      .filter((id) => !used.has(id))
      .map((id) => error(['questions', id], `${id} cannot matter`, 'write a rule that uses it, or remove it')),
    ...Object.keys(rulebook.derived)
      .filter((id) => !used.has(id))
      .map((id) => error(['derived', id], `${id} cannot matter`, 'write a rule that uses it, or remove it')),
  ];
}

/** Thresholds that the program uses by name, besides those that cut bands. */
const thresholdsByName: ReadonlySet<string> = new Set([promptCeiling]);

function idleThresholds({ rulebook }: Book): readonly Diagnostic[] {
  const used = new Set(
    Object.values(rulebook.questions).flatMap((question) =>
      question.kind === 'number' ? Object.values(question.bands ?? {}).flatMap(({ below }) => below ?? []) : [],
    ),
  );
  return Object.keys(rulebook.thresholds)
    .filter((id) => !used.has(id) && !thresholdsByName.has(id))
    .map((id) => error(['thresholds', id], `nothing leans on ${id}`, 'cut a band with it, or remove it'));
}

/**
 * Every worked case comes out as it says. A question that a team adds leaves open what was settled: there that is a warning.
 * @param at date of the prices, YYYY-MM-DD.
 */
export function checkCases(book: Book, at: string, whose: Whose): readonly Diagnostic[] {
  return book.rulebook.cases.flatMap((worked, index) => {
    const parsed = parseAnswers(book.rulebook, worked.given);
    if (!parsed.ok) return [];
    const verdict = decide(book, parsed.answers, at);
    const first = planOf(book, parsed.answers, verdict)[0]?.stage ?? 'nothing';
    const problem = (key: string, expected: string, got: string): Diagnostic =>
      error(
        ['cases', index, key],
        `"${worked.case}" gives ${got} instead of ${expected}`,
        'mend the rule that decides it, or the expectation if the source says so',
      );
    return [
      ...(verdict.approach === worked.expect ? [] : [problem('expect', worked.expect, verdict.approach)]),
      ...(first === worked.first_stage ? [] : [problem('first_stage', worked.first_stage, first)]),
      ...(worked.settled === undefined || worked.settled === verdict.settled
        ? []
        : [{ ...problem('settled', worked.settled, verdict.settled), ...(whose === 'overlay' && aWarning) }]),
    ];
  });
}

function tooLarge(book: Book): readonly Diagnostic[] {
  const size = new Set(book.claims.flatMap(({ holds }) => book.diagram.nodesOf(holds))).size;
  if (size <= manyNodes) return [];
  return [
    {
      path: ['level_order'],
      message: `the diagram has ${size} nodes`,
      remedy: 'run `npm run order:levels` for a better order',
      severity: 'warning',
    },
  ];
}
