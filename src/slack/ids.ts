import type { Button } from '@slack/types';
import { z } from 'zod';
import { type Approach, approaches, type CostOption, mostCounted, rangeSchema } from '../core/index.ts';
import { limits } from './limits.ts';
import { cut } from './mrkdwn.ts';

/** JSON of a schema in a string, for what Slack carries for us and anybody might send back changed. */
export function jsonCodec<S extends z.ZodType>(schema: S, max: number = limits.privateMetadata.max) {
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

const stored = z.string().min(1).max(64);
const slackId = z.string().min(1).max(40);
const questionId = z.string().max(80);

/** Where a message shortcut or a command came from. */
const placeSchema = z.strictObject({ channel: slackId, thread: slackId.optional() });

/** Contexts of modals (`private_metadata`) and values of buttons: versioned, and ids; a title only before there is a draft. */
export const startContext = z.strictObject({
  v: z.literal(1),
  /** The draft it goes on with. */
  draft: stored.optional(),
  place: placeSchema.optional(),
  /** Where a conversation between people can be answered in private, for half an hour. */
  reply: z
    .url({ protocol: /^https?$/ })
    .max(1000)
    .optional(),
});
const startRef = z.strictObject({
  v: z.literal(1),
  title: z.string().max(200).optional(),
  place: placeSchema.optional(),
});
/** `ask` are the questions of the page, `tick` those of its list of limits, `list` those of its other lists. */
export const pageContext = z.strictObject({
  v: z.literal(1),
  draft: stored,
  ask: z.array(questionId).max(100),
  tick: z.array(questionId).max(100),
  list: z.array(questionId).max(100).default([]),
});
/** Of a window or button that is about nothing in particular. */
export const nothingRef = z.strictObject({ v: z.literal(1) });
export const draftRef = z.strictObject({ v: z.literal(1), draft: stored });
export const decisionRef = z.strictObject({ v: z.literal(1), decision: stored });
/** A page of the reasons of a decision. */
const pageRef = z.strictObject({ v: z.literal(1), decision: stored, page: z.int().positive().max(1000) });
const ruleId = z.string().min(1).max(80);
const challengeRef = z.strictObject({ v: z.literal(1), decision: stored, rule: ruleId });
/** A reason of a decision as somebody saw it. */
export const challengeContext = challengeRef.extend({ revision: z.int().positive() });
const answered = z.union([z.string().max(80), z.number(), rangeSchema]);
/** What somebody would state about it; nothing where they moved a threshold. */
export const challengedContext = z.strictObject({
  v: z.literal(1),
  decision: stored,
  revision: z.int().positive(),
  question: questionId.optional(),
  answers: z.record(questionId, z.union([answered, z.array(answered).max(40).readonly()])),
});
/** The window of assumptions: which numbers it shows, by path. */
export const reckonContext = z.strictObject({
  v: z.literal(1),
  decision: stored,
  revision: z.int().positive(),
  paths: z.array(z.string().max(80)).max(40),
});
/** A debate; a reading of a thread, which is held in memory; a place to read. */
const debateRef = z.strictObject({ v: z.literal(1), debate: stored });
export const readingRef = z.strictObject({ v: z.literal(1), reading: stored });
const threadRef = z.strictObject({ v: z.literal(1), place: placeSchema });
/** The window of a position: the questions it asks, and what names its submission. */
export const positionContext = z.strictObject({
  v: z.literal(1),
  debate: stored,
  ask: z.array(questionId).max(20),
  submission: stored,
});
export const closingContext = z.strictObject({ v: z.literal(1), debate: stored, ask: z.array(questionId).max(40) });
const lessonRef = z.strictObject({ v: z.literal(1), lesson: questionId });
const caseRef = z.strictObject({ v: z.literal(1), case: z.string().min(1).max(200) });
const casesRef = z.strictObject({ v: z.literal(1), page: z.int().positive().max(1000) });
/** The case somebody is asked about. */
export const quizContext = caseRef;
const counted = z.int().nonnegative().max(mostCounted);
/** The windows of an audit: what was counted so far, and where its answers go: to a draft, or to a first page to come. */
export const auditContext = z.strictObject({
  v: z.literal(1),
  draft: stored.optional(),
  ...startRef.pick({ title: true, place: true }).shape,
  reply: startContext.shape.reply,
  right: counted.optional(),
  kinds: z.record(questionId, counted).optional(),
});
/** A decision as somebody saw it. */
export const revisionRef = z.strictObject({ v: z.literal(1), decision: stored, revision: z.int().positive() });

/** A button: rendered and dispatched through this one entry, so that both sides agree on its id and its value. */
export interface ButtonKind<V> {
  readonly id: string;
  render(label: string, value: V, style?: 'primary' | 'danger'): Button;
  /** @throws z.ZodError when the value is not one this entry rendered. */
  read(value: string | undefined): V;
}

function button<S extends z.ZodType>(id: string, schema: S): ButtonKind<z.output<S>> {
  const codec = jsonCodec(schema, limits.buttonValue.max);
  return {
    id,
    render: (label, value, style) => ({
      type: 'button',
      action_id: id,
      text: { type: 'plain_text', text: cut(label, limits.buttonText.max), emoji: false },
      value: z.encode(codec, value),
      ...(style && { style }),
    }),
    read: (value) => z.decode(codec, value ?? ''),
  };
}

/** Every button of the app but {@link whyNotButtons}. */
export const buttons = {
  start: button('case:button:start', startRef),
  resume: button('case:button:continue', draftRef),
  decideNow: button('case:button:decide', draftRef),
  decideFirst: button('case:button:decide-first', z.strictObject({ v: z.literal(1) })),
  why: button('decision:button:why', decisionRef),
  whyPage: button('decision:button:page', pageRef),
  change: button('decision:button:change', decisionRef),
  record: button('decision:button:record', decisionRef),
  otherwise: button('decision:button:otherwise', decisionRef),
  postNow: button('decision:button:post', decisionRef),
  postElsewhere: button('decision:button:elsewhere', decisionRef),
  sums: button('decision:button:sums', decisionRef),
  reckon: button('decision:button:reckon', decisionRef),
  challenge: button('decision:button:challenge', challengeRef),
  state: button('decision:button:state', z.strictObject({ v: z.literal(1) })),
  files: button('decision:button:files', decisionRef),
  articles: button('decision:button:articles', decisionRef),
  compare: button('decision:button:compare', decisionRef),
  compareAll: button('app:button:compare', z.strictObject({ v: z.literal(1) })),
  matrices: button('app:button:matrices', z.strictObject({ v: z.literal(1) })),
  settle: button('debate:button:settle', threadRef),
  stopReading: button('debate:button:stop', readingRef),
  readOn: button('debate:button:read-on', readingRef),
  keepAll: button('debate:button:keep-all', readingRef),
  pasteThread: button('debate:button:paste', readingRef),
  statePosition: button('debate:button:state', debateRef),
  changeMine: button('debate:button:change', debateRef),
  who: button('debate:button:who', debateRef),
  closeDebate: button('debate:button:close', debateRef),
  debateRecord: button('debate:button:record', debateRef),
  reopen: button('debate:button:reopen', debateRef),
  stillTrue: button('debate:button:still-true', debateRef),
  audit: button(
    'audit:button:open',
    z.strictObject({ v: z.literal(1), draft: stored.optional(), place: placeSchema.optional() }),
  ),
  auditFirst: button('audit:button:first', z.strictObject({ v: z.literal(1) })),
  auditTable: button('audit:button:table', z.strictObject({ v: z.literal(1) })),
  auditCounts: button('audit:button:counts', z.strictObject({ v: z.literal(1) })),
  auditUse: button('audit:button:use', z.strictObject({ v: z.literal(1) })),
  lessons: button('app:button:lessons', nothingRef),
  lesson: button('app:button:lesson', lessonRef),
  tryLesson: button('app:button:try', lessonRef),
  cases: button('app:button:cases', nothingRef),
  casesBack: button('app:button:cases-back', casesRef),
  casesOn: button('app:button:cases-on', casesRef),
  openCase: button('app:button:case', caseRef),
  changeCase: button('app:button:change-case', draftRef),
  own: button('app:button:own', nothingRef),
  quiz: button('app:button:quiz', nothingRef),
  shareScore: button('app:button:share-score', nothingRef),
  welcome: button('app:button:welcome', nothingRef),
  welcomeNext: button('home:button:next', nothingRef),
  welcomeDone: button('home:button:done', nothingRef),
  settings: button('home:button:settings', nothingRef),
  history: button('home:button:history', nothingRef),
  historyOn: button('home:button:older', z.strictObject({ v: z.literal(1), at: z.int(), id: stored })),
  openDecision: button('home:button:open', decisionRef),
  stateHere: button('home:button:state', debateRef),
  answer: button('app:button:answer', z.strictObject({ v: z.literal(1), faq: questionId })),
  help: button('app:button:help', z.strictObject({ v: z.literal(1) })),
  forget: button('app:button:forget', nothingRef),
} as const;

/** "Why not …?", one for each approach: ids differ within one row of buttons. */
export const whyNotButtons: Readonly<Record<Approach, ButtonKind<z.output<typeof decisionRef>>>> = {
  prompt: whyNot('prompt'),
  'long-context': whyNot('long-context'),
  rag: whyNot('rag'),
  'fine-tune': whyNot('fine-tune'),
  hybrid: whyNot('hybrid'),
};

function whyNot(approach: Approach) {
  return button(`decision:button:not-${approach}`, decisionRef);
}

/** The lines of a price, one for each thing that can be bought. */
export const sumsButtons: Readonly<Record<CostOption, ButtonKind<z.output<typeof decisionRef>>>> = {
  prompt: sums('prompt'),
  'long-context': sums('long-context'),
  rag: sums('rag'),
  'fine-tune': sums('fine-tune'),
  hybrid: sums('hybrid'),
  classifier: sums('classifier'),
};

function sums(option: CostOption) {
  return button(`decision:button:sums-${option}`, decisionRef);
}

/** Buttons on messages that open a window and do nothing else: Slack takes a trigger once, whichever instance comes with it. */
export const opening: ReadonlySet<string> = new Set(
  [
    buttons.start,
    buttons.resume,
    buttons.why,
    buttons.record,
    buttons.otherwise,
    buttons.postElsewhere,
    buttons.reckon,
    buttons.articles,
    buttons.matrices,
    buttons.settle,
    buttons.audit,
    buttons.forget,
    buttons.sums,
    buttons.statePosition,
    buttons.changeMine,
    buttons.who,
    buttons.closeDebate,
    ...Object.values(whyNotButtons),
    ...Object.values(sumsButtons),
  ].map(({ id }) => id),
);

/** Approaches as option values, read back. */
export const approachValue = z.enum(approaches);

/** Callback ids of modals. */
export const modals = {
  start: 'case:modal:start',
  page: 'case:modal:page',
  preview: 'case:modal:preview',
  notice: 'app:modal:notice',
  forget: 'app:modal:forget',
  audit: 'audit:modal:counts',
  auditTable: 'audit:modal:table',
  audited: 'audit:modal:result',
  position: 'decision:modal:position',
  otherwise: 'decision:modal:otherwise',
  elsewhere: 'decision:modal:elsewhere',
  why: 'decision:modal:why',
  challenge: 'decision:modal:challenge',
  challenged: 'decision:modal:challenged',
  sums: 'decision:modal:sums',
  reckon: 'decision:modal:reckon',
  articles: 'decision:modal:articles',
  record: 'decision:modal:record',
  reading: 'debate:modal:reading',
  paste: 'debate:modal:paste',
  evidence: 'debate:modal:evidence',
  debatePosition: 'debate:modal:position',
  closeDebate: 'debate:modal:close',
  who: 'debate:modal:who',
  matrices: 'app:modal:matrices',
  lessons: 'app:modal:lessons',
  lesson: 'app:modal:lesson',
  cases: 'app:modal:cases',
  caseVerdict: 'app:modal:verdict',
  quiz: 'app:modal:quiz',
  quizResult: 'app:modal:quiz-result',
  shareScore: 'app:modal:share-score',
  history: 'home:modal:history',
  settings: 'home:modal:settings',
} as const;

/** What the manifest declares. Shortcut ids keep to Slack's usual form, since installed manifests name them. */
export const commands = { start: '/rag-or-ft' } as const;
/** Events the app takes; without those of its removal it would keep what it must delete. */
export const events = {
  mention: 'app_mention',
  home: 'app_home_opened',
  removal: ['app_uninstalled', 'tokens_revoked'],
} as const;
export const shortcuts = { start: 'rag_or_ft_start', settle: 'settle_debate' } as const;

/** Metadata on every message we post, so that a message can be found again by the post it came from. */
export const postMetadata = {
  eventType: 'rag_or_ft_post',
  payload: z.object({ post: z.string() }),
} as const;

/** Block ids of inputs that are not questions. Questions have no upper case in their ids, so these cannot collide. */
export const inputs = {
  title: 'Title',
  limits: 'Limits',
  list: 'List',
  place: 'Place',
  approach: 'Approach',
  reason: 'Reason',
  what: 'What',
  confirm: 'Confirm',
  model: 'Model',
  people: 'People',
  today: 'Today',
  currency: 'Currency',
  defaults: 'Defaults',
  pasted: 'Pasted',
  proposal: 'Proposal',
  right: 'Right',
  table: 'Table',
  file: 'File',
  words: 'Words',
  since: 'Since',
  rate: 'Rate',
  everyone: 'Everyone',
} as const;
