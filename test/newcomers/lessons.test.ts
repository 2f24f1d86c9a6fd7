import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findText, rulebookSchema } from '../../src/core/index.ts';
import { rulebook } from '../core/shipped.ts';
import { asked, unrelated } from './questions.ts';
import { looser } from './wordings.ts';
import { gradeOf, sentencesIn, syllablesIn } from './reading-ease.ts';

const { lessons, faq } = rulebook;
const longSentences = (text: string) => sentencesIn(text).filter((one) => one.split(/\s+/).length > 25);

describe('the lessons that ship', () => {
  it('are nine at least, the first of which compares a reference book with a training program', () => {
    expect(Object.keys(lessons).length).toBeGreaterThanOrEqual(9);
    const [first] = Object.values(lessons);
    expect(first?.text.join(' ')).toMatch(/reference book.*training program/s);
  });

  it.each(Object.entries(lessons))('read like grade 9 at most, in sentences of 25 words at most: %s', (_, { text }) => {
    expect(gradeOf(text.join(' '))).toBeLessThanOrEqual(9);
    expect(text.flatMap(longSentences)).toEqual([]);
  });

  it.each(Object.entries(faq))('come with answers in sentences of 25 words at most: %s', (_, { answer }) => {
    expect(longSentences(answer)).toEqual([]);
    expect(gradeOf(answer)).toBeLessThanOrEqual(10);
  });

  it('are refused from 120 words on', () => {
    const [id = '', lesson] = Object.entries(lessons)[0] ?? [];
    const of = (words: number) => ({
      ...rulebook,
      lessons: { [id]: { ...lesson, text: Array(words / 7).fill('one two three four five six seven') } },
    });
    expect(rulebookSchema.safeParse(of(56)).success).toBe(true);
    expect(
      rulebookSchema.safeParse({ ...of(7), lessons: { [id]: { ...lesson, text: [`${'word '.repeat(119)}word`] } } })
        .error?.issues[0]?.message,
    ).toBe('a lesson has fewer than 120 words');
  });
});

describe('how hard a text is to read', () => {
  it('is measured by syllables and the length of sentences', () => {
    expect(['cat', 'made', 'table', 'answer', 'retrieval', 'wanted', 'changes'].map(syllablesIn)).toEqual([
      1, 1, 2, 2, 3, 2, 2,
    ]);
    expect(gradeOf('The cat sat on the mat.')).toBeLessThan(0);
    expect(
      gradeOf('Organizational capabilities necessitate comprehensive consideration of architectural alternatives.'),
    ).toBeGreaterThan(20);
  });
});

describe('a question somebody asks', () => {
  const wordings = Object.entries(asked).flatMap(([id, all]) => all.map((wording) => ({ id, wording })));

  it('is one of thirteen, each in three wordings', () => {
    expect(Object.keys(asked)).toEqual(Object.keys(faq));
    expect(wordings).toHaveLength(39);
  });

  it.each(wordings)('finds its answer first: $wording', ({ id, wording }) => {
    expect(findText(rulebook, wording)[0]).toEqual({ kind: 'faq', id });
  });

  it.each(unrelated)('finds nothing when it is about something else: %s', (wording) => {
    expect(findText(rulebook, wording)).toEqual([]);
  });

  it('finds one that answers it first in four of five looser wordings, and among the three in nine of ten', () => {
    const places = looser.map(([wording, ...texts]) =>
      findText(rulebook, wording).findIndex(({ kind, id }) => texts.includes(`${kind} ${id}`)),
    );
    expect(places.filter((place) => place === 0).length / places.length).toBeGreaterThan(0.8);
    expect(places.filter((place) => place >= 0).length / places.length).toBeGreaterThan(0.9);
  });

  it('about facts finds that training is not for them', () => {
    expect(findText(rulebook, 'is fine-tuning good for facts?')[0]).toEqual({ kind: 'faq', id: 'fresh_facts' });
  });

  it.each([
    ['GDPR', 'compliance'],
    ['do I need a vector database?', 'approaches'],
    ['where do I begin', 'ladder'],
    ['failure audit', 'look_first'],
    ['json schema', 'form'],
  ])('finds the lesson where no answer says more: %s', (wording, id) => {
    expect(findText(rulebook, wording)[0]).toEqual({ kind: 'lesson', id });
  });

  it('finds it in spite of a slip of the pen', () => {
    expect(findText(rulebook, 'does it stop halucinations')[0]).toEqual({ kind: 'faq', id: 'hallucination' });
  });

  it('finds what exists, at most three, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ maxLength: 300 }), fc.string({ unit: 'grapheme' })), (typed) => {
        const found = findText(rulebook, typed);
        expect(found.length).toBeLessThanOrEqual(3);
        for (const { kind, id } of found) expect(kind === 'faq' ? faq[id] : lessons[id]).toBeDefined();
      }),
    );
  });

  it('finds nothing where there is nothing to read', () => {
    expect(findText({ lessons: {}, faq: {} }, 'what is RAG')).toEqual([]);
  });
});
