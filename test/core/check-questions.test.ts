import { describe, expect, it } from 'vitest';
import { checkAtStart, type NumberQuestion, type Rulebook } from '../../src/core/index.ts';
import { rulebook } from './shipped.ts';

type Bands = NonNullable<NumberQuestion['bands']>;

const queries = rulebook.questions['queries_per_day'] as NumberQuestion;

/** What is wrong with the rules once this is changed, as "path: message". */
function wrongIn(changed: Partial<Rulebook>): readonly string[] {
  return checkAtStart({ ...rulebook, ...changed }).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

const wrongWith = (question: Partial<NumberQuestion>): readonly string[] =>
  wrongIn({ questions: { ...rulebook.questions, queries_per_day: { ...queries, ...question } } }).filter((line) =>
    line.startsWith('questions.queries_per_day'),
  );

const bands = (belows: readonly (string | undefined)[]): Bands =>
  Object.fromEntries(
    Object.entries(queries.bands!).map(([id, band], place) => {
      const { below: _, ...open } = band;
      const below = belows[place];
      return [id, below === undefined ? open : { ...open, below }];
    }),
  );

describe('the bands of a question', () => {
  const rising = Object.values(queries.bands!).map(({ below }) => below);
  const last = Object.keys(queries.bands!).at(-1)!;

  it('are right as they ship', () => {
    expect(wrongWith({ bands: bands(rising) })).toEqual([]);
  });

  it.each<[string, readonly (string | undefined)[], string]>([
    [
      'the last one has to be open',
      [...rising.slice(0, -1), 'very_busy_queries'],
      `${last}: the last band has to be open`,
    ],
    ['no other one may be open', rising.with(0, undefined), 'rare: only the last band is open'],
    ['a threshold has to be there', rising.with(1, 'fewqueries'), 'few.below: there is no threshold "fewqueries"'],
    [
      'they have to rise',
      [rising[1], rising[0], ...rising.slice(2)],
      'few: bands have to rise, and rare_queries does not',
    ],
    ['none may be empty', rising.with(1, rising[0]), 'few: bands have to rise, and rare_queries does not'],
  ])('%s', (_, belows, message) => {
    const found = wrongWith({ bands: bands(belows) });
    expect(found[0]).toContain(`questions.queries_per_day.bands.${message}`);
    expect(found).toHaveLength(1);
  });
});

describe('what a question says of its values', () => {
  it.each<[string, Partial<NumberQuestion>, string]>([
    [
      'how likely a value is that is none',
      { likely: { ...queries.likely, plenty: 1 } },
      'likely.plenty: there is no value "plenty"',
    ],
    ['a usual value below all', { min: 5, usual: 4 }, 'usual: the usual value is outside min and max'],
    ['a usual value above all', { usual: queries.max + 1 }, 'usual: the usual value is outside min and max'],
  ])('may not be %s', (_, question, message) => {
    expect(wrongWith(question)[0]).toContain(`questions.queries_per_day.${message}`);
  });

  it.each([
    ['the least', queries.min],
    ['the most', queries.max],
  ])('may be %s there is, if the costs assume the same', (_, usual) => {
    expect(wrongWith({ usual })).toEqual([
      expect.stringMatching(/^questions\.queries_per_day\.usual: the costs assume \d+ and the rules \d+$/),
    ]);
  });
});

describe('the order of the levels', () => {
  const order = rulebook.level_order;

  it.each<[string, readonly string[], string]>([
    ['names a question twice', [...order, order[0]!], `level_order.${order.length}: ${order[0]} stands twice`],
    ['leaves one out', order.slice(1), `level_order: ${order[0]} is missing`],
    [
      'names what is no question',
      [...order, 'mood'],
      `level_order.${order.length}: there is no question with bands or values "mood"`,
    ],
  ])('%s', (_, level_order, message) => {
    const found = wrongIn({ level_order: [...level_order] });
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(message);
  });
});

describe('a table of verdicts', () => {
  it('names the two rows that match the same answers, counted from 1', () => {
    const verdicts = [...rulebook.verdicts, rulebook.verdicts[1]!];
    expect(wrongIn({ verdicts })).toContain(
      `verdicts.${verdicts.length - 1}: rows 2 and ${verdicts.length} both match`,
    );
  });
});

describe('the example of a fault', () => {
  it('names answers alone on which it depends, with their values', () => {
    const verdicts = [...rulebook.verdicts, rulebook.verdicts[1]!];
    const [{ example = '' } = {}] = checkAtStart({ ...rulebook, verdicts });
    const named = example.split(', ').map((one) => one.split(': '));
    expect(named.length).toBeLessThan(rulebook.level_order.length);
    for (const [id = '', value] of named) {
      const question = rulebook.questions[id];
      const values =
        question?.kind === 'choice'
          ? Object.keys(question.options)
          : question?.kind === 'number'
            ? Object.keys(question.bands ?? {})
            : ['no', 'yes', ...Object.keys(rulebook.derived[id]?.values ?? {})];
      expect(values).toContain(value);
    }
  });
});
