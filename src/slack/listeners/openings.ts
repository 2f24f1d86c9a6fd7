import type { RespondArguments } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { randomBytes } from 'node:crypto';
import type { Place } from '../../app/ports.ts';
import type { Actor } from '../../app/use-cases.ts';
import { debateTexts } from '../debate-texts.ts';
import { learnNames, readPages, takePasted } from '../debate/read.ts';
import { proposalsOf, type Session } from '../debate/room.ts';
import { failureOf, traceOf } from '../errors.ts';
import { buttons, modals } from '../ids.ts';
import type { CommandPayload, MentionPayload, ShortcutPayload } from '../payloads.ts';
import { isIn } from '../rooms.ts';
import type { Call } from '../router.ts';
import { texts } from '../texts.ts';
import { ballotMessage } from '../views/debate/ballot.ts';
import {
  evidenceView,
  keepAll,
  pasteView,
  progressView,
  readEvidence,
  readingOf,
  readPaste,
  titleOf,
} from '../views/debate/reading.ts';
import type { KnownBlock } from '@slack/types';
import { noticeModal, readingModal } from '../views/modal.ts';
import { withButtons } from '../views/private.ts';
import { context } from '../views/rich.ts';
import { changeWindow, openWindow } from '../windows.ts';
import { type Click, errors, type ListenerDeps, type Submission, update } from './calls.ts';

type ThreadPlace = Place & { readonly thread: string };

/** The ways into a debate, and the reading of its thread. */
export function openings({ useCases, rulebook, client, whisper, room, roomsOf, log }: ListenerDeps) {
  /**
   * Opens the window from memory at once; what the thread says comes into it later.
   * @param from the channel they act in: Slack lets them read that one, and any other has to be asked for
   */
  async function begin(trigger: string, actor: Actor, place: ThreadPlace, from: string | undefined): Promise<void> {
    useCases.allow(place);
    const session = room.begin(actor, place, randomBytes(15).toString('base64url'));
    const again = buttons.settle.render(debateTexts.open, { v: 1, place }, 'primary');
    const inside = from === place.channel;
    const first = inside ? progressView(session) : notice(debateTexts.settle.looking);
    const opened = await openWindow(client, trigger, first, again);
    session.view = opened?.id;
    if (!inside) {
      if (!(await isIn(roomsOf, actor, place.channel))) {
        await room.end(session);
        log.info({ installation: actor.installation, refused: 'not-in-thread' }, 'refused');
        return show(session, notice(debateTexts.settle.outside));
      }
      await show(session, progressView(session));
    }
    await room.keep(session);
    const there = await useCases.debates.inThread(actor.installation, place);
    if (there !== undefined) {
      await room.end(session);
      const state = await useCases.debates.postNow(actor, there.debate.id, { look: true });
      const { blocks } = ballotMessage(there, rulebook);
      // Its buttons act where they stand in the thread: in a window nobody can tell where that is.
      const known = blocks.filter(
        (block): block is KnownBlock => block.type !== 'data_visualization' && block.type !== 'actions',
      );
      return show(
        session,
        readingModal(modals.notice, debateTexts.reading.modal, debateTexts.reading.close, [
          context(state === 'posted' ? debateTexts.reading.there : debateTexts.reading.onItsWay),
          ...known,
        ]),
      );
    }
    await read(session);
  }

  /** How far it is, to the person; and to the reading, what they want meanwhile. */
  async function tell(session: Session): Promise<void> {
    await room.heed(session);
    await show(session, progressView(session));
  }

  async function read(session: Session): Promise<void> {
    // The language model loads while Slack answers.
    const language = useCases.debates.read([]);
    await readPages(session, { client, progress: tell });
    await language;
    await room.heed(session);
    await propose(session);
  }

  async function propose(session: Session): Promise<void> {
    session.reading = await useCases.debates.read(session.messages);
    await learnNames(client, session, [...new Set(proposalsOf(session).map(({ author }) => author))]);
    // Before the window that leads on from it.
    await room.keep(session);
    // Somebody who pastes meanwhile is shown that instead.
    await show(session, evidenceView(session, rulebook));
  }

  /** A window that was closed is none of ours any more. */
  async function show(session: Session, view: ModalView): Promise<void> {
    if (session.view === undefined) return;
    try {
      await changeWindow(client, { id: session.view }, view);
    } catch (error) {
      if (failureOf(error) === undefined) throw error;
      log.warn(traceOf(error), 'a reading could not be shown');
      session.stopped = true;
    }
  }

  /** A reading with what was found in it, here or by another instance. */
  async function found(actor: Actor, id: string): Promise<Session | undefined> {
    const session = await room.find(actor, id);
    if (session !== undefined && session.messages.length > 0) {
      session.reading ??= await useCases.debates.read(session.messages);
    }
    return session;
  }

  async function held({ payload, actor, ack }: Click, work: (session: Session) => Promise<void>): Promise<void> {
    await ack();
    const { reading } = buttons.readOn.read(payload.actions[0]?.value);
    const session = await found(actor, reading);
    if (session !== undefined) return work(session);
    if (payload.view !== undefined) await changeWindow(client, payload.view, gone());
  }

  async function open(session: Session, title: string, evidence: ReturnType<typeof keepAll>): Promise<ModalView> {
    const { actor, place, id: source } = session;
    const debate = await useCases.debates.open(actor, { source, title, place, evidence });
    await room.end(session);
    const { done, said, already } = debateTexts.evidence;
    return noticeModal(done, debateTexts.position.closeDone, debate.source === source ? said : already);
  }

  return {
    begin,

    shortcut: async ({ payload, actor, ack }: Call<ShortcutPayload>): Promise<void> => {
      await ack();
      const { channel, message, trigger_id: trigger } = payload;
      const thread = message?.thread_ts ?? message?.ts;
      if (channel !== undefined && thread !== undefined)
        await begin(trigger, actor, { channel: channel.id, thread }, channel.id);
    },

    /** `/rag-or-ft settle <link>` */
    command: async (
      place: ThreadPlace | undefined,
      { payload, actor, ack }: Call<CommandPayload, RespondArguments>,
    ): Promise<void> => {
      if (place === undefined) return ack({ response_type: 'ephemeral', text: debateTexts.settle.usage });
      await ack();
      await begin(payload.trigger_id, actor, place, payload.channel_id);
    },

    /** An event opens no window: a private word offers one. */
    mention: async ({ payload: { event } }: Call<MentionPayload>): Promise<void> => {
      const place = { channel: event.channel, thread: event.thread_ts ?? event.ts };
      const offer = buttons.settle.render(debateTexts.open, { v: 1, place }, 'primary');
      await whisper(
        { user: event.user, place: { channel: place.channel, thread: event.thread_ts } },
        withButtons(debateTexts.offer, offer),
      );
    },

    again: async ({ payload, actor, ack }: Click): Promise<void> => {
      await ack();
      const { place } = buttons.settle.read(payload.actions[0]?.value);
      const { channel, thread } = place;
      if (thread !== undefined) await begin(payload.trigger_id, actor, { channel, thread }, payload.channel?.id);
      await whisper.dismiss(payload.response_url);
    },

    stop: async (call: Click) => held(call, (session) => room.ask(session, 'stop')),

    readOn: async (call: Click) =>
      held(call, async (session) => {
        // What they asked for before is over, and they look at this window.
        await room.heed(session);
        session.view = call.payload.view?.id ?? session.view;
        await show(session, progressView(session));
        await read(session);
      }),

    paste: async (call: Click) =>
      held(call, async (session) => {
        await room.ask(session, 'leave');
        const { view } = call.payload;
        if (view !== undefined) await changeWindow(client, { id: view.id }, pasteView(session.id));
      }),

    pasted: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const session = await room.find(actor, readingOf(view));
      if (session === undefined) return ack(update(gone()));
      const read = readPaste(view);
      if (!read.ok) return ack(errors(read.errors));
      takePasted(session, read.text);
      session.problem = undefined;
      session.reading = await useCases.debates.read(session.messages);
      session.view = view.id;
      await room.keep(session);
      await ack(update(evidenceView(session, rulebook)));
    },

    keepAll: async (call: Click) =>
      held(call, async (session) => {
        const title = titleOf(session);
        const view = await open(session, title === '' ? texts.start.untitled : title, keepAll(session));
        if (call.payload.view !== undefined) await changeWindow(client, { id: call.payload.view.id }, view);
      }),

    kept: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const session = await found(actor, readingOf(view));
      if (session === undefined) return ack(update(gone()));
      const read = readEvidence(session, rulebook, view);
      if (!read.ok) return ack(errors(read.errors));
      await ack(update(await open(session, read.title, read.kept)));
    },
  };
}

function notice(sentence: string): ModalView {
  return noticeModal(debateTexts.reading.modal, debateTexts.reading.close, sentence);
}

const gone = () => notice(debateTexts.reading.gone);

const permalink =
  /^https:\/\/[\w-]{1,80}(?:\.enterprise)?\.slack\.com\/archives\/([CGD][A-Z0-9]{2,39})\/p(\d{10})(\d{6})(?:\?([^\s#]{0,200}))?$/;

/** The thread a link to a message leads to; undefined when it is none of Slack's. */
export function settleLink(text: string): ThreadPlace | undefined {
  const found = permalink.exec(text.trim().replace(/^<([^<>|]*)(?:\|[^<>]*)?>$/, '$1'));
  const [, channel, seconds, micros, query = ''] = found ?? [];
  if (channel === undefined) return undefined;
  const thread = new URLSearchParams(query.replaceAll('&amp;', '&')).get('thread_ts');
  if (thread !== null && !/^\d{10}\.\d{6}$/.test(thread)) return undefined;
  return { channel, thread: thread ?? `${seconds}.${micros}` };
}
