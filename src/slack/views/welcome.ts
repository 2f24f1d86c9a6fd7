import { buttons } from '../ids.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { limits } from '../limits.ts';
import { inert } from '../mrkdwn.ts';
import { practiceTexts } from '../practice-texts.ts';
import type { Content } from './message.ts';
import { bold, line, list, rich, words } from './rich.ts';

/** For a whole channel: the three ways to use the app, once, when somebody asks for it. */
export function welcomeMessage(): Content {
  const { welcome: said } = practiceTexts;
  const ways = [said.ask, said.settle, said.learn];
  return {
    text: inert([said.heading, ...ways].join('\n'), limits.messageText.max),
    blocks: [
      rich(
        line(bold(said.heading)),
        list(
          'ordered',
          ways.map((way) => [words(way)]),
        ),
      ),
      {
        type: 'actions',
        elements: [
          buttons.own.render(said.start, { v: 1 }, 'primary'),
          buttons.lessons.render(lessonTexts.lessons.button, { v: 1 }),
          buttons.cases.render(practiceTexts.cases.button, { v: 1 }),
          buttons.quiz.render(practiceTexts.quiz.button, { v: 1 }),
        ],
      },
    ],
  };
}
