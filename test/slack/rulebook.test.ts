import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { compile, explain, moved, record } from '../../src/core/index.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { limitsOf } from '../../src/slack/forms/questions.ts';
import { argumentMessage } from '../../src/slack/views/argument.ts';
import { costsMessage } from '../../src/slack/views/costs.ts';
import { recordView, whyView } from '../../src/slack/views/decision.ts';
import { compareMessage, matricesView } from '../../src/slack/views/compare.ts';
import { helpMessage } from '../../src/slack/views/help.ts';
import { decisionMessage, movedMessage } from '../../src/slack/views/message.ts';
import { pageView, startView } from '../../src/slack/views/pages.ts';
import { previewView } from '../../src/slack/views/preview.ts';
import { messageProblems, textsIn, viewProblems } from './kit.ts';
import { draftOf, revision } from './samples.ts';

const loaded = loadRulebook(fileURLToPath(new URL('../../rules', import.meta.url)));
if (!loaded.ok) throw new Error(loaded.problems.map((one) => `${one.file}:${one.line} ${one.message}`).join('\n'));
const { rulebook } = loaded;
const book = compile(rulebook);
const first = Object.entries(rulebook.questions).flatMap(([id, question]) =>
  question.first_page === true ? [id] : [],
);

const explained = (answers: object) => explain(book, { ...answers }, { title: 'A help desk bot', at: '2026-11-20' });

describe('with the rulebook that is shipped', () => {
  test('no option and no rung of the ladder is cut', () => {
    const start = startView(rulebook, first, 'x', undefined);
    const page = pageView(rulebook, { kind: 'page', draft: draftOf(), questions: Object.keys(rulebook.questions) });
    expect([...viewProblems(start), ...viewProblems(page), ...messageProblems(helpMessage(rulebook))]).toEqual([]);
    expect([start, page, helpMessage(rulebook)].flatMap(textsIn).filter(({ text }) => text.endsWith('…'))).toEqual([]);
  });

  test('the first page is one list of limits and few questions', () => {
    const inputs = startView(rulebook, first, 'x', undefined).blocks.filter((block) => 'element' in block);
    expect(limitsOf(rulebook).length).toBeLessThan(10);
    expect(inputs.length).toBeLessThanOrEqual(6);
  });

  test.each([
    ['nothing is known', {}],
    ['facts are missing', { gap: 'knowledge', knowledge_pages: 3000, freshness: 'weekly', queries_per_day: 2000 }],
    ['behavior is wrong', { gap: 'behavior', queries_per_day: 200_000, knowledge_tokens: 1000, freshness: 'static' }],
    ['both are', { gap: 'both', knowledge_tokens: { low: 1e5, high: 1e7 }, queries_per_day: 1e6 }],
  ])('every surface passes when %s', (_, answers) => {
    const explanation = explained(answers);
    const change = moved(explained({}), explanation);
    const meta = {
      owner: 'T1:U1',
      decidedAt: '2026-11-20',
      revision: 1,
      approaches: rulebook.approaches,
      rulebook: 'r'.repeat(64),
      prices: 'p'.repeat(64),
    };
    const messages = [
      decisionMessage(explanation, revision),
      argumentMessage(explanation, rulebook),
      compareMessage(rulebook, explanation),
      costsMessage({ explanation, revision }, rulebook),
      movedMessage(explanation, change, 2),
    ];
    const views = [
      previewView({ kind: 'preview', draft: draftOf(), explanation, moved: change }, rulebook),
      matricesView(rulebook),
      whyView('decision-1', explanation, undefined, rulebook),
      recordView(record(explanation, meta)),
    ];
    expect([...messages.flatMap(messageProblems), ...views.flatMap(viewProblems)]).toEqual([]);
  });
});
