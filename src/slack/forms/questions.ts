import type { InputBlock } from '@slack/types';
import { z } from 'zod';
import type { Draft } from '../../app/ports.ts';
import type { PageAnswers } from '../../app/use-cases.ts';
import {
  type Case,
  limitTick,
  listsIn,
  type Question,
  type Rulebook,
  same,
  ticksOf,
  type Value,
  unitsOf,
} from '../../core/index.ts';
import { inputs } from '../ids.ts';
import { limits } from '../limits.ts';
import { texts } from '../texts.ts';
import { type Amount, amountHint, amountPlaceholder, type NumberQuestion, readAmount, writeAmount } from './amounts.ts';
import { type Field, plain, type Raw } from './form.ts';
import { limitsField, listField, option } from './ticks.ts';

/** The part of a rulebook that forms are made of. */
export type Rules = Pick<Rulebook, 'questions' | 'lists'>;

/** Option value of "I don't know"; question marks cannot occur in option ids. */
const dontKnow = '?';
const yesNo = { yes: texts.form.yes, no: texts.form.no };

const raw = z.custom<Raw>((it) => it === undefined || typeof it === 'string' || Array.isArray(it));
const nothing: PageAnswers = { answers: {}, unknown: [] };

/** What a page asks besides single questions. */
interface Together {
  /** Limits asked by the list of the first page. */
  readonly limits?: readonly string[];
  /** Questions asked by lists of the rulebook. */
  readonly listed?: readonly string[];
  /** The person did not finish the page: what they left unticked stays open. */
  readonly unfinished?: boolean;
}

/**
 * The inputs of one page of questions, built from the rulebook. Each field's value is the answers it holds; an input
 * left blank holds none.
 */
export function formFor(
  rulebook: Rules,
  ids: readonly string[],
  { limits: ticked = [], listed = [], unfinished = false }: Together = {},
): Readonly<Record<string, Field<PageAnswers>>> {
  const ticks = ticked.flatMap((id) => limitTick(id, rulebook.questions[id]) ?? []);
  const lists = listsIn(rulebook, listed, {}).filter((list) =>
    list.ticks.some(({ question }) => ids.includes(question)),
  );
  const together = new Set([...ticks, ...lists.flatMap((list) => list.ticks)].map(({ question }) => question));
  const single = ids.flatMap((id) => {
    const question = rulebook.questions[id];
    return question === undefined || together.has(id) ? [] : [{ id, question }];
  });
  return Object.fromEntries([
    ...lists.map((list) => [`${inputs.list}_${list.id}`, listField(list, unfinished)] as const),
    ...single.map(({ id, question }) => [id, fieldOf(question, id)] as const),
    ...groups(ticks).map(
      (group, at) => [at === 0 ? inputs.limits : `${inputs.limits}${at + 1}`, limitsField(group)] as const,
    ),
  ]);
}

/** The limits that the first page asks as one list to tick. */
export function limitsOf(rulebook: Rules): readonly string[] {
  return idsOf(rulebook, (question, id) => limitTick(id, question) !== undefined);
}

/** All limits, in the list or not. */
export function allLimitsOf(rulebook: Rules): readonly string[] {
  return idsOf(rulebook, (question) => question.limit !== undefined);
}

function idsOf(rulebook: Rules, wanted: (question: Question, id: string) => boolean): readonly string[] {
  return Object.entries(rulebook.questions).flatMap(([id, question]) => (wanted(question, id) ? [id] : []));
}

/** The questions of a page that its lists ask; a page that was left is asked as it was. */
export function listedIn(
  rulebook: Rules,
  ids: readonly string[],
  { answers, unknown, asking }: PageAnswers & Pick<Draft, 'asking'>,
): readonly string[] {
  const again = asking !== undefined;
  const open = again ? ids : ids.filter((id) => !unknown.includes(id));
  return listsIn(rulebook, open, answers, again).flatMap(({ ticks }) => ticks.map(({ question }) => question));
}

/** A draft without what the line of a list said of these questions: they are asked more closely. */
export function asked(rulebook: Rules, ids: readonly string[], draft: PageAnswers): PageAnswers {
  const said = Object.keys(rulebook.lists)
    .flatMap((list) => ticksOf(rulebook, list))
    .filter(({ question, yes, no }) => [yes, no].some((one) => same(one, draft.answers[question])));
  const afresh = new Set(said.map(({ question }) => question).filter((id) => ids.includes(id)));
  const kept = Object.entries(draft.answers).filter(([id]) => !afresh.has(id));
  return { answers: Object.fromEntries(kept), unknown: draft.unknown };
}

/** Does the draft say nothing about this question, in any unit? */
export function isOpen(rulebook: Rules, id: string, draft: PageAnswers): boolean {
  const question = rulebook.questions[id];
  const units = unitsOf(id, question);
  return !draft.unknown.includes(id) && units.every((unit) => single(draft.answers, unit) === undefined);
}

/** All fields of a page taken together. */
export function pageOf(values: Iterable<PageAnswers>): PageAnswers {
  const all = [...values];
  return {
    answers: Object.assign({}, ...all.map((one) => one.answers)),
    unknown: [...new Set(all.flatMap((one) => one.unknown))],
  };
}

/** Every field prefilled with what a draft holds. */
export function prefilled(
  fields: Readonly<Record<string, Field<PageAnswers>>>,
  draft: PageAnswers,
): Readonly<Record<string, PageAnswers>> {
  return Object.fromEntries(Object.keys(fields).map((id) => [id, draft]));
}

/** Fields by question: each is a schema, and an answer to Slack must not wait for them to be made again. */
const fields = new WeakMap<Question, Field<PageAnswers>>();

function fieldOf(question: Question, id: string): Field<PageAnswers> {
  const known = fields.get(question);
  if (known !== undefined) return known;
  const made = makeField(id, question);
  fields.set(question, made);
  return made;
}

function makeField(id: string, question: Question): Field<PageAnswers> {
  if (question.kind === 'number') return amount(id, question);
  return choice(id, question, question.kind === 'choice' ? question.options : yesNo);
}

function choice(
  id: string,
  question: { readonly ask: string; readonly help: string; readonly example: string },
  options: Readonly<Record<string, string>>,
): Field<PageAnswers> {
  const all = [...Object.entries(options), [dontKnow, texts.form.dontKnow] as const].map(([value, label]) =>
    option(value, label),
  );
  return {
    label: question.ask,
    hint: texts.form.hint(question.help, question.example),
    value: raw.transform((given, context): PageAnswers => {
      if (given === undefined) return nothing;
      if (given === dontKnow) return { answers: {}, unknown: [id] };
      if (typeof given === 'string' && Object.hasOwn(options, given)) return { answers: { [id]: given }, unknown: [] };
      context.addIssue({ code: 'custom', message: texts.form.choose });
      return z.NEVER;
    }),
    element: (action_id, initial) => {
      const value = initial && (initial.unknown.includes(id) ? dontKnow : single(initial.answers, id));
      const chosen = all.find((one) => one.value === value);
      const prefill = chosen && { initial_option: chosen };
      return all.length <= limits.radioOptions.max
        ? { type: 'radio_buttons', action_id, options: all, ...prefill }
        : { type: 'static_select', action_id, options: all.slice(0, limits.selectOptions.max), ...prefill };
    },
  };
}

function amount(id: string, question: NumberQuestion): Field<PageAnswers> {
  const units = unitsOf(id, question);
  const everything: PageAnswers = { answers: {}, unknown: units };
  return {
    label: question.ask,
    hint: texts.form.hint(`${question.help} ${amountHint(question)}`, question.example),
    value: raw.transform((given, context): PageAnswers => {
      if (given === undefined) return nothing;
      const read = readAmount(id, question, typeof given === 'string' ? given : '');
      if (read.kind === 'unknown') return everything;
      if (read.kind === 'amount') {
        const { question: unit, value } = read.amount;
        // An earlier answer in another unit must not stand beside this one.
        return { answers: { [unit]: value }, unknown: units.filter((one) => one !== unit) };
      }
      context.addIssue({ code: 'custom', message: read.message });
      return z.NEVER;
    }),
    element: (action_id, initial): InputBlock['element'] => {
      const text = initial && prefillOf(id, question, initial, units);
      return {
        type: 'plain_text_input',
        action_id,
        max_length: 80,
        placeholder: plain(amountPlaceholder(question), limits.placeholder.max),
        ...(text !== undefined && { initial_value: text }),
      };
    },
  };
}

function prefillOf(id: string, question: NumberQuestion, initial: PageAnswers, units: readonly string[]) {
  for (const unit of units) {
    const value = measured(single(initial.answers, unit));
    if (value !== undefined) return writeAmount(id, question, { question: unit, value });
  }
  return initial.unknown.includes(id) ? texts.form.dontKnowTyped : undefined;
}

function groups<T>(all: readonly T[]): T[][] {
  const size = limits.checkboxOptions.max - 1;
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

/** The one value a draft holds for a question; people who disagree leave it open. */
function single(answers: Case, id: string): Value | undefined {
  const possible = answers[id];
  return isList(possible) ? undefined : possible;
}

function isList(possible: Case[string] | undefined): possible is readonly Value[] {
  return Array.isArray(possible);
}

function measured(value: Value | undefined): Amount['value'] | undefined {
  return typeof value === 'string' ? undefined : value;
}
