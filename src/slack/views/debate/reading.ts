import type { InputBlock, KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { KeptEvidence } from '../../../app/debate-ports.ts';
import { type Evidence, unitsOf, type Value } from '../../../core/index.ts';
import { debateTexts } from '../../debate-texts.ts';
import { proposalsOf, type Session } from '../../debate/room.ts';
import { readAmount, writeAmount } from '../../forms/amounts.ts';
import { titleField } from '../../forms/basic.ts';
import { type Field, form, plain, type ViewState } from '../../forms/form.ts';
import { readContext, readingRef } from '../../codecs.ts';
import { buttons, inputs, modals } from '../../ids.ts';
import { limits } from '../../limits.ts';
import { clean, cut, oneLine } from '../../mrkdwn.ts';
import { readingModal } from '../modal.ts';
import { context, italic, line, rich, words } from '../rich.ts';
import { linkOf } from './ballot.ts';
import { type DebateRules, nameOf, personOf } from './people.ts';

const { reading, evidence, paste } = debateTexts;

/** What is shown while a thread is read. It needs nothing but memory. */
export function progressView(session: Session): ModalView {
  const value = { v: 1 as const, reading: session.id };
  return readingModal(modals.reading, reading.modal, reading.close, [
    { type: 'section', text: plain(session.seen === 0 ? reading.begun : reading.progress(session.seen)) },
    {
      type: 'actions',
      elements: [buttons.stopReading.render(reading.stop, value), buttons.pasteThread.render(reading.paste, value)],
    },
  ]);
}

/** How much was read, what was left out, and why it ended early. */
export function readingLines(session: Session): string[] {
  const { seen, bots, empty, files, edited, strangers, problem } = session;
  const skipped = reading.skipped(bots, empty);
  const foreign = session.reading?.foreign.length ?? 0;
  const also = [
    skipped,
    ...(files > 0 ? [reading.files(files)] : []),
    ...(edited > 0 ? [reading.edited(edited)] : []),
    ...(strangers > 0 ? [reading.strangers(strangers)] : []),
    ...(foreign > 0 ? [reading.foreign(foreign)] : []),
  ].filter((one) => one !== '');
  return [
    ...(problem === undefined ? [] : [reading.problems[problem]]),
    ...(seen === 0 && problem !== undefined
      ? []
      : [`${reading.read(seen)}${also.length > 0 ? ` ${also.join('; ')}.` : ''}`]),
  ];
}

/** As many proposals as fit: each takes two blocks, and some stand around them. */
export const proposalsShown = 40;

/** The screen on which a person keeps, changes or drops what was read. */
export function evidenceView(session: Session, rulebook: DebateRules): ModalView {
  const proposals = proposalsOf(session);
  const value = { v: 1 as const, reading: session.id };
  const rest = proposals.length - proposalsShown;
  const more = session.cursor !== undefined && session.problem !== 'full';
  const before: KnownBlock[] = [
    ...readingLines(session).map((one) => context(one, 900)),
    context(proposals.length === 0 ? evidence.none : evidence.intro, 400),
    {
      type: 'actions',
      elements: [
        ...(proposals.length > 0 ? [buttons.keepAll.render(evidence.keepAll, value, 'primary')] : []),
        ...(more ? [buttons.readOn.render(reading.again, value)] : []),
        buttons.pasteThread.render(reading.paste, value),
      ],
    },
  ];
  const initial: Record<string, Choice> = {
    [inputs.title]: { kind: 'title', title: titleOf(session) },
    ...Object.fromEntries(
      proposals.map((one, place) => [
        `${inputs.proposal}${place}`,
        { kind: 'value', question: one.question, value: one.value },
      ]),
    ),
  };
  const made = evidenceForm(session, rulebook).view(value, initial, {
    title: evidence.modal,
    submit: evidence.submit,
    close: evidence.close,
    before,
    after: rest > 0 ? [context(evidence.more(rest))] : [],
  });
  return { ...made, blocks: made.blocks.flatMap((block) => [...quoteOf(block, session), block]) };
}

/** The quote of a proposal, above its input. */
function quoteOf(block: object, session: Session): KnownBlock[] {
  const id = 'block_id' in block && typeof block.block_id === 'string' ? block.block_id : '';
  const place = id.startsWith(inputs.proposal) ? Number(id.slice(inputs.proposal.length)) : -1;
  const proposal = proposalsOf(session)[place];
  if (proposal === undefined) return [];
  const hedged = proposal.certainty === 'hedged' ? [italic(` (${evidence.hedged})`)] : [];
  const link = session.pasted ? [] : [words(' '), linkOf(session.place, proposal.ts)];
  return [rich(line(personOf(proposal.author), words(`: “${oneLine(proposal.quote)}”`, 320), ...hedged, ...link))];
}

/** The first words of the thread, as a title to change. */
export function titleOf({ messages }: Session): string {
  const [first] = messages;
  if (first === undefined) return '';
  return cut(
    oneLine(first.text.replace(/<([^<>|]*)(?:\|([^<>]*))?>/g, (_, id: string, label?: string) => label ?? id)),
    120,
  );
}

type Choice =
  | { readonly kind: 'title'; readonly title: string }
  | { readonly kind: 'value'; readonly question: string; readonly value: Value }
  | { readonly kind: 'drop' };

/** Reads what was kept. @throws z.ZodError when its context is not one of ours. */
export function readingOf(view: ViewState): string {
  return readContext(readingRef, view).reading;
}

export type EvidenceRead =
  | { readonly ok: true; readonly title: string; readonly kept: readonly KeptEvidence[] }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** What a person kept and changed of the proposals. */
export function readEvidence(session: Session, rulebook: DebateRules, view: ViewState): EvidenceRead {
  const read = evidenceForm(session, rulebook).parse(view);
  if (!read.ok) return read;
  const title = read.values[inputs.title];
  const kept = proposalsOf(session)
    .slice(0, proposalsShown)
    .flatMap((proposal, place) => {
      const choice = read.values[`${inputs.proposal}${place}`];
      return choice?.kind === 'value'
        ? [keep(session, { ...proposal, question: choice.question, value: choice.value })]
        : [];
    });
  return { ok: true, title: title?.kind === 'title' ? title.title : '', kept };
}

/** Everything that was shown, as it was read. */
export function keepAll(session: Session): readonly KeptEvidence[] {
  return proposalsOf(session)
    .slice(0, proposalsShown)
    .map((one) => keep(session, one));
}

function keep(session: Session, { question, value, author, ts, quote, certainty }: Evidence): KeptEvidence {
  const name = session.names.get(author);
  return {
    question,
    value,
    author,
    ...(name !== undefined && { name: cut(oneLine(name), 80) }),
    ...(!session.pasted && { ts }),
    quote: cut(oneLine(quote), 300),
    certainty,
  };
}

function evidenceForm(session: Session, rulebook: DebateRules) {
  const title: Field<Choice> = {
    label: evidence.title,
    value: titleField.value.transform((text): Choice => ({ kind: 'title', title: text })),
    element: (id, initial) => titleField.element(id, initial?.kind === 'title' ? initial.title : undefined),
  };
  const fields = proposalsOf(session)
    .slice(0, proposalsShown)
    .map((one, place) => [`${inputs.proposal}${place}`, proposalField(rulebook, one)] as const);
  return form<Choice, typeof readingRef>({
    id: modals.evidence,
    fields: { [inputs.title]: title, ...Object.fromEntries(fields) },
    context: readingRef,
    keepsNothing: true,
  });
}

const dropped = '?drop';
const raw = z.string().optional();

/** One proposal: choose another value, or drop it; a number is written, and empty means dropped. */
function proposalField(rulebook: DebateRules, { question: id }: Evidence): Field<Choice> {
  const own = Object.entries(rulebook.questions).find(([one, asked]) => unitsOf(one, asked).includes(id));
  const [question = id, asked] = own ?? [];
  const label = capital(nameOf(rulebook, question));
  if (asked === undefined) return dropOnly(label);
  if (asked.kind === 'number') {
    return {
      label,
      hint: evidence.numberHint,
      optional: true,
      value: raw.transform((given, issues): Choice => {
        if (given === undefined || given.trim() === '') return { kind: 'drop' };
        const read = readAmount(question, asked, given);
        if (read.kind === 'unknown') return { kind: 'drop' };
        if (read.kind === 'amount') return { kind: 'value', question: read.amount.question, value: read.amount.value };
        issues.addIssue({ code: 'custom', message: read.message });
        return z.NEVER;
      }),
      element: (action_id, initial): InputBlock['element'] => ({
        type: 'plain_text_input',
        action_id,
        max_length: 80,
        ...(initial?.kind === 'value' &&
          typeof initial.value !== 'string' && {
            initial_value: writeAmount(question, asked, { question: initial.question, value: initial.value }),
          }),
      }),
    };
  }
  const texts = asked.kind === 'choice' ? asked.options : { yes: 'Yes', no: 'No' };
  const options = [...Object.entries(texts), [dropped, evidence.drop] as const].map(([value, text]) => ({
    text: plain(text, limits.optionText.max),
    value,
  }));
  return {
    label,
    value: raw.transform((given, issues): Choice => {
      if (given === dropped) return { kind: 'drop' };
      if (given !== undefined && Object.hasOwn(texts, given)) return { kind: 'value', question, value: given };
      issues.addIssue({ code: 'custom', message: evidence.choose });
      return z.NEVER;
    }),
    element: (action_id, initial) => {
      const chosen = initial?.kind === 'value' ? options.find(({ value }) => value === initial.value) : undefined;
      return { type: 'static_select', action_id, options, ...(chosen && { initial_option: chosen }) };
    },
  };
}

function dropOnly(label: string): Field<Choice> {
  const option = { text: plain(evidence.drop, limits.optionText.max), value: dropped };
  return {
    label,
    value: raw.transform((): Choice => ({ kind: 'drop' })),
    element: (action_id) => ({ type: 'static_select', action_id, options: [option], initial_option: option }),
  };
}

const pasteField: Field<string> = {
  label: paste.label,
  hint: paste.hint,
  value: z
    .string(paste.missing)
    .transform((text) => clean(text))
    .refine((text) => text.trim() !== '', paste.missing),
  element: (action_id) => ({ type: 'plain_text_input', action_id, multiline: true, max_length: 3000 }),
};

const pasteForm = form<string, typeof readingRef>({
  id: modals.paste,
  fields: { [inputs.pasted]: pasteField },
  context: readingRef,
  keepsNothing: true,
});

/** Where messages are pasted that the app may not read. */
export function pasteView(reading: string): ModalView {
  return pasteForm.view({ v: 1, reading }, {}, { title: paste.modal, submit: paste.submit, close: paste.close });
}

export function readPaste(view: ViewState) {
  const read = pasteForm.parse(view);
  return read.ok ? { ok: true as const, text: read.values[inputs.pasted] ?? '' } : read;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
