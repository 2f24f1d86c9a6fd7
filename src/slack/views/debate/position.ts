import type { ModalView } from '@slack/types';
import { z } from 'zod';
import type { DebateShown } from '../../../app/debate-ports.ts';
import type { PositionForm } from '../../../app/debates.ts';
import type { PageAnswers } from '../../../app/use-cases.ts';
import { type Case, isRange, type Value } from '../../../core/index.ts';
import { debateTexts } from '../../debate-texts.ts';
import { type Field, form, plain, type ViewState } from '../../forms/form.ts';
import { reasonField } from '../../forms/basic.ts';
import { formFor, pageOf, prefilled } from '../../forms/questions.ts';
import { closingContext, jsonCodec, positionContext, readContext } from '../../codecs.ts';
import { inputs, modals } from '../../ids.ts';
import { limits } from '../../limits.ts';
import { cut } from '../../mrkdwn.ts';
import { noticeModal } from '../modal.ts';
import { context } from '../rich.ts';
import { type DebateRules, labelsOf, nameOf, namesOf, textOf } from './people.ts';

const { position, close } = debateTexts;

/** The questions for one person, filled with what they said. */
export function positionView(rulebook: DebateRules, asked: PositionForm, mine: boolean): ModalView {
  const { debate, questions, said, submission } = asked;
  if (questions.length === 0) return noticeModal(position.modal, position.closeDone, position.nothing);
  const fields = formFor(rulebook, questions);
  const intro = debate.state === 'settled' ? position.introLate : mine ? position.introMine : position.intro;
  return positionForm(fields).view(
    { v: 1, debate: debate.id, ask: [...questions], submission },
    prefilled(fields, said),
    { title: position.modal, submit: position.submit, close: position.close, before: [context(intro)] },
  );
}

type Read<T> = ({ readonly ok: true } & T) | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads a submitted position. @throws z.ZodError when its context is not one of ours. */
export function readPosition(
  rulebook: DebateRules,
  view: ViewState,
): Read<{
  readonly debate: string;
  readonly ask: readonly string[];
  readonly submission: string;
  readonly page: PageAnswers;
}> {
  const { debate, ask, submission } = readContext(positionContext, view);
  const read = positionForm(formFor(rulebook, ask)).parse(view);
  return read.ok ? { ok: true, debate, ask, submission, page: pageOf(Object.values(read.values)) } : read;
}

function positionForm(fields: Readonly<Record<string, Field<PageAnswers>>>) {
  return form<PageAnswers, typeof positionContext>({
    id: modals.debatePosition,
    fields,
    context: positionContext,
    keepsNothing: true,
  });
}

/** The window to close a debate: a value for each dispute that matters, and the reason. */
export function closeView(rulebook: DebateRules, { debate, assessment, participants }: DebateShown): ModalView {
  const open = assessment.disputes.filter(({ pivotal }) => pivotal);
  const fields = open.map((dispute) => {
    const options = dispute.leadsTo.map(({ value, possible }) => {
      const by = dispute.camps.find((camp) => JSON.stringify(camp.value) === JSON.stringify(value))?.by ?? [];
      const who = by.length === 0 ? close.nobody : namesOf(participants, by);
      const note = close.by(cut(who, 40), labelsOf(rulebook, possible));
      return { value: encode(value), label: textOf(rulebook, dispute.question, value), note };
    });
    return [dispute.question, choiceField(nameOf(rulebook, dispute.question), options)] as const;
  });
  return closeForm(Object.fromEntries(fields)).view(
    { v: 1, debate: debate.id, ask: open.map(({ question }) => question) },
    {},
    { title: close.modal, submit: close.submit, close: close.close, before: [context(close.intro, 400)] },
  );
}

/** Reads how a debate is closed. @throws z.ZodError when its context is not one of ours. */
export function readClose(
  rulebook: DebateRules,
  view: ViewState,
): Read<{ readonly debate: string; readonly reason: string; readonly choices: Case }> {
  const { debate, ask } = readContext(closingContext, view);
  const fields = ask.map((question) => [question, choiceField(nameOf(rulebook, question), [])] as const);
  const read = closeForm(Object.fromEntries(fields)).parse(view);
  if (!read.ok) return read;
  const choices = ask.flatMap((question) => {
    const value = decode(rulebook, question, read.values[question] ?? '');
    return value === undefined ? [] : [[question, value] as const];
  });
  return { ok: true, debate, reason: read.values[inputs.reason] ?? '', choices: Object.fromEntries(choices) };
}

function closeForm(fields: Readonly<Record<string, Field<string>>>) {
  const reason: Field<string> = { ...reasonField, label: close.reason, hint: close.reasonHint };
  return form<string, typeof closingContext>({
    id: modals.closeDebate,
    fields: { ...fields, [inputs.reason]: reason },
    context: closingContext,
    keepsNothing: true,
  });
}

function choiceField(
  label: string,
  all: readonly { readonly value: string; readonly label: string; readonly note: string }[],
): Field<string> {
  const options = all.slice(0, limits.selectOptions.max).map(({ value, label: text, note }) => ({
    text: plain(text, limits.optionText.max),
    value,
    description: plain(note, limits.optionText.max),
  }));
  return {
    label: label.charAt(0).toUpperCase() + label.slice(1),
    value: z.string(close.choose),
    element: (action_id) =>
      options.length <= limits.radioOptions.max
        ? { type: 'radio_buttons', action_id, options }
        : { type: 'static_select', action_id, options },
  };
}

/** A value as an option's, of at most 75 characters. */
function encode(value: Value): string {
  return JSON.stringify(typeof value !== 'string' && isRange(value) ? [value.low, value.high] : value);
}

const chosen = jsonCodec(z.union([z.string().max(80), z.number(), z.tuple([z.number(), z.number()])]), 80);

/** The value of an option; undefined when the question has no such value. */
function decode(rulebook: DebateRules, question: string, text: string): Value | undefined {
  const asked = rulebook.questions[question];
  const read = z.safeDecode(chosen, text);
  if (asked === undefined || !read.success) return undefined;
  const value: Value = Array.isArray(read.data) ? { low: read.data[0], high: read.data[1] } : read.data;
  if (asked.kind === 'number') {
    if (typeof value === 'string') return undefined;
    const ends = typeof value === 'number' ? [value] : [value.low, value.high];
    return ends.every((end) => end >= asked.min && end <= asked.max) ? value : undefined;
  }
  const options = asked.kind === 'choice' ? Object.keys(asked.options) : ['yes', 'no'];
  return typeof value === 'string' && options.includes(value) ? value : undefined;
}
