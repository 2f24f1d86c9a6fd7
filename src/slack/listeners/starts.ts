import type { RespondArguments } from '@slack/bolt';
import type { Button } from '@slack/types';
import type { Place } from '../../app/ports.ts';
import type { Actor } from '../../app/use-cases.ts';
import { failureOf, traceOf } from '../errors.ts';
import { buttons } from '../ids.ts';
import { cut, fromCommand, oneLine } from '../mrkdwn.ts';
import type { CommandPayload, ShortcutPayload } from '../payloads.ts';
import type { Log } from '../log.ts';
import type { Call } from '../router.ts';
import { practiceTexts } from '../practice-texts.ts';
import { texts } from '../texts.ts';
import { auditView } from '../views/audit.ts';
import { compareMessage } from '../views/compare.ts';
import { helpMessage } from '../views/help.ts';
import { didYouMeanMessage } from '../views/private.ts';
import { type StartExtras, startView } from '../views/pages.ts';
import { openWindow } from '../windows.ts';
import type { forgetting } from './forgetting.ts';
import type { lessons } from './lessons.ts';
import type { practice } from './practice.ts';
import { type Click, type ListenerDeps, presser } from './calls.ts';
import { settleLink, type openings } from './openings.ts';
import { subcommandIn, type SubcommandName, subcommands } from './subcommands.ts';

interface Beginning {
  readonly log: Log;
  readonly trigger: string;
  readonly actor: Actor;
  readonly title?: string;
  readonly place?: Place | undefined;
  readonly reply?: string | undefined;
}

/** A subcommand somebody typed. */
interface Running {
  readonly ack: Call<CommandPayload, RespondArguments>['ack'];
  readonly trigger: string;
  readonly actor: Actor;
  readonly place: Place;
}

/** The ways in. Each acknowledges and opens the first page at once: a trigger lives three seconds. */
export function starts(
  { useCases, rulebook, client, whisper }: ListenerDeps,
  debate: ReturnType<typeof openings>,
  forget: Pick<ReturnType<typeof forgetting>, 'open'>,
  learning: Pick<ReturnType<typeof lessons>, 'openAll' | 'asked'> &
    Pick<ReturnType<typeof practice>, 'openCases' | 'openQuiz' | 'welcomed'>,
) {
  async function open({ trigger, actor, log, title = '', place, reply }: Beginning): Promise<void> {
    const view = (extras: StartExtras) => startView(rulebook, useCases.firstPage(), title, place, { ...extras, reply });
    const opened = await openWindow(client, trigger, view({}), againButton(title, place));
    if (opened === undefined) return;
    try {
      // Looked up only now: nothing may come before the window.
      const unfinished = await useCases.unfinished(actor);
      if (unfinished === undefined) return;
      await client.views.update({ view_id: opened.id, hash: opened.hash ?? '', view: view({ unfinished }) });
    } catch (error) {
      // The person went on already.
      if (failureOf(error)?.code === 'hash_conflict') return;
      log.warn(traceOf(error), 'an unfinished draft was not offered');
    }
  }

  /** What each subcommand does. It acknowledges. */
  const run: Readonly<Record<SubcommandName, (it: Running) => Promise<void>>> = {
    help: ({ ack }) => ack({ response_type: 'ephemeral', ...helpMessage(rulebook) }),
    compare: ({ ack }) => ack({ response_type: 'ephemeral', ...compareMessage(rulebook) }),
    forget: async ({ ack, trigger }) => {
      await ack();
      await forget.open(trigger);
    },
    lessons: async ({ ack, trigger }) => {
      await ack();
      await learning.openAll(trigger);
    },
    cases: async ({ ack, trigger }) => {
      await ack();
      await learning.openCases(trigger);
    },
    quiz: async ({ ack, trigger, actor }) => {
      await ack();
      await learning.openQuiz(trigger, actor);
    },
    welcome: ({ ack, place }) => {
      useCases.allow(place);
      return ack({ response_type: 'in_channel', ...learning.welcomed() });
    },
    home: ({ ack }) => ack({ response_type: 'ephemeral', text: practiceTexts.home.said }),
    audit: async ({ ack, trigger, place }) => {
      await ack();
      const again = buttons.audit.render(texts.trouble.again, { v: 1, place }, 'primary');
      await openWindow(client, trigger, auditView(rulebook, { v: 1, place }), again);
    },
  };

  return {
    command: async (call: Call<CommandPayload, RespondArguments>): Promise<void> => {
      const { payload, actor, ack, log } = call;
      const text = fromCommand(payload.text);
      const { channel_id: channel, channel_name: name, trigger_id: trigger } = payload;
      const typed = subcommandIn(text);
      if (typed.kind === 'settle') return debate.command(settleLink(typed.link), call);
      if (typed.kind === 'ask') return ack({ response_type: 'ephemeral', ...learning.asked(typed.question) });
      if (typed.kind === 'near') {
        const offer = subcommands[typed.name].offer({ channel });
        return ack({ response_type: 'ephemeral', ...didYouMeanMessage(text, typed.name, offer, { channel }) });
      }
      if (typed.kind === 'run') return run[typed.name]({ ack, trigger, actor, place: { channel } });
      useCases.allow({ channel });
      await ack();
      const reply = isConversation(channel, name) ? payload.response_url : undefined;
      await open({ trigger, actor, log, title: text, place: { channel }, reply });
    },

    global: async ({ payload, actor, ack, log }: Call<ShortcutPayload>): Promise<void> => {
      await ack();
      await open({ trigger: payload.trigger_id, actor, log });
    },

    /** A button that begins what could not begin before. */
    again: async ({ payload, actor, ack, log }: Click): Promise<void> => {
      await ack();
      const { title = '', place } = buttons.start.read(payload.actions[0]?.value);
      await open({ trigger: payload.trigger_id, actor, log, title, place });
      await whisper.dismiss(payload.response_url);
    },

    help: async ({ payload, ack }: Click): Promise<void> => {
      await ack();
      await whisper(presser(payload), helpMessage(rulebook));
    },
  };
}

function againButton(title: string, place: Place | undefined): Button {
  return buttons.start.render(texts.start.again, { v: 1, title: cut(oneLine(title), 150), place }, 'primary');
}

/** A direct message, with the bot or between people, or a group of people: Slack does not say which. */
function isConversation(channel: string, name: string): boolean {
  return name === 'directmessage' || name.startsWith('mpdm-') || channel.startsWith('D');
}
