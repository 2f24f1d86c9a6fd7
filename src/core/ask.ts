import type { Case } from './case.ts';
import { approachAt, type Book } from './compile.ts';
import { gapOpen, gapQuestion, type Left, leftOf, openInputs } from './decide.ts';
import { sharesBelow, weightsOf } from './shares.ts';
import { isLimit } from './usual.ts';
import { derivedMask } from './derived.ts';
import { type Mask, type Node, terminals } from './diagram.ts';
import { unitsOf } from './levels.ts';
import { approaches, tuning } from './rulebook.ts';

/** Which questions the form shows, by page. */
export interface FormQuestions {
  /** The fixed first page: these, and the limits as one list to tick. */
  readonly firstPage: readonly string[];
  readonly limits: readonly string[];
  /** What a person may change: the first page, what a case answers, and what it should find out first. */
  toChange(answers: Case, at: string): readonly string[];
}

/** Open questions offered besides when answers are changed. */
const newToChange = 3;

/** The questions of a rulebook as a form asks them. */
export function questionsOf(book: Book): FormQuestions {
  const all = Object.entries(book.rulebook.questions);
  const firstPage = all.filter(([, question]) => question.first_page).map(([id]) => id);
  const limits = all.filter(([, question]) => isLimit(question)).map(([id]) => id);
  // What no rule looks at is never asked on the way to a verdict; the plan may still want to know it.
  const ruled = new Set(book.leansOn.map(({ question }) => question));
  const planned = all.filter(([id, { assume }]) => assume === true && !ruled.has(id)).map(([id]) => id);
  return {
    firstPage,
    limits,
    toChange: (answers, at) => [
      ...new Set([
        ...firstPage,
        ...all
          .filter(([id, question]) => !limits.includes(id) && unitsOf(id, question).some((unit) => unit in answers))
          .map(([id]) => id),
        ...questionsToAsk(book, answers, at)
          .filter((id) => !limits.includes(id))
          .slice(0, newToChange),
        ...planned,
      ]),
    ],
  };
}

/**
 * The open questions worth asking, the most telling first. Until the case is settled as assumed these are the ones that
 * narrow what is possible once limits are taken as usual; after that, the limits that could still change it.
 * @param leave questions somebody answered with "I don't know".
 */
export function questionsToAsk(
  book: Book,
  answers: Case,
  at: string,
  leave: readonly string[] = [],
): readonly string[] {
  const ranked = book.diagram.scratch(() => levelsToAsk(book, answers, leftOf(book, answers, at)));
  return inputsOf(book, ranked, { answers, at, leave });
}

/** The questions of levels, those of a derived one in its place. */
function inputsOf(
  book: Book,
  ranked: readonly number[],
  { answers, at, leave }: { readonly answers: Case; readonly at: string; readonly leave: readonly string[] },
): readonly string[] {
  const ids = ranked.flatMap((index) => {
    const level = book.levels[index];
    if (level === undefined) return [];
    return level.derived ? tellingInputs(book, level.id, answers, at, leave) : [level.id];
  });
  return [...new Set(ids)].filter((id) => !leave.includes(id));
}

function levelsToAsk(book: Book, answers: Case, { masks, left, usual, leftUsual }: Left): readonly number[] {
  if (leftUsual >= terminals) return rank(book, leftUsual, usual);
  const rest = left < terminals ? [] : rank(book, left, masks);
  // Nothing is trained while the gap is open, even if every gap that is left leads there.
  const approach = approachAt(leftUsual);
  const gap = book.levelAt.get(gapQuestion);
  const untold = gap !== undefined && gapOpen(answers) && approach !== undefined && tuning.has(approach);
  return untold ? [gap, ...rest] : rest;
}

/**
 * The open inputs of a derived question whose answer can tell something: with the others at their usual value, except
 * those nobody knows, an answer leaves fewer values. A required accuracy says nothing while nobody knows the success rate.
 */
function tellingInputs(book: Book, id: string, answers: Case, at: string, leave: readonly string[]): readonly string[] {
  const derived = book.derivedAt(at).find((one) => one.id === id);
  const all = openInputs(book, id, answers, at);
  const open = all.filter((input) => !leave.includes(input));
  if (derived === undefined) return open;
  const width = derived.values.length;
  const usual = Object.fromEntries(derived.inputs.map((input) => [input.id, input.question.usual]));
  const telling = open.filter((input) => {
    const others = open.filter((other) => other !== input).map((other) => [other, usual[other] ?? 0] as const);
    const supposed: Case = { ...answers, ...Object.fromEntries(others) };
    const answered: Case = { ...supposed, [input]: usual[input] ?? 0 };
    return derivedMask(derived, width, answered) !== derivedMask(derived, width, supposed);
  });
  // Where only two answers together tell, none does alone: then each has to be asked.
  return telling.length === 0 && open.length === all.length ? open : telling;
}

/**
 * The questions of the next page: what would be asked one after the other if each were answered as is most likely. Empty
 * when the case is settled or settled as assumed, or when nothing is left to ask. With a question of a list come those of
 * the same list that nobody answered and that can still matter.
 * @param most inputs; a list is one.
 */
export function nextQuestions(
  book: Book,
  answers: Case,
  { at, leave, most }: { readonly at: string; readonly leave: readonly string[]; readonly most: number },
): readonly string[] {
  const page: string[] = [];
  let supposed = answers;
  for (let inputs = 0; inputs < most; inputs += 1) {
    const { ranked, open } = book.diagram.scratch(() => {
      const left = leftOf(book, supposed, at);
      const ids = book.diagram.support(left.left).flatMap((index) => book.levels[index]?.id ?? []);
      return { ranked: left.settled === 'no' ? levelsToAsk(book, supposed, left) : [], open: ids };
    });
    const [next] = inputsOf(book, ranked, { answers: supposed, at, leave: [...leave, ...page] });
    if (next === undefined) break;
    const asked = listedWith(book, next, answers).filter((id) => open.includes(id) && !leave.includes(id));
    const together = asked.length > 1 ? asked : [next];
    page.push(...together);
    supposed = { ...supposed, ...Object.fromEntries(together.map((id) => [id, likeliest(book, id)])) };
  }
  return page;
}

/** The questions nobody answered of the list that asks a question, itself included; none where it is asked alone. */
function listedWith({ rulebook }: Book, question: string, answers: Case): readonly string[] {
  if (answers[question] !== undefined) return [];
  const list = Object.values(rulebook.lists).find(({ ticks }) => Object.hasOwn(ticks, question));
  return Object.keys(list?.ticks ?? {}).filter((id) => answers[id] === undefined);
}

/** The likeliest answer to a question: an option, or the usual number. */
function likeliest(book: Book, id: string): string | number {
  const question = book.rulebook.questions[id];
  const level = book.levels[book.levelAt.get(id) ?? -1];
  if (question === undefined) return 0;
  if (question.kind === 'number' || level === undefined) return question.usual;
  const best = level.likely.indexOf(Math.max(...level.likely));
  return level.values[best] ?? question.usual;
}

/** Levels a function depends on, by how much an answer is expected to narrow the approaches, the most first. */
function rank(book: Book, left: Node, masks: readonly Mask[]): readonly number[] {
  return worthOf(book, left, masks)
    .toSorted((a, b) => b.bits - a.bits || a.level - b.level)
    .map(({ level }) => level);
}

/**
 * By how many bits (entropy of the approaches) an answer to each level is expected to narrow a function. One pass down with
 * the probability of reaching each node and one up with its ends serve all levels at once.
 */
export function worthOf(
  book: Book,
  left: Node,
  masks: readonly Mask[],
): readonly { readonly level: number; readonly bits: number }[] {
  const { diagram } = book;
  const below = sharesBelow(book, left, masks);
  const reach = new Map<Node, number>([[left, 1]]);
  const total = below.get(left) ?? [];
  const atLevel = new Map<number, Node[]>();
  for (const node of diagram.nodesOf(left)) {
    const level = diagram.levelOf(node);
    const nodes = atLevel.get(level);
    if (nodes === undefined) atLevel.set(level, [node]);
    else nodes.push(node);
    const weights = weightsOf(book.levels[level], masks[level] ?? 0);
    for (const [value, kid] of diagram.kidsOf(node).entries()) {
      reach.set(kid, (reach.get(kid) ?? 0) + (reach.get(node) ?? 0) * (weights[value] ?? 0));
    }
  }

  const remaining = (level: number, nodes: readonly Node[]): number => {
    const elsewhere = approaches.map((_, approach) =>
      nodes.reduce(
        (rest, node) => rest - (reach.get(node) ?? 0) * (below.get(node)?.[approach] ?? 0),
        total[approach] ?? 0,
      ),
    );
    return weightsOf(book.levels[level], masks[level] ?? 0).reduce((expected, weight, value) => {
      if (weight === 0) return expected;
      const shares = approaches.map((_, approach) =>
        nodes.reduce(
          (sum, node) => sum + (reach.get(node) ?? 0) * (below.get(diagram.kidsOf(node)[value] ?? 0)?.[approach] ?? 0),
          elsewhere[approach] ?? 0,
        ),
      );
      return expected + weight * entropy(shares);
    }, 0);
  };
  const now = entropy(total);
  return [...atLevel].map(([level, nodes]) => ({ level, bits: now - remaining(level, nodes) }));
}

function entropy(shares: readonly number[]): number {
  return shares.reduce((sum, share) => (share > 1e-12 ? sum - share * Math.log2(share) : sum), 0);
}
