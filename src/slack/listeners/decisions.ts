import { buttons } from '../ids.ts';
import type { ActionPayload } from '../payloads.ts';
import type { Call } from '../router.ts';
import { recordView, whyView } from '../views/decision.ts';
import { pageView } from '../views/pages.ts';
import type { ListenerDeps } from './routes.ts';

/** Buttons under a decision. Everybody in the channel sees them; what a person may not do the use case refuses. */
export function decisionActions({ useCases, rulebook, client }: ListenerDeps) {
  return {
    why: async ({ payload: { trigger_id, actions }, actor, ack }: Call<ActionPayload>): Promise<void> => {
      await ack();
      const { decision } = buttons.why.read(actions[0]?.value);
      const { explanation } = await useCases.show(actor.installation, decision);
      await client.views.open({ trigger_id, view: whyView(explanation, rulebook) });
    },

    change: async ({ payload: { trigger_id, actions }, actor, ack }: Call<ActionPayload>): Promise<void> => {
      await ack();
      const { decision } = buttons.change.read(actions[0]?.value);
      const step = await useCases.change(actor, decision);
      await client.views.open({ trigger_id, view: pageView(rulebook, step) });
    },

    record: async ({ payload: { trigger_id, actions }, actor, ack }: Call<ActionPayload>): Promise<void> => {
      await ack();
      const { decision } = buttons.record.read(actions[0]?.value);
      await client.views.open({ trigger_id, view: recordView(await useCases.record(actor.installation, decision)) });
    },
  };
}
