import type { ViewResponseAction } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import type { Step } from '../../app/use-cases.ts';
import { buttons } from '../ids.ts';
import type { ActionPayload, ViewPayload } from '../payloads.ts';
import type { Call } from '../router.ts';
import { pageView, readPage, readStart, readUnfinished } from '../views/pages.ts';
import { previewView, readPreview, sharedView } from '../views/preview.ts';
import type { ListenerDeps } from './routes.ts';

type Submission = Call<ViewPayload, ViewResponseAction>;

/** Submitted pages: errors go back to their input; else the draft is committed before Slack is answered. */
export function submissions({ useCases, rulebook }: ListenerDeps) {
  return {
    start: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readStart(rulebook, useCases.firstPage(), view);
      if (!read.ok) return ack(errors(read.errors));
      const { title, place, page } = read;
      const { installation, person: owner } = actor;
      const step = await useCases.start({ installation, owner, title, place, page });
      await ack(update(stepView(step, rulebook)));
    },

    page: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readPage(rulebook, view);
      if (!read.ok) return ack(errors(read.errors));
      await ack(update(stepView(await useCases.answer(actor, read.draft, read.page), rulebook)));
    },

    preview: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readPreview(view);
      if (!read.ok) return ack(errors(read.errors));
      await useCases.share(actor, read.draft, read.place);
      await ack(update(sharedView()));
    },
  };
}

/** Buttons on a page of questions. */
export function pageActions({ useCases, rulebook, client }: ListenerDeps) {
  return {
    /** Takes what the page holds already, and decides with it. */
    decideNow: async ({ payload: { view, actions }, actor, ack }: Call<ActionPayload>): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const { draft } = buttons.decideNow.read(actions[0]?.value);
      const step = await useCases.answer(actor, draft, readUnfinished(rulebook, view), 'decide');
      const hash = view.hash === undefined ? {} : { hash: view.hash };
      await client.views.update({ view_id: view.id, ...hash, view: stepView(step, rulebook) });
    },
  };
}

/** The window for what comes next. */
function stepView(step: Step, rulebook: ListenerDeps['rulebook']): ModalView {
  return step.kind === 'page' ? pageView(rulebook, step) : previewView(step, rulebook);
}

function errors(all: Readonly<Record<string, string>>): ViewResponseAction {
  return { response_action: 'errors', errors: { ...all } };
}

function update(view: ModalView): ViewResponseAction {
  return { response_action: 'update', view };
}
