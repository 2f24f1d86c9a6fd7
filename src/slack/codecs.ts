import { z } from 'zod';
import { mostCounted, rangeSchema } from '../core/index.ts';
import { limits } from './limits.ts';

/** JSON of a schema in a string, for what Slack carries for us and anybody might send back changed. */
export function jsonCodec<S extends z.ZodType>(schema: S, max: number) {
  return z.codec(z.string().max(max), schema, {
    decode: (text, context) => {
      try {
        return JSON.parse(text);
      } catch {
        context.issues.push({ code: 'custom', message: 'not JSON', input: text });
        return z.NEVER;
      }
    },
    encode: (value) => JSON.stringify(value),
  });
}

/** Of any context: to make one anew for each window would cost more than to read it. */
const contextText = jsonCodec(z.unknown(), limits.privateMetadata.max);

/** The context a window carries. @throws z.ZodError when it is none of that schema */
export function readContext<S extends z.ZodType>(
  schema: S,
  { private_metadata: text }: { readonly private_metadata: string },
): z.output<S> {
  return schema.parse(contextText.parse(text));
}

/** The text of a context, as {@link readContext} reads it. */
export function writeContext<S extends z.ZodType>(schema: S, context: z.output<S>): string {
  return contextText.encode(z.encode(schema, context));
}

/** An address of Slack's where somebody can be answered, for half an hour. */
export const responseAddress = z.url({ protocol: /^https?$/ }).max(1000);
const stored = z.string().min(1).max(64);
const slackId = z.string().min(1).max(40);
const questionId = z.string().max(80);
const revision = z.int().positive();
const pageNumber = z.int().positive().max(1000);
const counted = z.int().nonnegative().max(mostCounted);
const answered = z.union([z.string().max(80), z.number(), rangeSchema]);
/** Where a message shortcut or a command came from. */
const place = z.strictObject({ channel: slackId, thread: slackId.optional() });

/**
 * Of a window or button that is about nothing in particular. All others have the version too, and ids; a title only before there is
 * a draft. Names with `Ref` are values of buttons, those with `Context` stand in `private_metadata` of windows; some do both.
 */
export const nothingRef = z.strictObject({ v: z.literal(1) });

export const startRef = nothingRef.extend({ title: z.string().max(200).optional(), place: place.optional() });
export const startContext = nothingRef.extend({
  /** The draft it goes on with. */
  draft: stored.optional(),
  place: place.optional(),
  /** Where a conversation between people can be answered in private. */
  reply: responseAddress.optional(),
});
export const draftRef = nothingRef.extend({ draft: stored });
/** `ask` are the questions of the page, `tick` those of its list of limits, `list` those of its other lists. */
export const pageContext = draftRef.extend({
  ask: z.array(questionId).max(100),
  tick: z.array(questionId).max(100),
  list: z.array(questionId).max(100).default([]),
});

export const decisionRef = nothingRef.extend({ decision: stored });
/** A decision as somebody saw it. */
export const revisionRef = decisionRef.extend({ revision });
/** A page of the reasons of a decision. */
export const reasonsRef = decisionRef.extend({ page: pageNumber });
export const challengeRef = decisionRef.extend({ rule: z.string().min(1).max(80) });
/** A reason of a decision as somebody saw it. */
export const challengeContext = challengeRef.extend({ revision });
/** What somebody would state about it; nothing where they moved a threshold. */
export const challengedContext = revisionRef.extend({
  question: questionId.optional(),
  answers: z.record(questionId, z.union([answered, z.array(answered).max(40).readonly()])),
});
/** The window of assumptions: which numbers it shows, by path. */
export const reckonContext = revisionRef.extend({ paths: z.array(z.string().max(80)).max(40) });
/** The last decision of a list, after which older ones come. */
export const olderRef = nothingRef.extend({ at: z.int(), id: stored });

/** A thread to read. */
export const threadRef = nothingRef.extend({ place });
/** A reading of a thread, which is held in memory. */
export const readingRef = nothingRef.extend({ reading: stored });
export const debateRef = nothingRef.extend({ debate: stored });
/** The window of a position: the questions it asks, and what names its submission. */
export const positionContext = debateRef.extend({ ask: z.array(questionId).max(20), submission: stored });
export const closingContext = debateRef.extend({ ask: z.array(questionId).max(40) });

/** Where the answers of an audit go: to a draft, or to a first page to come. */
export const auditRef = nothingRef.extend({ draft: stored.optional(), place: place.optional() });
/** The windows of an audit: the same, with what was counted so far. */
export const auditContext = nothingRef.extend({
  draft: stored.optional(),
  ...startRef.pick({ title: true, place: true }).shape,
  reply: startContext.shape.reply,
  right: counted.optional(),
  kinds: z.record(questionId, counted).optional(),
});

export const lessonRef = nothingRef.extend({ lesson: questionId });
export const answerRef = nothingRef.extend({ faq: questionId });
/** A worked case. */
export const caseRef = nothingRef.extend({ case: z.string().min(1).max(200) });
/** A page of the worked cases. */
export const casesRef = nothingRef.extend({ page: pageNumber });
