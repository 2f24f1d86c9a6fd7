import type { PlainTextOption } from '@slack/types';
import { z } from 'zod';
import type { PageAnswers } from '../../app/use-cases.ts';
import { type Possible, same, type Tick, type TickList } from '../../core/index.ts';
import { limits } from '../limits.ts';
import { texts } from '../texts.ts';
import { type Field, plain, type Raw } from './form.ts';

/** Option values that are no question; question marks cannot occur in ids. */
const none = '?none';
const restUnknown = '?rest';

const raw = z.custom<Raw>((it) => it === undefined || typeof it === 'string' || Array.isArray(it));

/** The limits of the first page. Ticked holds, "None of these" denies the rest, and what stays unticked without it stays open. */
export function limitsField(ticks: readonly Tick[]): Field<PageAnswers> {
  const rest = { ...option(none, texts.form.none), description: plain(texts.form.noneMore, limits.optionText.max) };
  return {
    label: texts.form.limits,
    hint: texts.form.limitsHint,
    optional: true,
    value: raw.transform((given) => read(ticks, chosenIn(given))),
    element: (action_id, initial) => boxes(action_id, ticks, [rest], initial),
  };
}

/**
 * Several questions as one list, which has to be answered: what stays unticked is not so, unless the person does not know.
 * @param unfinished the person did not finish it: then what stays unticked stays open.
 */
export function listField({ ask, help, ticks }: TickList, unfinished: boolean): Field<PageAnswers> {
  return {
    label: ask,
    hint: help,
    value: raw.transform((given, context): PageAnswers => {
      const chosen = chosenIn(given);
      if (unfinished) return read(ticks, chosen);
      if (chosen.length > 0) return read(ticks, chosen.includes(restUnknown) ? chosen : [...chosen, none]);
      context.addIssue({ code: 'custom', message: texts.form.tickOne });
      return z.NEVER;
    }),
    element: (action_id, initial) =>
      boxes(action_id, ticks, [option(none, texts.form.none), option(restUnknown, texts.form.restUnknown)], initial),
  };
}

function chosenIn(given: Raw): readonly string[] {
  return typeof given === 'string' ? [given] : (given ?? []);
}

function read(ticks: readonly Tick[], chosen: readonly string[]): PageAnswers {
  const answers: Record<string, Possible> = {};
  const unknown: string[] = [];
  for (const { question, yes, no } of ticks) {
    if (chosen.includes(question)) answers[question] = yes;
    else if (chosen.includes(restUnknown)) unknown.push(question);
    else if (chosen.includes(none)) answers[question] = no;
  }
  return { answers, unknown };
}

function boxes(
  action_id: string,
  ticks: readonly Tick[],
  more: readonly (PlainTextOption & { value: string })[],
  initial: PageAnswers | undefined,
) {
  const options = [...ticks.map(({ question, label }) => option(question, label)), ...more];
  const chosen = initial === undefined ? [] : chosenFor(ticks, initial);
  const initial_options = options.filter(({ value }) => chosen.includes(value));
  return { type: 'checkboxes' as const, action_id, options, ...(initial_options.length > 0 && { initial_options }) };
}

/** What is ticked where a draft holds these answers. */
function chosenFor(ticks: readonly Tick[], { answers, unknown }: PageAnswers): readonly string[] {
  const ticked = ticks.filter(({ question, yes }) => same(answers[question], yes)).map(({ question }) => question);
  const denied = ticks.filter(({ question, no }) => same(answers[question], no));
  const told = denied.length > 0 && ticked.length + denied.length === ticks.length;
  const open = ticks.some(({ question }) => unknown.includes(question));
  return [...ticked, ...(told ? [none] : []), ...(open ? [restUnknown] : [])];
}

export function option(value: string, label: string): PlainTextOption & { value: string } {
  return { text: plain(label, limits.optionText.max), value };
}
