import { describe, expect, test } from 'vitest';
import { decisionMessage } from '../../src/slack/views/message.ts';
import { textsIn } from './kit.ts';
import { explanationOf, revision } from './samples.ts';

describe('the decision in the channel', () => {
  const { text, blocks } = decisionMessage(
    explanationOf('Some words', 3, { title: 'A bot', headline: 'retrieval', costHeadline: 'RAG: $5 a month' }),
    revision,
  );

  test('says everything in its text, for those who cannot see blocks', () => {
    expect(text).toMatchInlineSnapshot(`
      "Decision: A bot
      Use retrieval
      Some words
      1. Some words
      2. Some words
      3. Some words
      RAG: $5 a month
      What would flip it: Some words; Some words; Some words
      Some words Assumed: Some words: Some words; Some words: Some words; Some words: Some words."
    `);
  });

  test('has its buttons', () => {
    const labels = blocks.flatMap((block) => (block.type === 'actions' ? textsIn(block).map((it) => it.text) : []));
    expect(labels).toEqual(['Why', 'Change an answer', 'Decision record', 'Compare', 'We chose otherwise']);
  });
});
