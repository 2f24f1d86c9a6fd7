import { z } from 'zod';
import { type Approach, approaches, type CostOption } from '../core/index.ts';
import { type ButtonKind, button } from './button.ts';
import {
  answerRef,
  auditRef,
  caseRef,
  casesRef,
  challengeRef,
  debateRef,
  decisionRef,
  draftRef,
  lessonRef,
  nothingRef,
  olderRef,
  readingRef,
  reasonsRef,
  startRef,
  threadRef,
} from './codecs.ts';
/** Every button of the app but {@link whyNotButtons}. */
export const buttons = {
  start: button('case:button:start', startRef),
  resume: button('case:button:continue', draftRef),
  decideNow: button('case:button:decide', draftRef),
  decideFirst: button('case:button:decide-first', nothingRef),
  why: button('decision:button:why', decisionRef),
  whyPage: button('decision:button:page', reasonsRef),
  change: button('decision:button:change', decisionRef),
  record: button('decision:button:record', decisionRef),
  otherwise: button('decision:button:otherwise', decisionRef),
  postNow: button('decision:button:post', decisionRef),
  postElsewhere: button('decision:button:elsewhere', decisionRef),
  sums: button('decision:button:sums', decisionRef),
  reckon: button('decision:button:reckon', decisionRef),
  challenge: button('decision:button:challenge', challengeRef),
  state: button('decision:button:state', nothingRef),
  files: button('decision:button:files', decisionRef),
  articles: button('decision:button:articles', decisionRef),
  compare: button('decision:button:compare', decisionRef),
  compareAll: button('app:button:compare', nothingRef),
  matrices: button('app:button:matrices', nothingRef),
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
  postDebate: button('debate:button:post', debateRef),
  stillTrue: button('debate:button:still-true', debateRef),
  audit: button('audit:button:open', auditRef),
  auditFirst: button('audit:button:first', nothingRef),
  auditTable: button('audit:button:table', nothingRef),
  auditCounts: button('audit:button:counts', nothingRef),
  auditUse: button('audit:button:use', nothingRef),
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
  historyOn: button('home:button:older', olderRef),
  openDecision: button('home:button:open', decisionRef),
  stateHere: button('home:button:state', debateRef),
  answer: button('app:button:answer', answerRef),
  help: button('app:button:help', nothingRef),
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
