import type { ModalView } from '@slack/types';
import { Refused } from '../../app/refused.ts';
import type { Approach } from '../../core/index.ts';
import type { ButtonKind } from '../button.ts';
import { buttons, whyNotButtons } from '../ids.ts';
import { texts } from '../texts.ts';
import { recordView, whyView } from '../views/decision.ts';
import { elsewhereView, otherwiseView, readElsewhere, readOtherwise } from '../views/outcome.ts';
import { noticeModal } from '../views/modal.ts';
import { pageView } from '../views/pages.ts';
import { withButtons } from '../views/private.ts';
import { sharedView } from '../views/preview.ts';
import { whyNotView } from '../views/why-not.ts';
import { changeWindow, showWindow } from '../windows.ts';
import { type Click, errors, type ListenerDeps, presser, type Submission, update } from './calls.ts';

type DecisionButton = ButtonKind<{ readonly v: 1; readonly decision: string }>;

/** Shows a window for the decision of a button: a new one, or in place of the one the button is in. */
export const showing =
  ({ client }: Pick<ListenerDeps, 'client'>) =>
  (kind: DecisionButton, viewOf: (decision: string, call: Click) => Promise<ModalView>) =>
  async (call: Click): Promise<void> => {
    await call.ack();
    const { decision } = kind.read(call.payload.actions[0]?.value);
    const opening = kind.render(texts.trouble.again, { v: 1, decision }, 'primary');
    await showWindow(client, call.payload, await viewOf(decision, call), { opening });
  };

/** Buttons under a decision. Everybody in the channel sees them; what a person may not do the use case refuses. */
export function decisionActions(deps: ListenerDeps) {
  const { useCases, rulebook, client, whisper } = deps;
  const shows = showing(deps);

  return {
    why: shows(buttons.why, async (decision, { actor }) => {
      const { explanation, choice } = await useCases.show(actor.installation, decision);
      return whyView(decision, explanation, choice, rulebook);
    }),

    whyPage: async ({ payload: { actions, view }, actor, ack }: Click): Promise<void> => {
      await ack();
      const { decision, page } = buttons.whyPage.read(actions[0]?.value);
      if (view === undefined) return;
      const { explanation, choice } = await useCases.show(actor.installation, decision);
      await changeWindow(client, view, whyView(decision, explanation, choice, rulebook, page));
    },

    whyNot: (approach: Approach) =>
      shows(whyNotButtons[approach], async (decision, { actor }) => {
        const { explanation, not } = await useCases.whyNot(actor.installation, decision, approach);
        return whyNotView(decision, explanation, not, rulebook);
      }),

    change: shows(buttons.change, async (decision, { actor }) =>
      pageView(rulebook, await useCases.change(actor, decision)),
    ),

    record: shows(buttons.record, async (decision, { actor }) =>
      recordView(await useCases.record(actor.installation, decision)),
    ),

    otherwise: shows(buttons.otherwise, async (decision, { actor }) => {
      const shown = await useCases.show(actor.installation, decision);
      // Told before they write a reason for nothing; submitting checks it again.
      if (shown.decision.owner !== actor.person) throw new Refused('not-yours');
      return otherwiseView(shown, rulebook);
    }),

    postElsewhere: shows(buttons.postElsewhere, async (decision) => elsewhereView(decision)),

    postNow: async ({ payload, actor, ack }: Click): Promise<void> => {
      await ack();
      const { decision } = buttons.postNow.read(payload.actions[0]?.value);
      const state = await useCases.postNow(actor, decision);
      const said = state === 'posted' ? texts.notPosted.posted : texts.notPosted.onItsWay;
      await whisper(presser(payload), withButtons(said));
    },
  };
}

/** Submitted windows that were opened under a decision. */
export function decisionSubmissions({ useCases, rulebook }: ListenerDeps) {
  return {
    otherwise: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readOtherwise(view, rulebook);
      if (!read.ok) return ack(errors(read.errors));
      const { approach, reason } = read;
      await useCases.choose(actor, read.decision, read.revision, { approach, reason });
      const { done, closeDone, said } = texts.otherwise;
      await ack(update(noticeModal(done, closeDone, said)));
    },

    elsewhere: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readElsewhere(view);
      if (!read.ok) return ack(errors(read.errors));
      await useCases.postNow(actor, read.decision, { channel: read.channel });
      await ack(update(sharedView()));
    },
  };
}
