import type { Button, ModalView } from '@slack/types';
import type { Actor } from '../../app/use-cases.ts';
import { buttons } from '../ids.ts';
import { limits } from '../limits.ts';
import { inert } from '../mrkdwn.ts';
import { practiceTexts } from '../practice-texts.ts';
import { texts } from '../texts.ts';
import { examplesView } from '../views/examples.ts';
import { noticeModal } from '../views/modal.ts';
import { pageView, startView } from '../views/pages.ts';
import { quizResultView, quizView, readQuiz, scoreText, shareScoreView } from '../views/quiz.ts';
import { withButtons } from '../views/private.ts';
import { welcomeMessage } from '../views/welcome.ts';
import { openWindow, showWindow } from '../windows.ts';
import { type Click, errors, type ListenerDeps, type Submission, update } from './calls.ts';
import { stepView } from './pages.ts';

const { cases, quiz } = practiceTexts;
const casesAgain = () => buttons.cases.render(cases.button, { v: 1 }, 'primary');
const quizAgain = () => buttons.quiz.render(quiz.button, { v: 1 }, 'primary');

/** Worked cases, the quiz, and the welcome of a channel. */
export function practice({ useCases, rulebook, client, whisper }: ListenerDeps) {
  const { newcomers } = useCases;

  const show = ({ payload }: Click, shown: ModalView, again: Button) =>
    showWindow(client, payload, shown, { opening: again, changing: again });

  async function question(actor: Actor): Promise<ModalView> {
    const asked = await newcomers.ask(actor);
    return asked === undefined ? noticeModal(quiz.modal, quiz.close, quiz.none) : quizView(asked, rulebook);
  }

  const turned = (kind: typeof buttons.casesBack) => async (call: Click) => {
    await call.ack();
    const { page } = kind.read(call.payload.actions[0]?.value);
    await show(call, examplesView(newcomers.examples(), rulebook, page), casesAgain());
  };

  return {
    openCases: (trigger: string) =>
      openWindow(client, trigger, examplesView(newcomers.examples(), rulebook), casesAgain()),
    openQuiz: async (trigger: string, actor: Actor) => openWindow(client, trigger, await question(actor), quizAgain()),
    welcomed: welcomeMessage,

    cases: async (call: Click): Promise<void> => {
      await call.ack();
      await show(call, examplesView(newcomers.examples(), rulebook), casesAgain());
    },
    casesBack: turned(buttons.casesBack),
    casesOn: turned(buttons.casesOn),

    openCase: async (call: Click): Promise<void> => {
      await call.ack();
      const { case: name } = buttons.openCase.read(call.payload.actions[0]?.value);
      const step = await newcomers.open(call.actor, name);
      await show(call, stepView(step, rulebook), buttons.openCase.render(texts.trouble.again, { v: 1, case: name }));
    },

    /** Back from the verdict to the answers. */
    changeCase: async (call: Click): Promise<void> => {
      await call.ack();
      const { draft } = buttons.changeCase.read(call.payload.actions[0]?.value);
      const step = await newcomers.change(call.actor, draft);
      const again = buttons.changeCase.render(texts.trouble.again, { v: 1, draft });
      await show(call, pageView(rulebook, step), again);
    },

    /** The first page, with nothing filled in. */
    own: async (call: Click): Promise<void> => {
      await call.ack();
      const { channel } = call.payload;
      const place = channel && { channel: channel.id };
      const again = buttons.own.render(texts.start.again, { v: 1 }, 'primary');
      await show(call, startView(rulebook, useCases.firstPage(), '', place), again);
    },

    quiz: async (call: Click): Promise<void> => {
      await call.ack();
      await show(call, await question(call.actor), quizAgain());
    },

    shareScore: async (call: Click): Promise<void> => {
      await call.ack();
      const score = scoreText(call.actor.name, await newcomers.progress(call.actor));
      await show(call, shareScoreView(score), buttons.shareScore.render(quiz.share, { v: 1 }));
    },

    welcome: async ({ payload, ack }: Click): Promise<void> => {
      await ack();
      if (payload.channel !== undefined) useCases.allow({ channel: payload.channel.id });
      if (payload.response_url === undefined) return;
      await whisper.openly(payload.response_url, welcomeMessage());
      await whisper.dismiss(payload.response_url);
    },
  };
}

/** Submitted windows of the quiz. */
export function practiceSubmissions({ useCases: { newcomers }, rulebook, whisper }: ListenerDeps) {
  return {
    quiz: async ({ payload: { view }, actor, ack }: Submission): Promise<void> => {
      const read = readQuiz(view, rulebook);
      if (!read.ok) return ack(errors(read.errors));
      const guessed = await newcomers.guess(actor, read.example, read.approach);
      await ack(update(quizResultView(guessed, read.approach, rulebook)));
    },

    shareScore: async ({ payload, actor, ack }: Submission): Promise<void> => {
      const url = payload.response_urls[0]?.response_url;
      const score = scoreText(actor.name, await newcomers.progress(actor));
      const said = withButtons(inert(score, limits.text.max));
      const posted = url !== undefined && (await whisper.openly(url, said));
      await ack(update(noticeModal(quiz.sharedModal, quiz.close, posted ? quiz.shared : quiz.unshared)));
    },
  };
}
