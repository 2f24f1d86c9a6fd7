import { describe, expect, test } from 'vitest';
import { approaches, comparisonOf, explain, parseAnswers } from '../../src/core/index.ts';
import { at, book } from './shipped.ts';

function explained(answers: object) {
  const parsed = parseAnswers(book.rulebook, answers);
  if (!parsed.ok) throw new Error('these answers cannot be read');
  return explain(book, parsed.answers, { title: 'A bot', at });
}

const note = (answers: object, topic: string) =>
  explained(answers).compliance.find(({ about }) => about === topic)?.text;
const marked = (answers: object) =>
  comparisonOf(book.rulebook, explained(answers)).flatMap(({ aspect, decides }) => (decides ? [aspect] : []));

describe('the approaches side by side', () => {
  test('every row says something of every approach, with a source', () => {
    const cells = comparisonOf(book.rulebook).flatMap((row) => approaches.map((approach) => row.cells[approach]));
    expect(cells).toHaveLength(60);
    expect(cells.filter(({ text, sources }) => text === '' || sources.length === 0)).toEqual([]);
  });

  test('no row is marked while there is no case', () => {
    expect(comparisonOf(book.rulebook).filter(({ decides }) => decides)).toEqual([]);
  });

  test('the rows are marked whose answers lead to the verdict or would flip it', () => {
    expect(marked({ gap: 'knowledge', knowledge_pages: 3000, needs_citations: 'yes' })).toContain('citations');
    expect(marked({ gap: 'none' })).not.toContain('citations');
  });

  test('a row is marked by one of its questions among the conditions of a reason or the pivots, and by nothing else', () => {
    for (const { given } of book.rulebook.cases.slice(0, 60)) {
      const { reasons, pivots } = explained(given);
      const conditions = new Set(reasons.flatMap(({ rule }) => Object.keys(book.rulebook.rules[rule]?.when ?? {})));
      const flipping = new Set(pivots.map(({ question }) => question));
      for (const { aspect, decides } of comparisonOf(book.rulebook, { reasons, pivots })) {
        const by = book.rulebook.comparison[aspect]?.decided_by ?? [];
        expect(decides).toBe(by.some((id) => conditions.has(id)) || by.some((id) => flipping.has(id)));
      }
    }
    const [row, ...others] = comparisonOf(book.rulebook, {
      reasons: [],
      pivots: explained({ gap: 'knowledge' })
        .pivots.map((one) => ({ ...one, question: 'freshness' }))
        .slice(0, 1),
    }).toSorted((a, b) => Number(b.decides) - Number(a.decides));
    expect(row?.decides).toBe(true);
    expect(others.some(({ decides }) => !decides)).toBe(true);
  });

  test('every row can be the one that decides', () => {
    const asked = new Set([
      ...Object.values(book.rulebook.rules).flatMap(({ when }) => Object.keys(when)),
      ...Object.values(book.rulebook.derived).flatMap(({ from }) => from),
    ]);
    const idle = Object.entries(book.rulebook.comparison).filter(
      ([, { decided_by: by }]) => !by.some((question) => asked.has(question)),
    );
    expect(idle).toEqual([]);
  });
});

describe('the compliance note', () => {
  test.each(['prompt', 'long-context', 'rag', 'fine-tune', 'hybrid'])('tells everything about %s', (approach) => {
    const given = book.rulebook.cases.filter(({ expect: expected }) => expected === approach).map((one) => one.given);
    expect(given.length).toBeGreaterThan(0);
    for (const answers of given) {
      const { compliance } = explained(answers);
      expect(compliance.map(({ about }) => about)).toEqual(['data', 'readers', 'erasure', 'review', 'training']);
      expect(compliance.every(({ sources }) => sources.length > 0)).toBe(true);
    }
  });

  test('says that rights are filtered before the prompt where people may see different documents', () => {
    expect(note({ gap: 'knowledge', per_user_access: 'yes' }, 'readers')).toContain('before the prompt');
  });

  test('says that nothing is trained where nothing is', () => {
    expect(note({ gap: 'knowledge' }, 'training')).toContain('Nothing is trained');
    expect(note({ gap: 'none' }, 'training')).toContain('Nothing is trained');
  });
});
