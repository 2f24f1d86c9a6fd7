import type { Button, ModalView } from '@slack/types';
import { findText } from '../../core/index.ts';
import { buttons } from '../ids.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { foundMessage, lessonsView, lessonView } from '../views/lessons.ts';
import type { Content } from '../views/message.ts';
import { noticeModal } from '../views/modal.ts';
import { startView } from '../views/pages.ts';
import { context } from '../views/rich.ts';
import { openWindow } from '../windows.ts';
import { type Click, type ListenerDeps, presser, showWindow } from './calls.ts';

const { lessons: said, ask } = lessonTexts;

const allAgain = () => buttons.lessons.render(said.button, { v: 1 }, 'primary');

/** Lessons, and answers to what newcomers ask: all of it from memory. */
export function lessons({ useCases, rulebook, client, whisper }: ListenerDeps) {
  const show = ({ payload }: Click, shown: ModalView, again: Button) => showWindow(client, payload, shown, again);

  return {
    openAll: (trigger: string) => openWindow(client, trigger, lessonsView(rulebook), allAgain()),

    /** The answer to a question typed behind the command. */
    asked: (question: string): Content =>
      oneLine(question) === ''
        ? { text: ask.missing, blocks: [context(ask.missing), { type: 'actions', elements: [allAgain()] }] }
        : foundMessage(rulebook, question, findText(rulebook, question)),

    all: async (call: Click): Promise<void> => {
      await call.ack();
      await show(call, lessonsView(rulebook), allAgain());
    },

    one: async (call: Click): Promise<void> => {
      await call.ack();
      const { lesson } = buttons.lesson.read(call.payload.actions[0]?.value);
      const again = buttons.lesson.render(texts.trouble.again, { v: 1, lesson }, 'primary');
      const view = lessonView(rulebook, lesson) ?? noticeModal(said.modal, said.close, said.gone);
      await show(call, view, again);
    },

    /** The first page, with what the lesson is about filled in. */
    tryIt: async (call: Click): Promise<void> => {
      await call.ack();
      const { lesson } = buttons.tryLesson.read(call.payload.actions[0]?.value);
      const { channel } = call.payload;
      const place = channel && { channel: channel.id };
      const filled = useCases.newcomers.filledFor(lesson);
      const view = startView(rulebook, useCases.firstPage(), '', place, { filled });
      await show(call, view, buttons.tryLesson.render(texts.trouble.again, { v: 1, lesson }, 'primary'));
    },

    answer: async ({ payload, ack }: Click): Promise<void> => {
      await ack();
      const { faq: id } = buttons.answer.read(payload.actions[0]?.value);
      await whisper(presser(payload), foundMessage(rulebook, '', [{ kind: 'faq', id }]));
    },
  };
}
