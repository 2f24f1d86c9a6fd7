import type { Actor } from '../../app/use-cases.ts';
import { forgetTexts } from '../forget-texts.ts';
import { buttons, inputs } from '../ids.ts';
import { forgetView, readForget } from '../views/forget.ts';
import { noticeModal } from '../views/modal.ts';
import { openWindow } from '../windows.ts';
import { administers } from './ballots.ts';
import { type Click, errors, type ListenerDeps, type Submission, update } from './calls.ts';

/** The button that opens the window once more. */
export const forgetAgain = () => buttons.forget.render(forgetTexts.offer, { v: 1 }, 'danger');

/** Asking what to forget, and forgetting it. Who may is found out when it is sent, not when it is asked. */
export function forgetting({ useCases, client }: Pick<ListenerDeps, 'useCases' | 'client'>) {
  return {
    open: (trigger: string) => openWindow(client, trigger, forgetView(), forgetAgain()),

    again: async ({ payload, ack }: Click): Promise<void> => {
      await ack();
      await openWindow(client, payload.trigger_id, forgetView(), forgetAgain());
    },

    submitted: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readForget(view);
      if (!read.ok) return ack(errors(read.errors));
      if (read.what === 'mine') return mine(actor, ack);
      if (!(await administers(client, actor))) return ack(errors({ [inputs.confirm]: forgetTexts.notAdmin }));
      await useCases.forgetting.workspace({ ...actor, admin: true });
      await ack(update(noticeModal(forgetTexts.done, forgetTexts.closeDone, forgetTexts.saidWorkspace)));
    },
  };

  async function mine(actor: Actor, ack: Submission['ack']): Promise<void> {
    await useCases.forgetting.person(actor);
    await ack(update(noticeModal(forgetTexts.done, forgetTexts.closeDone, forgetTexts.saidMine)));
  }
}
