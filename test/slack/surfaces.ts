import { argumentMessage } from '../../src/slack/views/argument.ts';
import { articlesView } from '../../src/slack/views/articles.ts';
import { costsMessage } from '../../src/slack/views/costs.ts';
import { recordView, whyView } from '../../src/slack/views/decision.ts';
import { type Compared, compareMessage, matricesView } from '../../src/slack/views/compare.ts';
import { helpMessage } from '../../src/slack/views/help.ts';
import { decisionMessage, movedMessage } from '../../src/slack/views/message.ts';
import { elsewhereView, otherwiseView } from '../../src/slack/views/outcome.ts';
import { positionMessage } from '../../src/slack/views/position.ts';
import { reckonView } from '../../src/slack/views/reckon.ts';
import { sumsView } from '../../src/slack/views/sums.ts';
import { answering, auditable, challengedSample, fullAudit, leaningSample, manyCounts, moving } from './challenges.ts';
import { challengedView, challengeView } from '../../src/slack/views/challenge.ts';
import { auditedView, auditTableView, auditView } from '../../src/slack/views/audit.ts';
import { subcommands } from '../../src/slack/listeners/subcommands.ts';
import { didYouMeanMessage, keptMessage, notPostedMessage } from '../../src/slack/views/private.ts';
import { whyNotView } from '../../src/slack/views/why-not.ts';
import { noticeModal } from '../../src/slack/views/modal.ts';
import { pageView, startView } from '../../src/slack/views/pages.ts';
import { previewView, sharedView, unpricedView } from '../../src/slack/views/preview.ts';
import type { Content } from '../../src/slack/views/message.ts';
import type { PostKind } from '../../src/app/ports.ts';
import type { Said } from '../../src/slack/whisper.ts';
import { audit, type Explanation, type Rulebook } from '../../src/core/index.ts';
import type { ModalView } from '@slack/types';
import { moneyExplained, moneyRules, outlookOf, reckoned, swings } from './money.ts';
import {
  choiceOf,
  decision,
  draftOf,
  explanationOf,
  firstPage,
  limitIds,
  postOf,
  revision,
  rules,
  stanceOf,
  whyNotOf,
} from './samples.ts';

const dear = {
  setup: 1e15,
  monthly: 1e15,
  fixed: 1e15,
  variable: 0,
  perQuery: 1e15,
  per1000: 1e15,
  per1000AllIn: 1e15,
  total: 1e16,
};
const everything = reckoned({
  numbers: { 'people.usd_per_week': { p10: 1, p50: 2, p90: 4 } },
  model: 'model-b',
  cashOnly: true,
  todayUsd: 1e12,
  currency: { code: 'IDR', perUsd: 16_700.123456, on: '2026-11-20' },
});

/** Every message, saying `text` wherever people or rules may say something. */
export function messages(text: string, many: number): Record<string, Content> {
  const explanation = explanationOf(text, many);
  const richest: Explanation = {
    ...explanation,
    costs: {
      ...explanation.costs,
      options: explanation.costs.options.map(({ option, model, lines, terms }) => ({
        option,
        model,
        lines,
        terms,
        ...dear,
      })),
      todayUsd: 1e15,
    },
  };
  return {
    decision: decisionMessage(explanation, revision),
    revised: decisionMessage(explanation, { ...revision, number: 99 }),
    argument: argumentMessage(explanation, rules),
    costs: costsMessage({ explanation, revision }, rules),
    dear: costsMessage({ explanation: richest, revision, outlook: outlookOf({ text, dollars: 1e15 }) }, wordy(text)),
    drawn: costsMessage({ explanation: moneyExplained(text, many), revision, outlook: outlookOf({ text }) }, rules),
    moved: movedMessage(
      explanation,
      Array.from({ length: many }, () => text),
      2,
    ),
    unmoved: movedMessage(explanation, [], 2),
    chosen: decisionMessage(explanation, revision, choiceOf(text)),
    choosing: movedMessage(explanation, [], 2, choiceOf(text)),
    position: positionMessage(stanceOf(text, many)),
    agreeing: positionMessage(stanceOf(text, 0)),
    invite: notPosted(text, many, 'decision', 'not_in_channel'),
    conversation: notPosted(text, many, 'decision', 'channel_not_found', 'D1'),
    archived: notPosted(text, many, 'decision', 'is_archived'),
    refused: notPosted(text, many, 'decision', text || 'x'),
    part: notPosted(text, many, 'argument', 'unclear'),
    view: notPosted(text, many, 'position', 'is_archived'),
    nearly: didYouMeanMessage(text.slice(0, 5) || 'x', 'help', subcommands.help.offer(), { channel: 'C1' }),
    kept: asContent(keptMessage({ id: 'draft-1', title: text })),
    help: helpMessage(wordy(text)),
    compare: compareMessage(compared(text, many)),
    compared: compareMessage(compared(text, many), explanation),
  };
}

export function notPosted(text: string, many: number, kind: PostKind, error: string, channel = 'C1'): Content {
  const failed = { ...postOf(kind), state: 'failed' as const, error };
  const wordily = { ...decision, title: text, place: { channel } };
  const explanation = explanationOf(text, many);
  return notPostedMessage({ decision: wordily, explanation, choice: choiceOf(text), failed }, wordy(text));
}

function asContent({ text, blocks }: Said): Content {
  return { text, blocks: [...(blocks ?? [])] };
}

/** Every window. */
export function views(text: string, many: number): Record<string, ModalView> {
  const explanation = explanationOf(text, many);
  const preview = (draft = draftOf({ title: text })) =>
    previewView({ kind: 'preview', draft, explanation, moved: Array.from({ length: many }, () => text) }, rules);
  const questions = Object.keys(rules.questions);
  return {
    start: startView(wordy(text), firstPage, text, { channel: 'C1', thread: '1.0' }),
    page: pageView(wordy(text), { kind: 'page', draft: draftOf({ title: text }), questions }),
    change: pageView(wordy(text), {
      kind: 'page',
      draft: draftOf({ title: text, unknown: limitIds, revises: { decision: 'd', revision: 1 } }),
      questions,
    }),
    preview: preview(),
    placeless: preview(draftOf({ title: text, place: undefined })),
    shared: sharedView(),
    why: whyView('decision-1', explanation, choiceOf(text), wordy(text)),
    whyNot: whyNotView('decision-1', explanation, whyNotOf(text, many), wordy(text)),
    itself: whyNotView('decision-1', explanation, { ...whyNotOf(text, 0), approach: 'rag' }, wordy(text)),
    otherwise: otherwiseView({ decision, revision, explanation, moved: [] }, wordy(text)),
    again: otherwiseView({ decision, revision, explanation, moved: [], choice: choiceOf(text) }, wordy(text)),
    elsewhere: elsewhereView('decision-1'),
    unfinished: startView(wordy(text), firstPage, text, undefined, {
      reply: 'https://hooks.slack.com/1',
      filled: draftOf(),
      unfinished: { id: 'draft-1', title: text },
    }),
    position: pageView(wordy(text), {
      kind: 'page',
      draft: draftOf({ title: text, revises: { decision: 'd', revision: 1, position: true } }),
      questions,
    }),
    record: recordView(`# ${text}\n\n${`- ${text}\n`.repeat(many)}`),
    sums: sumsView('decision-1', moneyExplained(text, many), 'rag', {
      ...wordy(text),
      sources: moneyRules(text).sources,
    }),
    gone: sumsView('decision-1', moneyExplained(text, many), 'long-context', {
      ...wordy(text),
      sources: moneyRules(text).sources,
    }),
    articles: articlesView(moneyExplained(text, many), {
      ...moneyRules(text, many),
      approaches: wordy(text).approaches,
    }),
    reckon: reckonView({ explanation: moneyExplained(text, many), revision, swings }, moneyRules(text, many)),
    reckoned: reckonView({ explanation: moneyExplained(text, many), revision: everything, swings }, moneyRules(text)),
    matrices: matricesView(compared(text, many)),
    challenge: challengeView({ decision, revision }, leaningSample(text, many), wordy(text)),
    challenged: challengedView({ decision, revision }, challengedSample(text, many), moving, true),
    challengedAnswer: challengedView({ decision, revision }, challengedSample(text, many), answering, true),
    audit: auditView(auditable(wordy(text), text), fullAudit(text)),
    auditTable: auditTableView(auditable(wordy(text), text), fullAudit(text), true),
    auditPasted: auditTableView(auditable(wordy(text), text), { v: 1 }, false),
    audited: auditedView(
      auditable(wordy(text), text),
      audit(auditable(wordy(text), text), manyCounts(many)),
      fullAudit(text),
    ),
    unpriced: unpricedView(
      { kind: 'preview', draft: draftOf(), explanation, movedUnpriced: Array.from({ length: 40 }, () => text) },
      'name',
    ),
    offering: previewView({ kind: 'preview', draft: draftOf({ answers: {} }), explanation }, rules),
    notice: noticeModal('Sorry', 'Close', text || 'x'),
  };
}

/** The small rulebook with this text wherever a rule file may say something. */
export function wordy(text: string): Rulebook {
  const said = text || 'x';
  const questions = Object.entries(rules.questions).map(([id, question]) => {
    const asked = { ...question, name: said, ask: said, help: said, example: said };
    if (asked.kind === 'choice')
      return [id, { ...asked, options: Object.fromEntries(Object.keys(asked.options).map((it) => [it, said])) }];
    return [id, asked.kind === 'yes_no' && asked.limit ? { ...asked, limit: { tick: said.slice(0, 75) } } : asked];
  });
  const approaches = Object.entries(rules.approaches).map(([id, it]) => [
    id,
    { ...it, label: said, ladder: said, headline: said },
  ]);
  return { ...rules, questions: Object.fromEntries(questions), approaches: Object.fromEntries(approaches) };
}

/** With this text in every cell of many rows. */
function compared(text: string, many: number): Compared {
  const said = text || 'x';
  const cell = { says: said, source: ['s1'] };
  const cells = { prompt: cell, 'long-context': cell, rag: cell, 'fine-tune': cell, hybrid: cell };
  const aspects = Array.from({ length: many }, (_, at) => [`a${at}`, { name: said, decided_by: ['gap'], cells }]);
  const row = { source: 's1', row: said, cells: { prompt: said, rag: said }, ours: said };
  return {
    ...wordy(text),
    sources: moneyRules(text).sources,
    comparison: Object.fromEntries(aspects),
    matrices: Array.from({ length: many }, () => row),
  };
}
