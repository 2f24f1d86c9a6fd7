import { closest } from 'fastest-levenshtein';
import { parseAnswers } from '../answers.ts';
import type { Diagnostic } from '../case.ts';
import { inOrder, inOrderOfNeed, sideOn } from '../compile.ts';
import { checkAudit } from './audit.ts';
import { checkLessons } from './lessons.ts';
import { tickProblems } from './ticks.ts';
import { checkCosts } from '../costs/check.ts';
import { promptCeiling } from '../derived.ts';
import { limitTick } from '../ticks.ts';
import type { Question, Rulebook, When } from '../rulebook.ts';

type Path = Diagnostic['path'];

export function error(path: Path, message: string, remedy: string, example?: string): Diagnostic {
  return { path, message, remedy, severity: 'error', ...(example === undefined ? {} : { example }) };
}

/** Everything that names something else in the rule files must name what is there. Compilation relies on it. */
export function checkReferences(book: Rulebook): readonly Diagnostic[] {
  return [
    ...questionProblems(book),
    ...levelProblems(book),
    ...ruleProblems(book),
    ...circles(book),
    ...verdictProblems(book),
    ...planProblems(book),
    ...comparisonProblems(book),
    ...caseProblems(book),
    ...citationProblems(book, [], book),
    ...usualProblems(book),
    ...ceilingProblems(book),
    ...checkCosts(book),
    ...checkAudit(book),
    ...checkLessons(book),
  ];
}

function unknown(path: Path, kind: string, id: string, known: readonly string[]): Diagnostic {
  const near = known.length > 0 ? closest(id, [...known]) : undefined;
  return error(path, `there is no ${kind} "${id}"`, near === undefined ? `add the ${kind}` : `did you mean "${near}"?`);
}

/** The values a level has, or undefined when the question has no finite values. */
function finiteValues(book: Rulebook, id: string): readonly string[] | undefined {
  const question = book.questions[id];
  if (question === undefined) return book.derived[id] === undefined ? undefined : Object.keys(book.derived[id].values);
  if (question.kind === 'yes_no') return ['yes', 'no'];
  if (question.kind === 'choice') return Object.keys(question.options);
  return question.bands === undefined ? undefined : Object.keys(question.bands);
}

function whenProblems(book: Rulebook, path: Path, when: When | undefined): readonly Diagnostic[] {
  return Object.entries(when ?? {}).flatMap(([id, wanted]) => {
    const values = finiteValues(book, id);
    const at = [...path, id];
    if (values === undefined) {
      if (book.questions[id] === undefined) {
        return [unknown(at, 'question', id, [...Object.keys(book.questions), ...Object.keys(book.derived)])];
      }
      return [error(at, `"${id}" has no bands to test`, 'give the question bands, or use a derived question')];
    }
    return [wanted]
      .flat()
      .filter((one) => !values.includes(one))
      .map((one) => unknown(at, `value of ${id}`, one, values));
  });
}

function questionProblems(book: Rulebook): readonly Diagnostic[] {
  const limits = Object.entries(book.questions).filter(([id, question]) => limitTick(id, question) !== undefined);
  return [
    ...Object.entries(book.questions).flatMap(([id, question]) => oneQuestion(book, id, question)),
    ...Object.entries(book.derived).flatMap(([id, { from, likely, values, usual, until = [] }]) => [
      ...from.flatMap((input, index) =>
        book.questions[input]?.kind === 'number'
          ? []
          : [unknown(['derived', id, 'from', index], 'measured question', input, Object.keys(book.questions))],
      ),
      ...keyProblems(['derived', id, 'likely'], likely, Object.keys(values)),
      ...(usual === undefined || Object.hasOwn(values, usual)
        ? []
        : [unknown(['derived', id, 'usual'], 'value', usual, Object.keys(values))]),
      ...until
        .filter((input) => !from.includes(input))
        .map((input) => unknown(['derived', id, 'until'], 'input of it', input, from)),
    ]),
    ...tickProblems(book),
    ...(limits.length > 9
      ? [error(['questions'], `${limits.length} limits to tick do not fit one list`, 'keep at most 9')]
      : []),
  ];
}

function oneQuestion(book: Rulebook, id: string, question: Question): readonly Diagnostic[] {
  const path = ['questions', id];
  const values = finiteValues(book, id) ?? [];
  const problems = [...keyProblems([...path, 'likely'], question.likely, values)];
  if (question.kind === 'choice' && !values.includes(question.usual)) {
    problems.push(unknown([...path, 'usual'], 'option', question.usual, values));
  }
  if (question.kind === 'number') {
    if (question.usual < question.min || question.usual > question.max) {
      problems.push(error([...path, 'usual'], 'the usual value is outside min and max', 'move it inside'));
    }
    if (question.unnamed !== undefined && question.usual !== question.max) {
      problems.push(error([...path, 'usual'], 'what nobody names has no limit', 'write the same as `max`'));
    }
    problems.push(...bandProblems(book, path, question.bands ?? {}));
  }
  if (question.kind === 'yes_no') return problems;
  for (const [index, { claim, rising }] of (question.monotone ?? []).entries()) {
    const at = [...path, 'monotone', index];
    if (book.claims[claim] === undefined)
      problems.push(unknown([...at, 'claim'], 'claim', claim, Object.keys(book.claims)));
    problems.push(
      ...rising
        .filter((one) => !values.includes(one))
        .map((one) => unknown([...at, 'rising'], `value of ${id}`, one, values)),
    );
  }
  return problems;
}

function keyProblems(path: Path, record: object | undefined, known: readonly string[]): readonly Diagnostic[] {
  return Object.keys(record ?? {})
    .filter((key) => !known.includes(key))
    .map((key) => unknown([...path, key], 'value', key, known));
}

function bandProblems(
  book: Rulebook,
  path: Path,
  bands: Readonly<Record<string, { readonly below?: string | undefined }>>,
): readonly Diagnostic[] {
  const entries = Object.entries(bands);
  let last = -Infinity;
  return entries.flatMap(([band, { below }], index): readonly Diagnostic[] => {
    const at = [...path, 'bands', band];
    const open = index === entries.length - 1;
    if (below === undefined)
      return open ? [] : [error(at, 'only the last band is open', 'name its threshold under `below`')];
    if (open) return [error(at, 'the last band has to be open', 'leave `below` out')];
    const threshold = book.thresholds[below];
    if (threshold === undefined) return [unknown([...at, 'below'], 'threshold', below, Object.keys(book.thresholds))];
    if (threshold.value <= last)
      return [error(at, `bands have to rise, and ${below} does not`, 'sort them by their thresholds')];
    last = threshold.value;
    return [];
  });
}

function levelProblems(book: Rulebook): readonly Diagnostic[] {
  const wanted = [...Object.keys(book.questions), ...Object.keys(book.derived)].filter((id) => finiteValues(book, id));
  const path = ['level_order'];
  return [
    ...book.level_order.flatMap((id, index) => {
      if (!wanted.includes(id)) return [unknown([...path, index], 'question with finite values', id, wanted)];
      if (book.level_order.indexOf(id) === index) return [];
      return [error([...path, index], `${id} stands twice`, 'remove one of them')];
    }),
    ...wanted
      .filter((id) => !book.level_order.includes(id))
      .map((id) => error(path, `${id} is missing`, 'add it; `npm run order:levels` finds a good place')),
  ];
}

function ruleProblems(book: Rulebook): readonly Diagnostic[] {
  const rules = Object.keys(book.rules);
  const claims = Object.keys(book.claims);
  return [
    ...Object.entries(book.claims).flatMap(([id, { needs }]) =>
      needs
        .filter((need) => !claims.includes(need))
        .map((need) => unknown(['claims', id, 'needs'], 'claim', need, claims)),
    ),
    ...Object.entries(book.rules).flatMap(([id, rule]) => {
      const path = ['rules', id];
      const argued = [...(rule.supports ?? []), ...(rule.opposes ?? [])];
      return [
        ...whenProblems(book, [...path, 'when'], rule.when),
        ...argued.filter((one) => !claims.includes(one)).map((one) => unknown(path, 'claim', one, claims)),
        ...(argued.length === 0 ? [error(path, 'it argues for nothing', 'add `supports` or `opposes`')] : []),
        ...rule.beats.flatMap((beaten, index): readonly Diagnostic[] => {
          const at = [...path, 'beats', index];
          const other = book.rules[beaten];
          if (other === undefined) return [unknown(at, 'rule', beaten, rules)];
          if (other.limit) return [error(at, `${beaten} is a limit and cannot be beaten`, 'remove it here')];
          const meets = argued.some((claim) => {
            const [mine, theirs] = [sideOn(rule, claim), sideOn(other, claim)];
            return mine !== undefined && theirs !== undefined && mine !== theirs;
          });
          return meets ? [] : [error(at, `they never disagree on a claim`, `remove ${beaten} here`)];
        }),
      ];
    }),
  ];
}

function circles(book: Rulebook): readonly Diagnostic[] {
  return [
    ...circle(['claims'], 'needs', () => inOrderOfNeed(book.claims)),
    ...circle(['rules'], 'beats', () => inOrder(Object.keys(book.rules), (id) => book.rules[id]?.beats ?? [])),
  ];
}

function circle(path: Path, word: string, run: () => unknown): readonly Diagnostic[] {
  try {
    run();
    return [];
  } catch (cause) {
    const names = cause instanceof Error ? cause.message : '';
    const first = names.split(' → ')[0] ?? '';
    return [error([...path, first, word], `\`${word}\` goes in a circle: ${names}`, 'break it at one place')];
  }
}

function verdictProblems(book: Rulebook): readonly Diagnostic[] {
  const claims = Object.keys(book.claims);
  return book.verdicts.flatMap(({ if: row }, index) =>
    Object.keys(row)
      .filter((claim) => !claims.includes(claim))
      .map((claim) => unknown(['verdicts', index, 'if', claim], 'claim', claim, claims)),
  );
}

function planProblems(book: Rulebook): readonly Diagnostic[] {
  const stages = Object.keys(book.stages);
  return [
    ...Object.entries(book.plans).flatMap(([approach, ids]) =>
      ids.flatMap((id, index) =>
        stages.includes(id) ? [] : [unknown(['plans', approach, index], 'stage', id, stages)],
      ),
    ),
    ...Object.entries(book.stages).flatMap(([id, stage]) => {
      const path = ['stages', id];
      const last = stage.variants.length - 1;
      return [
        ...whenProblems(book, [...path, 'when'], stage.when),
        ...whenProblems(book, [...path, 'unless'], stage.unless),
        ...openProblems(book, path, stage.while_open),
        ...(stage.adds ?? []).flatMap(({ when }, index) => whenProblems(book, [...path, 'adds', index, 'when'], when)),
        ...stage.variants.flatMap((variant, index) => [
          ...whenProblems(book, [...path, 'variants', index, 'when'], variant.when),
          ...((variant.when === undefined) === (index === last)
            ? []
            : [error([...path, 'variants', index], 'just the last variant has no `when`', 'move or complete it')]),
        ]),
      ];
    }),
    ...book.refreshes.flatMap(({ when }, index) => [
      ...whenProblems(book, ['refreshes', index, 'when'], when),
      ...((when === undefined) === (index === book.refreshes.length - 1)
        ? []
        : [error(['refreshes', index], 'just the last one has no `when`', 'move or complete it')]),
    ]),
    ...remarkProblems(book, 'warnings'),
    ...remarkProblems(book, 'misconceptions'),
  ];
}

/** A row is decided by questions, derived ones included; a note has a last entry that fits every answer. */
function comparisonProblems(book: Rulebook): readonly Diagnostic[] {
  const known = [...Object.keys(book.questions), ...Object.keys(book.derived)];
  return [
    ...Object.entries(book.comparison).flatMap(([id, { decided_by: by }]) =>
      by
        .filter((one) => !known.includes(one))
        .map((one) => unknown(['comparison', id, 'decided_by'], 'question', one, known)),
    ),
    ...book.compliance.flatMap(({ when }, index) => whenProblems(book, ['compliance', index, 'when'], when)),
    ...[...new Set(book.compliance.map(({ about }) => about))].flatMap((about) => {
      const last = book.compliance.findLastIndex((one) => one.about === about);
      const { when, approaches } = book.compliance[last] ?? {};
      if (when === undefined && approaches === undefined) return [];
      return [
        error(
          ['compliance', last],
          `for some answers nothing is said about ${about}`,
          'end with an entry that always fits',
        ),
      ];
    }),
  ];
}

/** What is shown when conditions hold, outside of any stage. */
function remarkProblems(book: Rulebook, kind: 'warnings' | 'misconceptions'): readonly Diagnostic[] {
  return Object.entries(book[kind]).flatMap(([id, { when, while_open }]) => [
    ...whenProblems(book, [kind, id, 'when'], when),
    ...openProblems(book, [kind, id], while_open),
  ]);
}

function openProblems(book: Rulebook, path: Path, questions: readonly string[] | undefined): readonly Diagnostic[] {
  return (questions ?? [])
    .filter((question) => book.questions[question] === undefined)
    .map((question) => unknown([...path, 'while_open'], 'question', question, Object.keys(book.questions)));
}

function caseProblems(book: Rulebook): readonly Diagnostic[] {
  const stages = Object.keys(book.stages);
  return book.cases.flatMap((worked, index) => {
    const parsed = parseAnswers(book, worked.given);
    return [
      ...(parsed.ok ? [] : parsed.problems.map((one) => ({ ...one, path: ['cases', index, 'given', ...one.path] }))),
      ...(stages.includes(worked.first_stage)
        ? []
        : [unknown(['cases', index, 'first_stage'], 'stage', worked.first_stage, stages)]),
    ];
  });
}

/** A computed question may lean on a threshold by name. */
function ceilingProblems(book: Rulebook): readonly Diagnostic[] {
  return Object.entries(book.derived)
    .filter(
      ([, { compute }]) => compute === 'prompt_meets_requirement' && !Object.hasOwn(book.thresholds, promptCeiling),
    )
    .map(([id]) =>
      error(['derived', id, 'compute'], `it needs the threshold ${promptCeiling}`, 'add it to the thresholds'),
    );
}

/** A number that feeds costs has one usual value: the verdict and the prices must assume the same. */
function usualProblems(book: Rulebook): readonly Diagnostic[] {
  return Object.entries(book.questions).flatMap(([id, question]) => {
    const assumed = book.costs[id]?.p50;
    if (question.kind !== 'number' || assumed === undefined || assumed === question.usual) return [];
    return [
      error(
        ['questions', id, 'usual'],
        `the costs assume ${assumed} and the rules ${question.usual}`,
        'write the same number in both',
      ),
    ];
  });
}

/** Every `source:` list anywhere, walked generically so that a new kind of entry cannot be forgotten. */
function citationProblems(book: Rulebook, path: Path, value: unknown): readonly Diagnostic[] {
  if (Array.isArray(value)) return value.flatMap((one, index) => citationProblems(book, [...path, index], one));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const at = [...path, key];
    if (key !== 'source') return citationProblems(book, at, inner);
    return [inner].flat().flatMap((citation): readonly Diagnostic[] => {
      const id = String(citation).split('#')[0] ?? '';
      return Object.hasOwn(book.sources, id) ? [] : [unknown(at, 'source', id, Object.keys(book.sources))];
    });
  });
}
