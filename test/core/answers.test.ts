import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Case, compile, decide, explain, parseAnswers } from '../../src/core/index.ts';
import { anyCases } from './draw.ts';
import { at, book, rulebook } from './shipped.ts';

function read(input: unknown): Case {
  const parsed = parseAnswers(rulebook, input);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('; '));
  return parsed.answers;
}

/** The faults of an input: the question, what is wrong and the remedy. */
function faults(input: unknown): readonly string[] {
  const parsed = parseAnswers(rulebook, input);
  return parsed.ok
    ? []
    : parsed.problems.map(({ path, message, remedy }) => `${path.join('.')}: ${message}; ${remedy}`);
}

describe('answers', () => {
  it('may be a share that was counted: what was measured leads, and as much stays possible as so many cases leave open', () => {
    const few = read({ gap: 'knowledge', prompt_success_rate: { count: 33, of: 40 }, required_accuracy: 0.8 });
    expect(few['prompt_success_rate']).toEqual({ low: 0.681, high: 0.913, counted: { count: 33, of: 40 } });
    expect(decide(book, few, at).complete['prompt_success_rate']).toBe(0.825);
    const told = explain(book, few, { title: '', at }).answers.find(
      ({ question }) => question === 'prompt_success_rate',
    );
    expect(told?.value).toBe('82.5 % (33 of 40, so 68.1 to 91.3 % with 95 % confidence)');
    expect(read(JSON.parse(JSON.stringify(few)))).toEqual(few);
    expect(faults({ prompt_success_rate: { count: 41, of: 40 } })).toEqual([
      'prompt_success_rate: 41 of 40 cannot be counted; write {"count": 33, "of": 50}',
    ]);
  });

  it('may be options, yes and no, numbers, ranges, several values, or open', () => {
    expect(
      read({
        gap: 'both',
        needs_citations: true,
        offline: 'no',
        queries_per_day: 12,
        knowledge_pages: { low: 10, high: 400 },
        freshness: ['daily', 'weekly'],
        latency_ms: [100, { low: 300, high: 2000 }],
        on_premises: [true, false],
        stage: null,
      }),
    ).toEqual({
      gap: 'both',
      needs_citations: 'yes',
      offline: 'no',
      queries_per_day: 12,
      knowledge_pages: { low: 10, high: 400 },
      freshness: ['daily', 'weekly'],
      latency_ms: [100, { low: 300, high: 2000 }],
      on_premises: ['yes', 'no'],
    });
  });

  it.each([
    ['required_accuracy', 90, 'did you mean 0.9? use'],
    ['required_accuracy', 100, 'did you mean 1? use'],
    ['required_accuracy', 1.5, 'did you mean 0.015? use'],
    ['required_accuracy', 101, 'did you mean 1? use'],
    ['required_accuracy', -0.5, 'did you mean 0? use'],
    ['active_hours_per_day', 30, 'did you mean 24? use'],
    ['queries_per_day', -5, 'did you mean 0? use'],
    ['queries_per_day', 5e9, 'did you mean 1000000000? use'],
    ['knowledge_pages', 2e9, 'did you mean 1538461538? use'],
    ['knowledge_pages', 1e300, 'use'],
    ['knowledge_pages', -1e300, 'use'],
    ['required_accuracy', 1e6, 'use'],
  ])('of %s cannot be %d: %s', (question, value, remedy) => {
    expect(faults({ [question]: value })).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${question}: ${String(value).replace('+', '[+]')} is outside .*; ${remedy.replace('?', '[?]')} a number from `,
        ),
      ),
    ]);
  });

  it('of numbers without end have no nearest one', () => {
    expect(faults({ queries_per_day: Infinity })).toEqual([expect.stringMatching(/not a finite number; use a number/)]);
  });

  it('said twice the same, or a range that holds one number, are one value', () => {
    expect(read({ gap: ['both', 'both'], offline: [true, 'yes'], latency_ms: { low: 5, high: 5 } })).toEqual({
      gap: 'both',
      offline: 'yes',
      latency_ms: 5,
    });
  });

  it('that were read once are read again as the same', () => {
    fc.assert(
      fc.property(anyCases(book, at), ({ answers }) => {
        expect(read(answers)).toEqual(answers);
        expect(read(JSON.parse(JSON.stringify(answers)))).toEqual(answers);
      }),
    );
  });

  it.each<[string, unknown, RegExp]>([
    [
      'a misspelt question',
      { freshnes: 'weekly' },
      /^freshnes: there is no question "freshnes"; did you mean "freshness"\?$/,
    ],
    ['a misspelt option', { gap: 'knowlege' }, /^gap: "knowlege" is not one of its values; did you mean "knowledge"\?/],
    ['an option in capitals', { gap: 'BOTH' }, /did you mean "both"\?/],
    ['a wrong yes', { offline: 'yess' }, /did you mean "yes"\? Values: true or false$/],
    ['a number for an option', { gap: 3 }, /^gap: 3 is not one of its values; use knowledge, behavior, both, none$/],
    ['true for an option', { gap: true }, /^gap: true is not one of its values/],
    [
      'text for a number',
      { queries_per_day: '12' },
      /"12" is not a number; use a number from 0 to 1,000,000,000 \(queries per day\)/,
    ],
    ['a number below its least', { latency_ms: -1 }, /-1 is outside 0 to/],
    [
      'a number above its most',
      { required_accuracy: 95 },
      /95 is outside 0 to 1; did you mean 0\.95\? use a number from 0 to 1/,
    ],
    ['a number that is none', { latency_ms: Number.NaN }, /not a number|not a finite number/],
    ['an endless number', { latency_ms: Number.POSITIVE_INFINITY }, /not a finite number/],
    ['a range upside down', { latency_ms: { low: 9, high: 1 } }, /low 9 is above high 1/],
    ['a range with one end', { latency_ms: { low: 9 } }, /is not a number; use .* or \{"low": …, "high": …\}/],
    ['a range with more', { latency_ms: { low: 1, high: 2, mean: 1 } }, /is not a number/],
    ['a range of options', { gap: { low: 'both', high: 'none' } }, /is not one of its values/],
    ['an empty list', { gap: [] }, /the list of values is empty; leave the question out/],
    ['a list in a list', { gap: [['both']] }, /is not one of its values/],
    [
      'a wrong value in a list',
      { freshness: ['weekly', 'wekly'] },
      /^freshness: "wekly" is not one of its values; did you mean "weekly"/,
    ],
    [
      'a computed question',
      { long_context_cost: 'cheaper' },
      /is computed and cannot be answered; answer knowledge_tokens/,
    ],
    [
      'one number in two units',
      { knowledge_tokens: 1, knowledge_pages: 1 },
      /^knowledge_pages: says again what knowledge_tokens says/,
    ],
    [
      'too many pages',
      { knowledge_pages: 1e12 },
      /1000000000000 is outside 0 to 1,538,461,538; use a number from 0 to 1,538,461,538 /,
    ],
    ['a question unlike any', { nope: 1 }, /^nope: there is no question "nope"; take one of rules\/questions\.yml$/],
    ['half the name of a question', { citations: 1 }, /did you mean "needs_citations"\?$/],
    [
      'an option unlike any',
      { gap: 'all' },
      /^gap: "all" is not one of its values; use knowledge, behavior, both, none$/,
    ],
    ['a prototype key', JSON.parse('{"__proto__": {"gap": "both"}}'), /^__proto__: there is no question/],
    ['constructor', { constructor: 'x' }, /^constructor: there is no question "constructor"; take one of/],
    ['a method of objects', { toString: 'x' }, /^toString: there is no question/],
    ['a list', [], /^: answers must be an object of question ids; write \{"gap": "knowledge"\}$/],
    ['nothing', null, /answers must be an object/],
    ['a word', 'gap', /answers must be an object/],
  ])('refuse %s and say what would do', (_, input, expected) => {
    expect(faults(input)).toEqual([expect.stringMatching(expected)]);
  });

  it('name all faults at once', () => {
    expect(faults({ gap: 'x', offlin: true, latency_ms: -1 })).toHaveLength(3);
  });

  it('of any shape are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true }),
        fc.constantFrom(...Object.keys(rulebook.questions)),
        (value, id) => {
          expect(parseAnswers(rulebook, { [id]: value }).ok || faults({ [id]: value }).length > 0).toBe(true);
          expect(parseAnswers(rulebook, value)).toHaveProperty('ok');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a number in another unit', () => {
  const question = rulebook.questions['knowledge_tokens']!;
  const units = question.kind === 'number' ? Object.entries(question.also ?? {}) : [];

  it.each(units)('%s decides, asks and costs as the same number of tokens', (unit, { factor }) => {
    fc.assert(
      fc.property(fc.constantFrom(10, 100, 1000, 1e5), fc.boolean(), (count, asRange) => {
        const amount = (factorOf: number) =>
          asRange ? { low: count * factorOf, high: count * 2 * factorOf } : count * factorOf;
        const others: Case = { gap: 'knowledge', freshness: 'yearly', queries_per_day: 300 };
        const converted = explain(book, { ...others, [unit]: amount(1) }, { title: '', at });
        const { answers: said, ...expected } = explain(
          book,
          { ...others, knowledge_tokens: amount(factor) },
          { title: '', at },
        );
        const { answers: told, ...rest } = converted;
        expect(rest).toEqual(expected);
        expect(told.map(({ question: id }) => id)).toEqual(said.map(({ question: id }) => id));
      }),
    );
  });

  it.each(units)('%s is shown as said, with what it comes to', (unit, { unit: word }) => {
    const { answers } = explain(book, { [unit]: 100 }, { title: '', at });
    expect(answers.find(({ question: id }) => id === 'knowledge_tokens')?.value).toMatch(
      new RegExp(`^100 ${word} \\(about .+ tokens\\)$`),
    );
  });
});

/** The number that leads, of those possible. */
const leading = (possible: Case[string]) => decide(book, { queries_per_day: possible }, at).complete['queries_per_day'];

describe('a disputed answer', () => {
  const names = Object.entries(rulebook.questions).flatMap(([id, { kind }]) => (kind === 'choice' ? [id] : []));

  it('leads with the usual value if somebody gave it, else the likeliest, in whatever order they were given', () => {
    const odds = { ...rulebook.questions['freshness']!, likely: { hourly: 1, daily: 5, weekly: 5, static: 2 } };
    const other = compile({
      ...rulebook,
      questions: { ...rulebook.questions, freshness: odds },
    });
    const ofFreshness = (freshness: readonly string[]) => decide(other, { freshness }, at).complete['freshness'];
    expect(ofFreshness(['static', 'monthly'])).toBe('monthly');
    expect(ofFreshness(['hourly', 'static'])).toBe('static');
    expect(ofFreshness(['daily', 'weekly'])).toBe(ofFreshness(['weekly', 'daily']));
  });

  it('of a number leads with the one nearest to the usual one', () => {
    const { usual } = rulebook.questions['queries_per_day']!;
    const near = Number(usual);
    expect(leading([near * 50, near + 3, { low: near * 2, high: near * 9 }])).toBe(near + 3);
    expect(leading({ low: near * 2, high: near * 9 })).toBe(near * 2);
    expect(leading({ low: 0, high: near * 9 })).toBe(near);
    expect(leading([near + 5, near - 5])).toBe(leading([near - 5, near + 5]));
  });

  it('between all options is as open as one that nobody gave, but nothing is assumed of it', () => {
    fc.assert(
      fc.property(fc.constantFrom(...names), anyCases(book, at), (id, { answers }) => {
        const question = rulebook.questions[id]!;
        fc.pre(question.kind === 'choice');
        const options = question.kind === 'choice' ? Object.keys(question.options) : [];
        const { [id]: _, ...others } = answers;
        const disputed = decide(book, { ...others, [id]: options }, at);
        const open = decide(book, others, at);
        expect(disputed.possible).toEqual(open.possible);
        const mayDiffer = question.kind === 'choice' && question.assume === true;
        expect(mayDiffer ? open : disputed).toEqual(open);
      }),
      { numRuns: 100 },
    );
  });
});
