import { describe, expect, it } from 'vitest';
import { exampleOf, examplesOf, parseAnswers, type Rulebook } from '../../src/core/index.ts';
import { rulebook } from './shipped.ts';

type Worked = Rulebook['cases'][number];

const worked = (name: string, change: Partial<Worked> = {}): Worked => ({
  case: name,
  given: { gap: 'knowledge', freshness: 'weekly' },
  expect: 'rag',
  first_stage: 'build_retrieval',
  source: ['s0#scenario-1'],
  ...change,
});

const holding = (...cases: readonly Worked[]): Rulebook => ({ ...rulebook, cases: [...cases] });
const names = (...cases: readonly Worked[]): readonly string[] => examplesOf(holding(...cases)).map(({ name }) => name);

describe('the examples', () => {
  it.each<[string, readonly Worked[], readonly string[]]>([
    ['are none without cases', [], []],
    [
      'are all cases in their order where none shows a scenario',
      [worked('b'), worked('a'), worked('c')],
      ['b', 'a', 'c'],
    ],
    [
      'are all where tags only look like scenarios',
      [worked('b', { shows: ['W1', 'S', 'S1b', 'XS2', 's3'] }), worked('a', { shows: [] })],
      ['b', 'a'],
    ],
    [
      'are only those that show a scenario where one does',
      [worked('c'), worked('b', { shows: ['S4'] }), worked('a', { shows: ['Q2'] })],
      ['b'],
    ],
    [
      'come in the order of the scenarios by number',
      [worked('ten', { shows: ['S10'] }), worked('two', { shows: ['S2'] }), worked('one', { shows: ['S1'] })],
      ['one', 'two', 'ten'],
    ],
    [
      'come in the order of the file where they show the same',
      [worked('z', { shows: ['S5'] }), worked('one', { shows: ['S1'] }), worked('a', { shows: ['S5'] })],
      ['one', 'z', 'a'],
    ],
    [
      'come at the first scenario they show, whatever else they show',
      [worked('three', { shows: ['S3'] }), worked('seven', { shows: ['S7', 'Q1', 'S2'] })],
      ['seven', 'three'],
    ],
    [
      'leave out what cannot be read',
      [worked('bad', { given: { gap: 'hunger' }, shows: ['S1'] }), worked('good', { shows: ['S2'] })],
      ['good'],
    ],
  ])('%s', (_, cases, found) => {
    expect(names(...cases)).toEqual(found);
  });

  it('that ship are one for each case that shows a scenario, and can all be read', () => {
    const shown = rulebook.cases.filter(({ shows }) => shows?.some((tag) => /^S\d+$/.test(tag)) === true);
    expect(
      examplesOf(rulebook)
        .map(({ name }) => name)
        .toSorted(),
    ).toEqual(shown.map((one) => one.case).toSorted());
  });
});

describe('an example', () => {
  it('is not there under another name or with answers that cannot be read', () => {
    expect(exampleOf(holding(worked('a')), 'b')).toBeUndefined();
    expect(exampleOf(holding(), 'a')).toBeUndefined();
    expect(exampleOf(holding(worked('a', { given: { gap: 'hunger' } })), 'a')).toBeUndefined();
    expect(exampleOf(holding(worked('a', { given: { no_such_question: 'yes' } })), 'a')).toBeUndefined();
  });

  it('holds its answers and tells them in words, in the order of the questions', () => {
    const given = { freshness: 'weekly', knowledge_pages: 300, gap: 'knowledge' };
    const example = exampleOf(holding(worked('other', { given: {} }), worked('a', { given })), 'a');
    const parsed = parseAnswers(rulebook, given);
    expect(parsed).toMatchObject({ ok: true, answers: example?.answers });
    expect(example?.name).toBe('a');
    expect(example?.known).toEqual([
      { name: 'What goes wrong today', value: 'It lacks facts: our documents, our products, current data' },
      { name: 'How much there is to read', value: '300 pages (about 195,000 tokens)' },
      { name: 'How often the facts change', value: 'Every week' },
    ]);
  });

  it('knows nothing where nothing was given', () => {
    expect(exampleOf(holding(worked('a', { given: {} })), 'a')).toMatchObject({ answers: {}, known: [] });
  });

  it.each<[string, Partial<Worked>, readonly string[]]>([
    ['the expected one alone', {}, ['rag']],
    ['the expected one alone where no other is listed', { or: [] }, ['rag']],
    ['the expected one first, then those that are as good', { or: ['prompt', 'hybrid'] }, ['rag', 'prompt', 'hybrid']],
  ])('is right with %s', (_, change, right) => {
    expect(exampleOf(holding(worked('a', change)), 'a')).toMatchObject({ approach: 'rag', right });
  });
});
