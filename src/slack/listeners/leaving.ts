import { z } from 'zod';
import type { Draft } from '../../app/ports.ts';
import { Refused } from '../../app/refused.ts';
import { buttons } from '../ids.ts';
import type { ViewPayload } from '../payloads.ts';
import type { Call } from '../router.ts';
import { readUnfinished, readUnfinishedStart, startView } from '../views/pages.ts';
import { continueButton, keptMessage } from '../views/private.ts';
import { draftOfPreview } from '../views/preview.ts';
import { showWindow } from '../windows.ts';
import { stepView } from './pages.ts';
import { type Click, type ListenerDeps } from './calls.ts';

type Closing = Call<ViewPayload>;

/** Closed windows: what they held is kept, and one private word says where to go on. */
export function leaving({ useCases, rulebook, whisper }: ListenerDeps) {
  async function offer({ payload, ack }: Closing, keep: () => Promise<Draft | undefined>): Promise<void> {
    const draft = await keep().catch((error: unknown) => {
      // A draft that is gone or somebody else's, or a window of an earlier version: closing it is no reason to complain.
      if (error instanceof Refused || error instanceof z.ZodError) return undefined;
      throw error;
    });
    await ack();
    if (draft === undefined) return;
    // It waits in the Home tab too: nobody gets a direct message for that.
    if (draft.place === undefined) return;
    // A direct message between people is none of ours.
    const place = draft.place.channel.startsWith('D') ? undefined : draft.place;
    await whisper({ user: payload.user.id, place }, keptMessage(draft));
  }

  return {
    start: async (call: Closing): Promise<void> => {
      await offer(call, async () => {
        const { title, place, page, draft } = readUnfinishedStart(rulebook, useCases.firstPage(), call.payload.view);
        const { installation, person: owner } = call.actor;
        return useCases.leaveFirst({ installation, owner, title, place, page, draft });
      });
    },

    page: async (call: Closing): Promise<void> => {
      await offer(call, async () => {
        const { draft, page, ask } = readUnfinished(rulebook, call.payload.view);
        return useCases.leave(call.actor, draft, page, ask);
      });
    },

    preview: async (call: Closing): Promise<void> => {
      await offer(call, async () =>
        useCases.leave(call.actor, draftOfPreview(call.payload.view), { answers: {}, unknown: [] }),
      );
    },
  };
}

/** "Continue": where the person was, in the window they are in or in a new one. */
export function resuming({ useCases, rulebook, client, whisper }: ListenerDeps) {
  return async ({ payload, actor, ack }: Click): Promise<void> => {
    await ack();
    const { draft } = buttons.resume.read(payload.actions[0]?.value);
    const step = await useCases.resume(actor, draft);
    const view =
      step.kind === 'start'
        ? startView(rulebook, useCases.firstPage(), step.draft.title, step.draft.place, { filled: step.draft, draft })
        : stepView(step, rulebook);
    const again = continueButton(draft);
    await showWindow(client, payload, view, { opening: again, changing: again });
    await whisper.dismiss(payload.response_url);
  };
}
