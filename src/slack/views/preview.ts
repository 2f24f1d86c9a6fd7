import type { KnownBlock, ModalView } from '@slack/types';
import type { Place } from '../../app/ports.ts';
import type { Preview } from '../../app/use-cases.ts';
import { gapOpen } from '../../core/index.ts';
import { auditTexts } from '../audit-texts.ts';
import { placeField } from '../forms/basic.ts';
import { form, plain, type ViewState } from '../forms/form.ts';
import { draftRef, readContext } from '../codecs.ts';
import { buttons, inputs, modals } from '../ids.ts';
import { texts } from '../texts.ts';
import { assumptionsOf, costFields, flipsOf, headOf, type Labels, reasonsOf } from './answer.ts';
import { correctionBlocks } from './beside.ts';
import { noticeModal } from './modal.ts';
import { context, line, list, rich, words, bold } from './rich.ts';

const movedShown = 12;

/** The answer for the person alone; submitting it shares it. */
export function previewView(step: Preview, rulebook: Labels, leftOut: readonly string[] = []): ModalView {
  const { explanation, moved } = step;
  return answerView(step, { leftOut, moved, costs: costFields(explanation, rulebook) });
}

/** The same before anything is priced, under a name by which the prices find it: it can be shared and gone on with as it is. */
export function unpricedView(step: Preview, external_id: string): ModalView {
  const { draft, movedUnpriced = [] } = step;
  const moved = movedUnpriced.length === 0 ? undefined : movedUnpriced;
  return { ...answerView(step, { moved, costs: costsToCome(draft.id) }), external_id };
}

/** Where the prices will stand, with a way to them should they not come. */
function costsToCome(draft: string): KnownBlock[] {
  return [
    rich(line(bold(texts.preview.costs))),
    {
      type: 'section',
      text: plain(texts.preview.pricesLater),
      accessory: buttons.resume.render(texts.preview.pricesNow, { v: 1, draft }),
    },
  ];
}

interface Shown {
  readonly leftOut?: readonly string[];
  readonly moved: readonly string[] | undefined;
  readonly costs: readonly KnownBlock[];
}

function answerView({ draft, explanation }: Preview, { leftOut = [], moved, costs }: Shown): ModalView {
  const needsPlace = draft.place === undefined && draft.revises === undefined;
  const before: KnownBlock[] = [
    ...(leftOut.length === 0 ? [] : [context(texts.preview.leftOut(leftOut.join('; ')), 600)]),
    ...(moved === undefined ? [] : [movedBlock(moved)]),
    headOf(explanation),
    context(explanation.status, 600),
    ...correctionBlocks(explanation.corrections),
    ...reasonsOf(explanation),
    ...(gapOpen(draft.answers) ? auditOffer(draft.id) : []),
    ...costs,
    ...(explanation.pivots.length > 0 ? flipsOf(explanation) : [context(texts.preview.nothingFlips)]),
    ...assumptionsOf(explanation),
    ...(draft.place === undefined ? [] : [placeLine(draft.place)]),
  ];
  return previewForm(needsPlace).view(
    { v: 1, draft: draft.id },
    {},
    {
      title: texts.preview.modal,
      submit: draft.revises === undefined ? texts.preview.share : texts.preview.shareChange,
      close: texts.preview.close,
      before,
      after: [context(texts.preview.onlyYou)],
    },
  );
}

/** What a submitted preview says: the draft to share, and where if the person was asked. */
export type PreviewRead =
  | { readonly ok: true; readonly draft: string; readonly place: Place | undefined }
  | { readonly ok: false; readonly errors: Readonly<Record<string, string>> };

/** Reads a submitted preview. @throws z.ZodError when its context is not one of ours. */
export function readPreview(view: ViewState): PreviewRead {
  const { draft } = readContext(draftRef, view);
  // Slack sends the value of every input, so no value means there was none to fill.
  if (view.state.values[inputs.place] === undefined) return { ok: true, draft, place: undefined };
  const read = previewForm(true).parse(view);
  if (!read.ok) return read;
  const channel = read.values[inputs.place];
  return { ok: true, draft, place: channel === undefined ? undefined : { channel } };
}

function previewForm(needsPlace: boolean) {
  return form<string, typeof draftRef>({
    id: modals.preview,
    fields: needsPlace ? { [inputs.place]: placeField } : {},
    context: draftRef,
  });
}

/** Said after sharing. */
export function sharedView(): ModalView {
  return noticeModal(texts.shared.modal, texts.shared.close, texts.shared.said);
}

/** Which draft a closed preview showed. @throws z.ZodError when its context is not one of ours. */
export function draftOfPreview(view: ViewState): string {
  return readContext(draftRef, view).draft;
}

/** While nobody knows what goes wrong: the way to find out. */
function auditOffer(draft: string): KnownBlock[] {
  return [
    context(auditTexts.offered),
    { type: 'actions', elements: [buttons.audit.render(auditTexts.offer, { v: 1, draft })] },
  ];
}

export function movedBlock(moved: readonly string[]): KnownBlock {
  return moved.length === 0
    ? rich(line(bold(texts.preview.moved)), line(words(texts.preview.movedNothing)))
    : rich(
        line(bold(texts.preview.moved)),
        list(
          'bullet',
          moved.slice(0, movedShown).map((one) => [words(one, 400)]),
        ),
      );
}

function placeLine({ channel, thread }: Place): KnownBlock {
  // Direct messages have no name to show, and in those between people nobody's app may post.
  if (channel.startsWith('D')) return context(texts.preview.goesHere);
  return rich(
    line(
      words(thread === undefined ? texts.preview.goesTo : texts.preview.goesToThread),
      { type: 'channel', channel_id: channel },
      words('.'),
    ),
  );
}
