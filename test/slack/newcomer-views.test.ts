import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { approaches, type Example, type Rulebook } from '../../src/core/index.ts';
import { subcommands } from '../../src/slack/listeners/subcommands.ts';
import { examplesView, exampleVerdictView } from '../../src/slack/views/examples.ts';
import { helpMessage } from '../../src/slack/views/help.ts';
import { foundMessage, lessonsView, lessonView } from '../../src/slack/views/lessons.ts';
import { quizResultView, quizView, readQuiz, shareScoreView } from '../../src/slack/views/quiz.ts';
import { welcomeMessage } from '../../src/slack/views/welcome.ts';
import { fill, messageProblems, textsIn, viewProblems } from './kit.ts';
import { draftOf, explanationOf, rules } from './samples.ts';

/** Text as large and strange as the rules, or a team's own ones, allow it. */
const hostile = (max: number) =>
  fc.oneof(
    fc.string({ unit: 'binary', minLength: 1, maxLength: max }),
    fc
      .constantFrom('שלום עולם ', '\u202E<!channel> *b* <https://e.org|x> ', 'x')
      .map((text) => text.repeat(Math.ceil(max / text.length)).slice(0, max)),
  );

const lessonsOf = (title: string, text: string, many: number): Rulebook => ({
  ...rules,
  lessons: Object.fromEntries(
    Array.from({ length: many }, (_, at) => [
      `lesson_${at}`,
      { title, also: [], text: Array.from({ length: 8 }, () => text), try: {}, source: ['s1'] },
    ]),
  ),
  faq: { one: { ask: title, also: [], answer: text, lesson: 'lesson_0', source: ['s1'] } },
});

const exampleOf = (name: string, text: string): Example => ({
  name,
  answers: {},
  known: Array.from({ length: 45 }, () => ({ name: text, value: text })),
  approach: 'rag',
  right: approaches,
});
const progress = { seen: 100, right: 99, all: 1_000 };

describe('what newcomers see', () => {
  it('keeps within Slack’s limits, whatever the lessons of a team say', () => {
    fc.assert(
      fc.property(hostile(60), hostile(600), (title, text) => {
        const book = lessonsOf(title, text, 100);
        const views = [lessonsView(book), ...['lesson_0', 'lesson_99'].flatMap((id) => lessonView(book, id) ?? [])];
        expect(views.flatMap(viewProblems)).toEqual([]);
        const found = ['one', 'gone'].map((id) => ({ kind: 'faq' as const, id }));
        const lesson = ['lesson_0', 'gone'].map((id) => ({ kind: 'lesson' as const, id }));
        for (const what of [found, lesson, [...lesson, ...found], []])
          expect(messageProblems(foundMessage(book, text, what))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('keeps within them whatever its worked cases are', () => {
    fc.assert(
      fc.property(hostile(200), hostile(400), (name, text) => {
        const example = exampleOf(name, text);
        const all = Array.from({ length: 100 }, () => example);
        const explanation = explanationOf(text, 12);
        const views = [
          examplesView(all, rules, 1),
          examplesView(all, rules, 99),
          examplesView([], rules),
          exampleVerdictView({
            kind: 'preview',
            draft: draftOf({ example: name }),
            explanation,
            moved: Array.from({ length: 40 }, () => text),
          }),
          quizView({ example, again: true, progress }, rules),
          quizResultView({ example, right: false, explanation, progress }, 'hybrid', rules),
          shareScoreView(text),
        ];
        expect(views.flatMap(viewProblems)).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  it('reads the choice it asked for, and asks for one where none was made', () => {
    const view = quizView({ example: exampleOf('A case', 'Some words'), again: false, progress }, rules);
    expect(readQuiz(fill(view, { Approach: 'long-context' }), rules)).toEqual({
      ok: true,
      example: 'A case',
      approach: 'long-context',
    });
    expect(readQuiz(fill(view), rules)).toMatchObject({ ok: false });
  });

  it('welcomes a channel in one message that Slack takes', () => {
    expect(messageProblems(welcomeMessage())).toEqual([]);
  });

  it('is named on the one screen of help, every subcommand of it', () => {
    const said = textsIn(helpMessage(rules).blocks).map((one) => one.text);
    for (const name of Object.keys(subcommands).filter((one) => one !== 'help'))
      expect(said.filter((one) => one.startsWith(`/rag-or-ft ${name}: `))).toHaveLength(1);
  });
});
