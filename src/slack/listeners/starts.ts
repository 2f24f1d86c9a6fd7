import type { RespondArguments } from '@slack/bolt';
import type { Place } from '../../app/ports.ts';
import { fromCommand } from '../mrkdwn.ts';
import type { CommandPayload, ShortcutPayload } from '../payloads.ts';
import type { Call } from '../router.ts';
import { helpMessage } from '../views/help.ts';
import { startView } from '../views/pages.ts';
import type { ListenerDeps } from './routes.ts';

/** The three ways in. Each acknowledges and opens the first page at once: a trigger lives three seconds. */
export function starts({ useCases, rulebook, client }: ListenerDeps) {
  const open = (trigger_id: string, title: string, place: Place | undefined) =>
    client.views.open({ trigger_id, view: startView(rulebook, useCases.firstPage(), title, place) });

  return {
    command: async ({ payload, ack }: Call<CommandPayload, RespondArguments>): Promise<void> => {
      const text = fromCommand(payload.text);
      if (/^(help|\?)$/i.test(text)) return ack({ response_type: 'ephemeral', ...helpMessage(rulebook) });
      await ack();
      await open(payload.trigger_id, text, placeOf(payload.channel_id, payload.channel_name));
    },

    global: async ({ payload, ack }: Call<ShortcutPayload>): Promise<void> => {
      await ack();
      await open(payload.trigger_id, '', undefined);
    },

    message: async ({ payload: { channel, message, trigger_id }, ack }: Call<ShortcutPayload>): Promise<void> => {
      await ack();
      const place = channel && placeOf(channel.id, channel.name ?? '');
      await open(trigger_id, '', place && { ...place, thread: message?.thread_ts ?? message?.ts });
    },
  };
}

/** A direct message between people is no place: no app can post there, so the person is asked for a channel. */
function placeOf(channel: string, name: string): Place | undefined {
  return name === 'directmessage' || name.startsWith('mpdm-') || channel.startsWith('D') ? undefined : { channel };
}
