import { randomBytes } from 'node:crypto';
import type { ModalView } from '@slack/types';
import type { Step } from '../../app/use-cases.ts';
import { buttons } from '../ids.ts';
import { texts } from '../texts.ts';
import { exampleVerdictView, unpricedVerdictView } from '../views/examples.ts';
import { noticeModal } from '../views/modal.ts';
import { pageView, readPage, readStart, readUnfinished, readUnfinishedStart } from '../views/pages.ts';
import { wouldText } from '../views/position.ts';
import { continueButton } from '../views/private.ts';
import { previewView, readPreview, sharedView, unpricedView } from '../views/preview.ts';
import { changeWindow, completeWindow } from '../windows.ts';
import { type Click, errors, type ListenerDeps, type Submission, update } from './calls.ts';

/**
 * Submitted pages: errors go back to their input; else the draft is committed before Slack is answered. Nothing is priced before that:
 * prices come into the window right after.
 */
export function submissions({ useCases, rulebook, client, replies }: ListenerDeps) {
  async function goOn({ ack, afterwards }: Submission, step: Step): Promise<void> {
    // A worked case left as it is shows no prices.
    if (step.kind === 'page' || (step.draft.example !== undefined && step.movedUnpriced === undefined))
      return ack(update(stepView(step, rulebook)));
    const name = randomBytes(12).toString('base64url');
    afterwards(async () => void (await completeWindow(client, name, stepView(step, rulebook))));
    await ack(update(step.draft.example === undefined ? unpricedView(step, name) : unpricedVerdictView(step, name)));
  }

  return {
    start: async (call: Submission): Promise<void> => {
      const { payload, actor, ack } = call;
      const { view } = payload;
      const read = readStart(rulebook, useCases.firstPage(), view);
      if (!read.ok) return ack(errors(read.errors));
      const { title, place, reply, page, draft } = read;
      const { installation, person: owner } = actor;
      const step = await useCases.start({ installation, owner, title, place, page, draft });
      if (reply !== undefined) await replies.keep(actor, step.draft.id, reply);
      await goOn(call, step);
    },

    page: async (call: Submission): Promise<void> => {
      const { payload, actor, ack } = call;
      const read = readPage(rulebook, payload.view);
      if (!read.ok) return ack(errors(read.errors));
      await goOn(call, await useCases.answer(actor, read.draft, read.page));
    },

    preview: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readPreview(view);
      if (!read.ok) return ack(errors(read.errors));
      await useCases.share(actor, read.draft, read.place);
      await ack(update(sharedView()));
    },

    /** What somebody sees differently. */
    position: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readPage(rulebook, view);
      if (!read.ok) return ack(errors(read.errors));
      const stance = await useCases.takePosition(actor, read.draft, read.page);
      const { done, close, thanks } = texts.position;
      await ack(update(noticeModal(done, close, thanks(wouldText(stance)))));
    },
  };
}

/** Buttons on a page of questions. */
export function pageActions({ useCases, rulebook, client, replies }: ListenerDeps) {
  return {
    /** The same on the first page, which has no draft yet. */
    decideFirst: async ({ payload: { view }, actor, ack }: Click): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const {
        title,
        place,
        reply,
        page,
        unreadable,
        draft: begun,
      } = readUnfinishedStart(rulebook, useCases.firstPage(), view);
      const { installation, person: owner } = actor;
      const named = title === '' ? texts.start.untitled : title;
      const { draft } = await useCases.start({ installation, owner, title: named, place, page, draft: begun });
      if (reply !== undefined) await replies.keep(actor, draft.id, reply);
      const step = await useCases.answer(actor, draft.id, { answers: {}, unknown: [] }, 'decide');
      await changeWindow(client, view, stepView(step, rulebook, unreadable), continueButton(draft.id));
    },

    /** Takes what the page holds already, and decides with it. */
    decideNow: async ({ payload: { view, actions }, actor, ack }: Click): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const { draft } = buttons.decideNow.read(actions[0]?.value);
      const { page, unreadable } = readUnfinished(rulebook, view);
      const step = await useCases.answer(actor, draft, page, 'decide');
      await changeWindow(client, view, stepView(step, rulebook, unreadable), continueButton(draft));
    },
  };
}

/** The window for what comes next. */
export function stepView(step: Step, rulebook: ListenerDeps['rulebook'], leftOut: readonly string[] = []): ModalView {
  if (step.kind === 'page') return pageView(rulebook, step);
  return step.draft.example === undefined ? previewView(step, rulebook, leftOut) : exampleVerdictView(step);
}
