import { z } from 'zod';
import { citations, id } from '../rulebook/basics.ts';

/** Words as readers count them. */
export const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => /\w/.test(word)).length;

const mostWords = 120;

/** Other words that people search with. */
const also = z.array(z.string().min(1).max(140)).max(12).default([]);

/** Pictures that exist to a lesson. */
export const lessonPictures = ['approaches', 'questions', 'ladder', 'crossing', 'hybrid'] as const;

/** Something a newcomer reads in a minute. */
const lesson = z.strictObject({
  title: z.string().min(1).max(60),
  also,
  /** Paragraphs. */
  text: z
    .array(z.string().min(1).max(600))
    .min(1)
    .max(8)
    .refine((paragraphs) => wordsIn(paragraphs.join(' ')) < mostWords, `a lesson has fewer than ${mostWords} words`),
  /** A picture that helps; all it says is in the text too. */
  picture: z.enum(lessonPictures).optional(),
  /** Answers that the form is opened with, of questions on its first page. */
  try: z.record(z.string(), z.unknown()),
  source: citations,
});

/** A question that newcomers ask, with its answer. */
const faq = z.strictObject({
  ask: z.string().min(1).max(140),
  also,
  answer: z.string().min(1).max(700),
  /** The lesson that says more. */
  lesson: z.string().optional(),
  source: citations,
});

/** The name of a picture. */
export type LessonPicture = (typeof lessonPictures)[number];
/** A lesson of less than 120 words. */
export type Lesson = z.infer<typeof lesson>;
/** A question of newcomers with its answer. */
export type Faq = z.infer<typeof faq>;

/** The parts of a rulebook that newcomers read, by id, in the order in which they are offered. They decide nothing. */
export const lessonParts = { lessons: z.record(id, lesson).default({}), faq: z.record(id, faq).default({}) };
