import type { Button, HomeView, ModalView } from '@slack/types';
import { userOf } from '../../app/people.ts';
import { Refused } from '../../app/refused.ts';
import type { Behind } from '../../app/newcomer-ports.ts';
import type { Sought } from '../../app/history.ts';
import type { Actor } from '../../app/use-cases.ts';
import { traceOf } from '../errors.ts';
import { homeTexts } from '../home-texts.ts';
import { buttons, inputs } from '../ids.ts';
import type { HomePayload } from '../payloads.ts';
import { isIn, type Rooms } from '../rooms.ts';
import type { Call } from '../router.ts';
import { texts } from '../texts.ts';
import { positionView } from '../views/debate/position.ts';
import { whyView } from '../views/decision.ts';
import { type Asked, historyView, readHistory } from '../views/history.ts';
import { homeView, troubledHome, welcomeHome } from '../views/home.ts';
import { noticeModal } from '../views/modal.ts';
import { readSettings, settingsView } from '../views/settings.ts';
import { changeWindow, openWindow, showWindow } from '../windows.ts';
import { administers } from './ballots.ts';
import { type Click, errors, type ListenerDeps, type Submission, update } from './calls.ts';

const nowhere: ReadonlySet<string> = new Set();
const channelsOf = (rooms: Rooms): ReadonlySet<string> => (rooms.known ? rooms.channels : nowhere);

/** Who asks, and in which request. */
type Asking = Pick<Click, 'actor' | 'request' | 'log'>;

/** The Home tab, and what it opens. What of a channel is shown, is shown to those who are in it. */
export function home(deps: ListenerDeps) {
  const { useCases, rulebook, client, roomsOf } = deps;
  const { history } = useCases;

  const publish = (actor: Actor, view: HomeView) => client.views.publish({ user_id: userOf(actor.person), view });

  /** Nobody waits for an answer here, so that a failure is shown where Home would be and nowhere else. */
  async function show({ actor, request, log }: Asking, fresh?: 'fresh'): Promise<void> {
    try {
      const rooms = await roomsOf(actor, fresh);
      const shown = await history.home(actor, [...channelsOf(rooms)]);
      await publish(actor, shown.welcomed ? homeView(shown, rooms, rulebook) : welcomeHome(1, rulebook));
    } catch (error) {
      log.error({ reference: request, installation: actor.installation, ...traceOf(error) }, 'Home was not shown');
      await publish(actor, troubledHome(request)).catch((again: unknown) =>
        log.warn(traceOf(again), 'Home stays as it is'),
      );
    }
  }

  /** @throws Refused `not-member` for somebody who is not in the channel */
  async function mustBeIn(actor: Actor, channel: string): Promise<void> {
    if (!(await isIn(roomsOf, actor, channel))) throw new Refused('not-member');
  }

  async function list(actor: Actor, asked: Asked, sought: Sought, behind?: Behind): Promise<ModalView> {
    const rooms = await roomsOf(actor);
    const page = await history.page(actor, [...channelsOf(rooms)], sought, behind);
    return historyView(asked, page, rooms, rulebook);
  }

  const open = ({ payload }: Click, shown: ModalView, again: Button) =>
    showWindow(client, payload, shown, { opening: again, changing: again });

  /** What is refused is said in a window: from the Home tab anything else would be a direct message. */
  const refusing = (run: (call: Click) => Promise<void>) => async (call: Click) => {
    try {
      await run(call);
    } catch (error) {
      if (!(error instanceof Refused) || call.payload.view !== undefined) throw error;
      const said = noticeModal(texts.refused.modal, texts.refused.close, texts.refused[error.code]);
      await openWindow(
        client,
        call.payload.trigger_id,
        said,
        buttons.history.render(homeTexts.history.button, { v: 1 }),
      );
    }
  };

  return {
    opened: async (call: Call<HomePayload>): Promise<void> => {
      if (call.payload.event.tab === 'home') await show(call, 'fresh');
    },

    welcomeNext: async ({ actor, ack }: Click): Promise<void> => {
      await ack();
      await history.welcomed(actor);
      await publish(actor, welcomeHome(2, rulebook));
    },

    welcomeDone: async (call: Click): Promise<void> => {
      await call.ack();
      await history.welcomed(call.actor);
      await show(call);
    },

    /** A decision of the list, for those who are in its channel now. */
    openDecision: refusing(async (call) => {
      await call.ack();
      const { decision: id } = buttons.openDecision.read(call.payload.actions[0]?.value);
      const { channel, own } = await history.placeOf(call.actor, id);
      if (!own) await mustBeIn(call.actor, channel);
      const { explanation, choice } = await useCases.show(call.actor.installation, id);
      const again = buttons.openDecision.render(texts.trouble.again, { v: 1, decision: id }, 'primary');
      await open(call, whyView(id, explanation, choice, rulebook), again);
    }),

    /** Stating a position, for those who are in the channel of the debate now. */
    stateHere: refusing(async (call) => {
      await call.ack();
      const { debate: id } = buttons.stateHere.read(call.payload.actions[0]?.value);
      const { debate } = await useCases.debates.show(call.actor.installation, id);
      await mustBeIn(call.actor, debate.place.channel);
      const asked = await useCases.debates.form(call.actor, id, 'open');
      const again = buttons.stateHere.render(texts.trouble.again, { v: 1, debate: id }, 'primary');
      await open(call, positionView(rulebook, asked, false), again);
    }),

    history: async (call: Click): Promise<void> => {
      await call.ack();
      await open(
        call,
        await list(call.actor, {}, {}),
        buttons.history.render(texts.trouble.again, { v: 1 }, 'primary'),
      );
    },

    historyOn: async (call: Click): Promise<void> => {
      await call.ack();
      const { at, id } = buttons.historyOn.read(call.payload.actions[0]?.value);
      const { view } = call.payload;
      const read = view && readHistory(view, rulebook);
      if (view === undefined || read?.ok !== true) return;
      await changeWindow(client, view, await list(call.actor, read.asked, read.sought, { at, id }));
    },

    settings: async (call: Click): Promise<void> => {
      await call.ack();
      const [money, admin] = await Promise.all([history.money(call.actor), administers(client, call.actor)]);
      const again = buttons.settings.render(homeTexts.settings, { v: 1 }, 'primary');
      await open(call, settingsView(money, admin, rulebook), again);
    },

    searched: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readHistory(view, rulebook);
      if (!read.ok) return ack(errors(read.errors));
      await ack(update(await list(actor, read.asked, read.sought)));
    },

    set: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const { money: said } = homeTexts;
      const read = readSettings(view, await history.money(actor), rulebook);
      if (!read.ok) return ack(errors(read.errors));
      const admin = read.everyone && (await administers(client, actor));
      if (read.everyone && !admin) return ack(errors({ [inputs.everyone]: said.notAdmin }));
      await history.keepMoney(actor, read.money);
      if (admin) await useCases.keepMoney({ ...actor, admin }, read.money);
      await ack(
        update(noticeModal(said.done, texts.otherwise.closeDone, read.everyone ? said.saidAll : said.saidMine)),
      );
    },
  };
}
