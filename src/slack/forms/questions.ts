import type { InputBlock, PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { PageAnswers } from '../../app/use-cases.ts';
import type { Case, Question, Rulebook, Value } from '../../core/index.ts';
import { inputs } from '../ids.ts';
import { limits } from '../limits.ts';
import { texts } from '../texts.ts';
import { type Amount, amountHint, type NumberQuestion, readAmount, writeAmount } from './amounts.ts';
import { type Field, plain, type Raw } from './form.ts';

/** The part of a rulebook that forms are made of. */
export type Rules = Pick<Rulebook, 'questions'>;

/** Option value of "I don't know"; question marks cannot occur in option ids. */
const dontKnow = '?';
const none = '?none';
const yesNo = { yes: texts.form.yes, no: texts.form.no };

const raw = z.custom<Raw>((it) => it === undefined || typeof it === 'string' || Array.isArray(it));
const nothing: PageAnswers = { answers: {}, unknown: [] };

/**
 * The inputs of one page of questions, built from the rulebook. Each field's value is the answers it holds; an input
 * left blank holds none. `ticks` are limits asked together in one list.
 */
export function formFor(
  rulebook: Rules,
  ids: readonly string[],
  ticks: readonly string[],
): Readonly<Record<string, Field<PageAnswers>>> {
  const ticked = ticks.flatMap((id) => {
    const tick = tickOf(rulebook.questions[id]);
    return tick === undefined ? [] : [{ id, tick }];
  });
  const single = ids.flatMap((id) => {
    const question = rulebook.questions[id];
    return question === undefined || ticked.some((one) => one.id === id) ? [] : [{ id, question }];
  });
  return Object.fromEntries([
    ...single.map(({ id, question }) => [id, fieldOf(question, id)] as const),
    ...groups(ticked).map(
      (group, at) => [at === 0 ? inputs.limits : `${inputs.limits}${at + 1}`, tickList(group)] as const,
    ),
  ]);
}

/**
 * The limits that the first page asks as one list to tick. A limit that usually does not bind, such as leave to train, is
 * not in it: "None of these" would take the leave away.
 */
export function limitsOf(rulebook: Rules): readonly string[] {
  return idsOf(rulebook, (question) => tickOf(question) !== undefined);
}

/** All limits, in the list or not. */
export function allLimitsOf(rulebook: Rules): readonly string[] {
  return idsOf(rulebook, (question) => question.kind === 'yes_no' && question.limit !== undefined);
}

function idsOf(rulebook: Rules, wanted: (question: Question) => boolean): readonly string[] {
  return Object.entries(rulebook.questions).flatMap(([id, question]) => (wanted(question) ? [id] : []));
}

/** Does the draft say nothing about this question, in any unit? */
export function isOpen(rulebook: Rules, id: string, draft: PageAnswers): boolean {
  const question = rulebook.questions[id];
  const units = [id, ...(question?.kind === 'number' ? Object.keys(question.also ?? {}) : [])];
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
  const units = [id, ...Object.keys(question.also ?? {})];
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
        placeholder: plain(texts.form.numberPlaceholder, limits.placeholder.max),
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

/** Ticked is yes, "None of these" makes the rest no, and what stays unticked without it stays open. */
function tickList(group: readonly { readonly id: string; readonly tick: string }[]): Field<PageAnswers> {
  const all = [
    ...group.map(({ id, tick }) => option(id, tick)),
    { ...option(none, texts.form.none), description: plain(texts.form.noneMore, limits.optionText.max) },
  ];
  return {
    label: texts.form.limits,
    hint: texts.form.limitsHint,
    optional: true,
    value: raw.transform((given): PageAnswers => {
      const chosen: readonly string[] = typeof given === 'string' ? [given] : (given ?? []);
      const answers: Record<string, string> = {};
      for (const { id } of group) {
        if (chosen.includes(id)) answers[id] = 'yes';
        else if (chosen.includes(none)) answers[id] = 'no';
      }
      return { answers, unknown: [] };
    }),
    element: (action_id, initial) => {
      const given = (value: string) => group.filter(({ id }) => initial && single(initial.answers, id) === value);
      const rest = given('no').length > 0 && given('yes').length + given('no').length === group.length;
      const chosen = new Set([...given('yes').map(({ id }) => id), ...(rest ? [none] : [])]);
      const initial_options = all.filter((one) => chosen.has(one.value));
      return { type: 'checkboxes', action_id, options: all, ...(initial_options.length > 0 && { initial_options }) };
    },
  };
}

function groups<T>(all: readonly T[]): T[][] {
  const size = limits.checkboxOptions.max - 1;
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size));
}

function tickOf(question: Question | undefined): string | undefined {
  return question?.kind === 'yes_no' && question.usual === 'no' ? question.limit?.tick : undefined;
}

function option(value: string, label: string): PlainTextOption & { value: string } {
  return { text: plain(label, limits.optionText.max), value };
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
