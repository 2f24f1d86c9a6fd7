import { buttons } from '../ids.ts';
import { texts } from '../texts.ts';
import { compareMessage, matricesView } from '../views/compare.ts';
import { openWindow } from '../windows.ts';
import { type Click, type ListenerDeps, presser } from './calls.ts';

/** Buttons of the comparison. */
export function comparisonActions({ useCases, rulebook, client, whisper }: ListenerDeps) {
  const again = buttons.matrices.render(texts.trouble.again, { v: 1 }, 'primary');
  return {
    compare: async ({ payload, actor, ack }: Click): Promise<void> => {
      await ack();
      const { decision } = buttons.compare.read(payload.actions[0]?.value);
      const { explanation } = await useCases.show(actor.installation, decision);
      await whisper(presser(payload), compareMessage(rulebook, explanation));
    },

    /** Without a decision. */
    all: async ({ payload, ack }: Click): Promise<void> => {
      await ack();
      await whisper(presser(payload), compareMessage(rulebook));
    },

    matrices: async ({ payload, ack }: Click): Promise<void> => {
      await ack();
      await openWindow(client, payload.trigger_id, matricesView(rulebook), again);
    },
  };
}
