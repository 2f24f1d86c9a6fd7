import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Draft } from '../../src/app/ports.ts';
import type { PageAnswers } from '../../src/app/use-cases.ts';
import { type Rulebook, same, ticksOf } from '../../src/core/index.ts';
import { pageView, readPage, readStart, readUnfinished, startView } from '../../src/slack/views/pages.ts';
import { expectView, fill } from './kit.ts';
import { draftOf, firstPage, rules as plain } from './samples.ts';

const question = plain.questions['freshness']!;
if (question.kind !== 'choice') throw new Error('freshness is a choice');
const ticks: Rulebook['lists'][string]['ticks'] = {
  prompt_tried: { tick: 'The prompt was tried' },
  freshness: { tick: 'It changes all the time', means: Object.keys(question.options).slice(0, 2) },
  queries_per_day: { tick: 'At least 100 queries', means: { from: 100 } },
};
const rules = {
  ...plain,
  lists: { ready: { ask: 'What holds?', help: 'Tick all that does.', ticks } },
};
const lines = ticksOf(rules, 'ready');
const ids = lines.map((line) => line.question);
const block = 'List_ready';

const page = (draft: Partial<Draft> = {}, more: readonly string[] = []) =>
  pageView(rules, { kind: 'page', draft: draftOf(draft), questions: [...ids, ...more] });
const readOf = (view: ReturnType<typeof page>, entries = {}) => readPage(rules, fill(view, entries));

/** What one list may have been answered with: which lines are ticked, and whether the rest was denied or is not known. */
const answered = fc.tuple(fc.subarray(ids), fc.boolean()).map(([ticked, known]): PageAnswers => {
  const told = lines.filter((line) => known || ticked.includes(line.question));
  return {
    answers: Object.fromEntries(
      told.map((line) => [line.question, ticked.includes(line.question) ? line.yes : line.no]),
    ),
    unknown: known ? [] : ids.filter((id) => !ticked.includes(id)),
  };
});

describe('several questions in one list', () => {
  test('are one input, beside those asked alone', () => {
    const view = page({}, ['gap']);
    expectView(view);
    expect(Object.keys(fill(view).state.values)).toEqual([block, 'gap']);
  });

  test('give back what a person ticks, whatever that is', () => {
    fc.assert(
      fc.property(answered, ({ answers, unknown }) => {
        const ticked = lines.filter((line) => answers[line.question] === line.yes).map((line) => line.question);
        const entries = { [block]: [...ticked, unknown.length > 0 ? '?rest' : '?none'] };
        expect(readOf(page(), entries)).toMatchObject({ ok: true, page: { answers, unknown } });
      }),
    );
  });

  test('stay ticked where a page was left, and give the same again', () => {
    const rests = fc.constantFrom([], ['?none'], ['?rest']);
    fc.assert(
      fc.property(fc.subarray(ids), rests, (ticked, rest) => {
        const left = readUnfinished(rules, fill(page(), { [block]: [...ticked, ...rest] }));
        const held = lines.filter((line) => same(left.page.answers[line.question], line.yes));
        expect(held.map((line) => line.question)).toEqual(ticked);
        const again = page({ ...left.page, asking: ids });
        expect(Object.keys(fill(again).state.values)).toEqual([block]);
        expect(readUnfinished(rules, fill(again)).page).toEqual(left.page);
      }),
    );
  });

  test('deny what is left unticked, once the page is finished', () => {
    expect(readOf(page(), { [block]: ['prompt_tried'] })).toMatchObject({
      page: {
        answers: { prompt_tried: 'yes', freshness: lines[1]!.no, queries_per_day: { low: 0, high: 99 } },
        unknown: [],
      },
    });
  });

  test('want an answer, and say so', () => {
    expect(readOf(page())).toEqual({
      ok: false,
      errors: { [block]: expect.stringContaining('Please tick') as string },
    });
  });

  test('are asked one by one where they were answered otherwise, and more closely where a line left several values', () => {
    const closer = page({ answers: Object.fromEntries(lines.map((line) => [line.question, line.yes])) });
    expect(Object.keys(fill(closer).state.values)).toEqual(ids);
    expect(fill(closer).state.values['queries_per_day']).toEqual({
      queries_per_day: { type: 'plain_text_input', value: null },
    });
    const known = page({ answers: { queries_per_day: 7 } });
    expect(Object.keys(fill(known).state.values)).toEqual([block, 'queries_per_day']);
  });
});

describe('limits that are no yes or no', () => {
  const limited = {
    ...plain,
    questions: {
      ...plain.questions,
      latency_ms: { ...plain.questions['latency_ms']!, limit: { tick: 'At once', means: { below: 200 } } },
    } as Rulebook['questions'],
  };
  const view = startView(limited, firstPage, 'x', undefined);
  const rest = { gap: '?', freshness: '?', knowledge_tokens: '?', queries_per_day: '?' };

  test.each([
    [[], {}],
    [['latency_ms'], { latency_ms: { low: 10, high: 199 } }],
    [['?none'], { latency_ms: { low: 200, high: 600_000 } }],
  ])('%j ticked on the first page says %j', (ticked, answers) => {
    expect(readStart(limited, firstPage, fill(view, { ...rest, Limits: ticked }))).toMatchObject({
      ok: true,
      page: { answers },
    });
  });

  test('come back ticked', () => {
    const filled = { answers: { latency_ms: { low: 10, high: 199 } }, unknown: [] };
    const again = startView(limited, firstPage, 'x', undefined, { filled });
    expect(readStart(limited, firstPage, fill(again, rest))).toMatchObject({ page: { answers: filled.answers } });
  });
});
