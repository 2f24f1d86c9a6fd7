import type { Button, ModalView } from '@slack/types';
import { findText, type LessonPicture } from '../../core/index.ts';
import { failureOf, traceOf } from '../errors.ts';
import { buttons } from '../ids.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { foundMessage, lessonsView, lessonView } from '../views/lessons.ts';
import type { Content } from '../views/message.ts';
import { noticeModal } from '../views/modal.ts';
import { startView } from '../views/pages.ts';
import { context } from '../views/rich.ts';
import { changeWindow, type Open, openWindow, showWindow } from '../windows.ts';
import { type Click, type ListenerDeps, presser } from './calls.ts';

const { lessons: said, ask } = lessonTexts;

/** How Slack refuses a view with a file that is not there, or that it is not done with. */
const fileRefusals = new Set(['invalid_arguments', 'invalid_blocks', 'invalid_blocks_format', 'slack_file_not_found']);

const allAgain = () => buttons.lessons.render(said.button, { v: 1 }, 'primary');

/** Lessons, and answers to what newcomers ask: all of it from memory. */
export function lessons({ useCases, rulebook, client, whisper, pictures, log }: ListenerDeps) {
  async function show({ payload }: Click, shown: ModalView, again: Button): Promise<Open | undefined> {
    // Whatever is there is only read: a picture that came after the click must not be in the way.
    const view = payload.view && { id: payload.view.id };
    return showWindow(client, { ...payload, view }, shown, { opening: again, changing: again });
  }

  /** Shows something with the file of a picture, and without it where Slack refuses the file. */
  async function pictured(
    picture: LessonPicture,
    file: string | undefined,
    showWith: (file?: string) => Promise<Open | undefined>,
  ): Promise<{ readonly window: Open | undefined; readonly file: string | undefined }> {
    try {
      return { window: await showWith(file), file };
    } catch (error) {
      if (file === undefined || !fileRefusals.has(failureOf(error)?.code ?? '')) throw error;
      await pictures.refused(picture, file);
      return { window: await showWith(), file: undefined };
    }
  }

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
      const picture = Object.hasOwn(rulebook.lessons, lesson) ? rulebook.lessons[lesson]?.picture : undefined;
      const view = (file?: string) =>
        lessonView(rulebook, lesson, file) ?? noticeModal(said.modal, said.close, said.gone);
      if (picture === undefined) return void (await show(call, view(), again));
      const known = pictures.known(picture);
      const opened = await pictured(picture, known, (file) => show(call, view(file), again));
      if (known !== undefined && opened.file !== undefined) return;
      // Nobody waits for this: the lesson is there.
      const file = await pictures.file(picture);
      const { window } = opened;
      if (file === undefined || window === undefined) return;
      try {
        await pictured(picture, file, (of) => changeWindow(client, window, view(of), again));
      } catch (error) {
        // They read on, or closed it.
        log.debug(traceOf(error), 'a picture came too late');
      }
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
