import { Refused } from '../../app/refused.ts';
import { challengeTexts } from '../challenge-texts.ts';
import { buttons } from '../ids.ts';
import { texts } from '../texts.ts';
import { challengedOf, challengedView, challengeOf, challengeView, readChallenge } from '../views/challenge.ts';
import { noticeModal } from '../views/modal.ts';
import { wouldText } from '../views/position.ts';
import { changeWindow } from '../windows.ts';
import { type Click, errors, type Submission, update, type ListenerDeps } from './calls.ts';

/** Buttons by which somebody disagrees with a reason, for themselves until they state it. */
export function challengeActions({ useCases, rulebook, client }: ListenerDeps) {
  return {
    open: async ({ payload: { actions, view }, actor, ack }: Click): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const { decision, rule } = buttons.challenge.read(actions[0]?.value);
      const shown = await useCases.leaning(actor.installation, decision, rule);
      await changeWindow(client, view, challengeView(shown, shown.leaning, rulebook));
    },

    state: async ({ payload: { view }, actor, ack }: Click): Promise<void> => {
      await ack();
      if (view === undefined) return;
      const { decision, revision, question, answers } = challengedOf(view);
      if (question === undefined) throw new Refused('expired');
      const stance = await useCases.statePremise(actor, decision, revision, { kind: 'answer', question, answers });
      const said = texts.position.thanks(wouldText(stance));
      await changeWindow(client, view, noticeModal(challengeTexts.stated, texts.position.close, said));
    },
  };
}

/** The window of a reason, submitted. */
export function challengeSubmissions({ useCases, rulebook }: ListenerDeps) {
  return {
    challenge: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const { decision, revision, rule } = challengeOf(view);
      const shown = await useCases.leaning(actor.installation, decision, rule, revision);
      const read = readChallenge(rulebook, view, shown.leaning, shown);
      if (!read.ok) return ack(errors(read.errors));
      const challenged = await useCases.challenge(shown, rule, read.premise);
      const mayState = shown.decision.owner !== actor.person;
      await ack(update(challengedView(shown, challenged, read.premise, mayState)));
    },
  };
}
