import type { Button, KnownBlock, ModalView } from '@slack/types';
import {
  type Faq,
  type FoundText,
  type Lesson,
  type LessonPicture,
  type Rulebook,
  sourcesOf,
} from '../../core/index.ts';
import { plain } from '../forms/form.ts';
import { buttons, modals } from '../ids.ts';
import { lessonTexts } from '../lesson-texts.ts';
import { limits } from '../limits.ts';
import { cut, inert, oneLine } from '../mrkdwn.ts';
import { pictureTexts } from '../picture-texts.ts';
import { texts } from '../texts.ts';
import { fold, viewBudget } from './fold.ts';
import { type Content, messageBudget } from './message.ts';
import { readingModal } from './modal.ts';
import { authorsOf, bold, context, line, rich, words } from './rich.ts';

/** The part of a rulebook that newcomers read. */
export type Lessons = Pick<Rulebook, 'lessons' | 'faq' | 'sources'>;

const { lessons: said, ask } = lessonTexts;
const mostListed = 90;

/** Buttons that open the lessons, numbered, one below the other. */
export function lessonRows({ lessons }: Pick<Lessons, 'lessons'>): KnownBlock[] {
  return Object.entries(lessons)
    .slice(0, mostListed)
    .map(([id, { title }], at) => actions([buttons.lesson.render(said.numbered(at + 1, title), { v: 1, lesson: id })]));
}

/** All lessons to choose from. */
export function lessonsView(rulebook: Lessons): ModalView {
  const rows = lessonRows(rulebook);
  return readingModal(modals.lessons, said.modal, said.close, [
    context(rows.length === 0 ? said.none : said.intro),
    ...rows,
  ]);
}

/**
 * One lesson, with a way to try it and to go on; undefined when there is none of this id. The file is that of its picture, where
 * Slack has it.
 */
export function lessonView(rulebook: Lessons, id: string, file?: string): ModalView | undefined {
  const lesson = own(rulebook.lessons, id);
  if (lesson === undefined) return undefined;
  const ids = Object.keys(rulebook.lessons);
  const at = ids.indexOf(id);
  const next = ids[at + 1];
  const following = next === undefined ? undefined : own(rulebook.lessons, next);
  const parts: KnownBlock[] = [
    { type: 'header', text: plain(oneLine(lesson.title), 150) },
    ...lesson.text.map((paragraph) => rich(line(words(paragraph, 700)))),
    ...(file === undefined || lesson.picture === undefined ? [] : [pictureOf(lesson.picture, file)]),
    sourceLine(rulebook, lesson),
    actions([
      buttons.tryLesson.render(said.try, { v: 1, lesson: id }, 'primary'),
      ...(next !== undefined && following !== undefined
        ? [buttons.lesson.render(said.next(following.title), { v: 1, lesson: next })]
        : []),
      buttons.lessons.render(said.all, { v: 1 }),
    ]),
  ];
  return readingModal(
    modals.lesson,
    said.place(at + 1, ids.length),
    said.close,
    fold(
      parts.map((block) => ({ block, must: true })),
      viewBudget,
      context(texts.message.cutShort),
    ),
  );
}

/** What was found for a question, the first in full; says so when nothing was. */
export function foundMessage(rulebook: Lessons, question: string, found: readonly FoundText[]): Content {
  const [first, ...others] = found;
  if (first === undefined) return notFoundMessage(question);
  const read = textOf(rulebook, first);
  const lessonId = first.kind === 'lesson' ? first.id : own(rulebook.faq, first.id)?.lesson;
  const lesson = lessonId === undefined ? undefined : own(rulebook.lessons, lessonId);
  const more =
    lessonId === undefined || lesson === undefined
      ? []
      : [
          buttons.tryLesson.render(said.try, { v: 1, lesson: lessonId }, 'primary'),
          buttons.lesson.render(`${ask.more} ${lesson.title}`, { v: 1, lesson: lessonId }),
        ];
  const close = others.flatMap((one) => otherButton(rulebook, one));
  const parts: KnownBlock[] = [
    rich(line(bold(read.heading)), ...read.paragraphs.map((text) => line(words(text)))),
    ...(read.source === undefined ? [] : [sourceLine(rulebook, read.source)]),
    ...(more.length === 0 ? [] : [actions(more)]),
    ...(close.length === 0 ? [] : [context(ask.others), ...close.map((one) => actions([one]))]),
    context(ask.onlyYou),
  ];
  return {
    text: inert([read.heading, ...read.paragraphs].join('\n'), limits.messageText.max),
    blocks: fold(
      parts.map((block) => ({ block, must: true })),
      messageBudget,
      context(texts.message.cutShort),
    ),
  };
}

function notFoundMessage(question: string): Content {
  const title = cut(oneLine(question), 150);
  return {
    text: inert(`${ask.none} ${ask.noneMore}`, limits.messageText.max),
    blocks: [
      rich(line(words(`${ask.none} ${ask.noneMore}`))),
      actions([
        buttons.lessons.render(said.button, { v: 1 }, 'primary'),
        ...(title === '' ? [] : [buttons.start.render(texts.didYouMean.title(title), { v: 1, title })]),
      ]),
    ],
  };
}

interface ReadText {
  readonly heading: string;
  readonly paragraphs: readonly string[];
  readonly source: Pick<Lesson, 'source'> | undefined;
}

function textOf({ lessons, faq }: Lessons, { kind, id }: FoundText): ReadText {
  if (kind === 'faq') {
    const answer: Faq | undefined = own(faq, id);
    if (answer !== undefined) return { heading: answer.ask, paragraphs: [answer.answer], source: answer };
    return { heading: ask.gone, paragraphs: [], source: undefined };
  }
  const lesson = own(lessons, id);
  if (lesson !== undefined) return { heading: lesson.title, paragraphs: lesson.text, source: lesson };
  return { heading: said.gone, paragraphs: [], source: undefined };
}

function otherButton({ lessons, faq }: Lessons, { kind, id }: FoundText): Button[] {
  if (kind === 'lesson') {
    const lesson = own(lessons, id);
    return lesson === undefined ? [] : [buttons.lesson.render(lesson.title, { v: 1, lesson: id })];
  }
  const answer = own(faq, id);
  return answer === undefined ? [] : [buttons.answer.render(answer.ask, { v: 1, faq: id })];
}

function sourceLine(rulebook: Pick<Rulebook, 'sources'>, { source }: Pick<Lesson, 'source'>): KnownBlock {
  return rich(line(words(said.source), ...authorsOf(sourcesOf(rulebook, source))));
}

/** Below the text, which stays where it is when the picture comes a moment later. */
function pictureOf(picture: LessonPicture, file: string): KnownBlock {
  return { type: 'image', slack_file: { id: file }, alt_text: cut(pictureTexts[picture].alt, limits.imageAlt.max) };
}

function own<T>(all: Readonly<Record<string, T>>, id: string): T | undefined {
  return Object.hasOwn(all, id) ? all[id] : undefined;
}

function actions(elements: readonly Button[]): KnownBlock {
  return { type: 'actions', elements: [...elements] };
}
