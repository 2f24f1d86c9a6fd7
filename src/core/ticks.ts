import { type Case, type Possible, same } from './case.ts';
import type { Question, Rulebook, TickMeans } from './rulebook.ts';

/** One line of a list to tick: the question it answers, and what it says of it ticked and not ticked. */
export interface Tick {
  readonly question: string;
  readonly label: string;
  readonly yes: Possible;
  readonly no: Possible;
}

/** Several questions asked as one input. */
export interface TickList {
  readonly id: string;
  readonly ask: string;
  readonly help: string;
  readonly ticks: readonly Tick[];
}

const limitTicks = new WeakMap<Question, Tick>();

/**
 * The line that asks a limit on the first page. A limit that usually does not bind, such as leave to train, has none: "None
 * of these" would take the leave away.
 */
export function limitTick(id: string, question: Question | undefined): Tick | undefined {
  if (question?.limit === undefined || (question.kind === 'yes_no' && question.usual === 'yes')) return undefined;
  const known = limitTicks.get(question);
  if (known !== undefined) return known;
  const { tick, ...rest } = question.limit;
  const made = tickOf(id, question, { tick, means: 'means' in rest ? rest.means : undefined });
  limitTicks.set(question, made);
  return made;
}

/** The lines of a list, in its order. */
export function ticksOf({ questions, lists }: Pick<Rulebook, 'questions' | 'lists'>, list: string): readonly Tick[] {
  return Object.entries(lists[list]?.ticks ?? {}).flatMap(([id, tick]) => {
    const question = questions[id];
    return question === undefined ? [] : [tickOf(id, question, tick)];
  });
}

function tickOf(
  id: string,
  question: Question,
  { tick, means }: { readonly tick: string; readonly means?: TickMeans | undefined },
): Tick {
  return { question: id, label: tick, ...saidBy(question, means) };
}

function saidBy(question: Question, means: TickMeans | undefined): Pick<Tick, 'yes' | 'no'> {
  if (question.kind === 'choice') {
    const wanted = new Set<unknown>([means].flat());
    const part = (ticked: boolean): Possible => {
      const values = Object.keys(question.options).filter((option) => wanted.has(option) === ticked);
      const [first] = values;
      return first !== undefined && values.length === 1 ? first : values;
    };
    return { yes: part(true), no: part(false) };
  }
  if (question.kind === 'number' && typeof means === 'object' && !Array.isArray(means)) {
    const { min, max } = question;
    const [edge, under] = 'below' in means ? [means.below, true] : [means.from, false];
    const lower = { low: min, high: edge - (max > 1 ? 1 : 0.001) };
    const upper = { low: edge, high: max };
    return under ? { yes: lower, no: upper } : { yes: upper, no: lower };
  }
  return { yes: 'yes', no: 'no' };
}

/**
 * Which questions of a page are asked together in a list: at least two of one list, one of them without any answer. A question
 * whose line left several values possible is asked again by itself.
 * @param again the page is shown again as it was left, answers and all.
 */
export function listsIn(
  rulebook: Pick<Rulebook, 'questions' | 'lists'>,
  ids: readonly string[],
  answers: Case,
  again = false,
): readonly TickList[] {
  return Object.entries(rulebook.lists).flatMap(([id, { ask, help }]) => {
    const ticks = ticksOf(rulebook, id).filter(({ question, yes, no }) => {
      const said = answers[question];
      return ids.includes(question) && (said === undefined || same(said, yes) || same(said, no));
    });
    const asked = again || ticks.some(({ question }) => answers[question] === undefined);
    return ticks.length > 1 && asked ? [{ id, ask, help, ticks }] : [];
  });
}
