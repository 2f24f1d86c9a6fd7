import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { Refused } from '../../app/refused.ts';
import type { Stated } from '../../app/debates.ts';
import { type Ranked, teamOf, userOf } from '../../app/people.ts';
import type { Installation, PersonId } from '../../app/kept.ts';
import type { Actor } from '../../app/use-cases.ts';
import { debateTexts } from '../debate-texts.ts';
import { failureOf, traceOf } from '../errors.ts';
import type { ButtonKind } from '../button.ts';
import { buttons } from '../ids.ts';
import { whoView } from '../views/debate/ballot.ts';
import { closeView, positionView, readClose, readPosition } from '../views/debate/position.ts';
import { recordView } from '../views/decision.ts';
import { noticeModal } from '../views/modal.ts';
import { withButtons } from '../views/private.ts';
import { openWindow } from '../windows.ts';
import { type Click, errors, type ListenerDeps, presser, type Submission, update } from './calls.ts';
import { texts } from '../texts.ts';

type DebateButton = ButtonKind<{ readonly v: 1; readonly debate: string }>;

const { position, close, reopened, reminder, record } = debateTexts;

const again = (kind: DebateButton, debate: string) => kind.render(texts.trouble.again, { v: 1, debate }, 'primary');

/** Buttons under a ballot, its result and its reminder. Everybody in the channel sees them; what a person may not do is refused. */
export function ballotActions({ useCases: { debates }, rulebook, client, whisper }: ListenerDeps) {
  /** The debate of a button, pressed where it takes place: Slack lets only those press it who are in the channel. */
  async function here(kind: DebateButton, { payload, actor }: Click) {
    const { debate } = kind.read(payload.actions[0]?.value);
    const shown = await debates.show(actor.installation, debate);
    // A private word to the opener carries buttons too.
    const opener = shown.debate.opener === actor.person;
    if (payload.channel?.id !== shown.debate.place.channel && !opener) throw new Refused('not-here');
    return shown;
  }

  const stating = (kind: DebateButton, which: 'open' | 'mine') => async (call: Click) => {
    await call.ack();
    const { debate } = await here(kind, call);
    const asked = await debates.form(call.actor, debate.id, which);
    await openWindow(
      client,
      call.payload.trigger_id,
      positionView(rulebook, asked, which === 'mine'),
      again(kind, debate.id),
    );
  };

  return {
    state: stating(buttons.statePosition, 'open'),
    changeMine: stating(buttons.changeMine, 'mine'),

    who: async (call: Click): Promise<void> => {
      await call.ack();
      const shown = await here(buttons.who, call);
      await openWindow(client, call.payload.trigger_id, whoView(shown, rulebook), again(buttons.who, shown.debate.id));
    },

    close: async (call: Click): Promise<void> => {
      await call.ack();
      const shown = await here(buttons.closeDebate, call);
      const { opener, state, id } = shown.debate;
      // Told before they write a reason for nothing; submitting checks it again.
      if (state === 'settled') throw new Refused('debate-settled');
      const { admin = false } = await ranked(client, call.actor, opener);
      if (opener !== call.actor.person && !admin) throw new Refused('not-opener');
      await openWindow(client, call.payload.trigger_id, closeView(rulebook, shown), again(buttons.closeDebate, id));
    },

    reopen: async (call: Click): Promise<void> => {
      await call.ack();
      const { debate } = await here(buttons.reopen, call);
      const { outcome, moved } = await debates.reopen(await ranked(client, call.actor, debate.opener), debate.id);
      const said = [reopened[outcome], ...moved].join(' ');
      await whisper(presser(call.payload), withButtons(said));
    },

    postNow: async (call: Click): Promise<void> => {
      await call.ack();
      const { debate } = await here(buttons.postDebate, call);
      const state = await debates.postNow(call.actor, debate.id);
      const said = state === 'posted' ? texts.notPosted.posted : texts.notPosted.onItsWay;
      await whisper(presser(call.payload), withButtons(said));
    },

    stillTrue: async (call: Click): Promise<void> => {
      await call.ack();
      const { debate } = await here(buttons.stillTrue, call);
      const day = await debates.stillTrue(call.actor, debate.id);
      await whisper(presser(call.payload), withButtons(reminder.next(day)));
    },

    /** The record in a window, and as a file in the thread where the app may send files. */
    record: async (call: Click): Promise<void> => {
      await call.ack();
      const { debate } = await here(buttons.debateRecord, call);
      const { title, markdown } = await debates.record(call.actor.installation, debate.id);
      await openWindow(client, call.payload.trigger_id, recordView(markdown), again(buttons.debateRecord, debate.id));
      try {
        await client.files.uploadV2({
          channel_id: debate.place.channel,
          thread_ts: debate.place.thread,
          initial_comment: record.comment,
          filename: record.file,
          content: markdown,
          title: record.title(title),
        });
      } catch (error) {
        if (failureOf(error) === undefined) throw error;
        call.log.warn(
          traceOf(error),
          'the record could not be sent as a file; without the scope for files this is normal',
        );
      }
    },
  };
}

/** Submitted windows of a debate. */
export function ballotSubmissions({ useCases: { debates }, rulebook, client }: ListenerDeps) {
  return {
    position: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readPosition(rulebook, view);
      if (!read.ok) return ack(errors(read.errors));
      const came = await debates.state(actor, read.debate, read.submission, read.ask, read.page);
      await ack(update(noticeModal(position.done, position.closeDone, sentenceFor(came))));
    },

    close: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readClose(rulebook, view);
      if (!read.ok) return ack(errors(read.errors));
      const { debate } = await debates.show(actor.installation, read.debate);
      await debates.close(await ranked(client, actor, debate.opener), read.debate, read.reason, read.choices);
      await ack(update(noticeModal(close.done, position.closeDone, close.said)));
    },
  };
}

function sentenceFor({ settled, dissent }: Stated): string {
  if (dissent !== undefined) return dissent.changes ? position.dissent(dissent.label) : position.agrees;
  return settled ? position.settled : position.said;
}

const rank = z.object({ is_admin: z.boolean().optional(), is_owner: z.boolean().optional() });
const profile = z.object({
  user: rank.extend({
    team_id: z.string().optional(),
    enterprise_user: rank.extend({ enterprise_id: z.string().optional() }).optional(),
  }),
});
const leads = (who: z.infer<typeof rank>): boolean => who.is_admin === true || who.is_owner === true;

/** Who acts on a debate, and whether they administer the workspace of its opener. */
async function ranked(client: WebClient, actor: Actor, opener: PersonId): Promise<Ranked> {
  if (actor.person === opener) return actor;
  const led = await ledBy(client, actor.person);
  return { ...actor, admin: led.includes(actor.installation) || led.includes(`T:${teamOf(opener)}`) };
}

/** Whether this person administers all that the app is installed for: their own workspace, or the whole organization. */
export async function administers(client: WebClient, { installation, person }: Actor): Promise<boolean> {
  return (await ledBy(client, person)).includes(installation);
}

/** What Slack says somebody administers; without the scope to ask, nothing. */
async function ledBy(client: WebClient, person: PersonId): Promise<readonly Installation[]> {
  try {
    const { user } = profile.parse(await client.users.info({ user: userOf(person) }));
    const { enterprise_user: organization, team_id: team = teamOf(person) } = user;
    return [
      // What it says of another workspace of an organization says nothing of the one they act in.
      ...(leads(user) && team === teamOf(person) ? [`T:${team}`] : []),
      ...(organization !== undefined && leads(organization) ? [`E:${organization.enterprise_id}`] : []),
    ];
  } catch {
    return [];
  }
}
