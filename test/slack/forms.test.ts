import type { ModalView } from '@slack/types';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { PageAnswers } from '../../src/app/use-cases.ts';
import type { Value } from '../../src/core/index.ts';
import { pageView, readPage, readStart, readUnfinished, startView } from '../../src/slack/views/pages.ts';
import { previewView, readPreview } from '../../src/slack/views/preview.ts';
import { expectView, fill, viewProblems } from './kit.ts';
import { draftOf, explanationOf, firstPage, limitIds, rules } from './samples.ts';

const units: Record<string, string[]> = {
  knowledge_tokens: ['knowledge_tokens', 'knowledge_pages', 'knowledge_documents'],
};
const all = Object.keys(rules.questions);
const others = all.filter((id) => !limitIds.includes(id));

/** One value a question may be answered with, undefined for "I don't know". */
function answerTo(id: string): fc.Arbitrary<[string, Value | undefined]> {
  const question = rules.questions[id];
  if (question === undefined) throw new Error(`there is no question ${id}`);
  const unknown = fc.constant<[string, undefined]>([id, undefined]);
  if (question.kind === 'choice')
    return fc.oneof(
      unknown,
      fc.constantFrom(...Object.keys(question.options)).map((it): [string, Value] => [id, it]),
    );
  if (question.kind === 'yes_no')
    return fc.oneof(
      unknown,
      fc.constantFrom('yes', 'no').map((it): [string, Value] => [id, it]),
    );
  const { min, max, integer } = question;
  const one = integer ? fc.integer({ min, max: 1_000_000 }) : fc.double({ min, max, noNaN: true }).map((n) => n + 0);
  const range = fc
    .tuple(one, one)
    .filter(([a, b]) => a !== b)
    .map(([a, b]) => ({ low: Math.min(a, b), high: Math.max(a, b) }));
  const unit = fc.constantFrom(...(units[id] ?? [id]));
  return fc.oneof(
    unknown,
    fc.tuple(unit, fc.oneof(one, range)).map(([name, value]): [string, Value] => [name, value]),
  );
}

/** A draft in which each of these questions was answered or met with "I don't know". */
function answered(ids: readonly string[]): fc.Arbitrary<PageAnswers> {
  return fc
    .tuple(...ids.map(answerTo))
    .map((given) => pageFrom(given.map(([id, value], at) => [ids[at] ?? id, id, value])));
}

function pageFrom(given: [question: string, id: string, value: Value | undefined][]): PageAnswers {
  return {
    answers: Object.fromEntries(given.flatMap(([, id, value]) => (value === undefined ? [] : [[id, value]]))),
    unknown: given.flatMap(([question, id, value]) =>
      (units[question] ?? [question]).filter((one) => value === undefined || one !== id),
    ),
  };
}

const sorted = ({ answers, unknown }: PageAnswers) => ({ answers, unknown: [...unknown].sort() });
function pageOf(view: ModalView, entries = {}): PageAnswers {
  const read = readPage(rules, fill(view, entries));
  if (!read.ok) throw new Error(JSON.stringify(read.errors));
  return read.page;
}

describe('a page of questions', () => {
  test('gives back what it was prefilled with, whatever that is', () => {
    fc.assert(
      fc.property(answered(others), (given) => {
        const view = pageView(rules, { kind: 'page', draft: draftOf(given), questions: others });
        expect(sorted(pageOf(view))).toEqual(sorted(given));
      }),
      { numRuns: 500 },
    );
  });

  test('gives back what a person enters, over whatever it was prefilled with', () => {
    fc.assert(
      fc.property(answered(others), answered(others), (before, now) => {
        const entered = fill(pageView(rules, { kind: 'page', draft: draftOf(now), questions: others }));
        const view = pageView(rules, { kind: 'page', draft: draftOf(before), questions: others });
        const read = readPage(rules, { ...entered, private_metadata: view.private_metadata ?? '' });
        expect(read.ok && sorted(read.page)).toEqual(sorted(now));
      }),
      { numRuns: 300 },
    );
  });

  test('shows "I don\'t know", help and an example at every question', () => {
    const view = pageView(rules, { kind: 'page', draft: draftOf(), questions: others });
    expectView(view);
    for (const block of view.blocks) {
      if (!('element' in block)) continue;
      const text = JSON.stringify(block).toLowerCase();
      expect(text).toContain("don't know");
      expect(text).toContain('for example: a bank does.');
    }
  });

  test('uses radio buttons for few options and a menu for many', () => {
    const view = pageView(rules, { kind: 'page', draft: draftOf(), questions: ['gap', 'country'] });
    const kinds = view.blocks.flatMap((block) => ('element' in block ? [block.element.type] : []));
    expect(kinds).toEqual(['radio_buttons', 'static_select']);
  });

  test('says at its input what it could not read', () => {
    const view = pageView(rules, {
      kind: 'page',
      draft: draftOf(),
      questions: ['gap', 'queries_per_day', 'required_accuracy'],
    });
    const read = readPage(rules, fill(view, { gap: '?', queries_per_day: 'lots', required_accuracy: '120%' }));
    expect(read.ok ? {} : Object.keys(read.errors)).toEqual(['queries_per_day', 'required_accuracy']);
    expect(read).toMatchObject({
      errors: { queries_per_day: expect.stringContaining('from 0 to 1,000,000,000 queries per day') },
    });
  });

  test('refuses an option that was not offered', () => {
    const view = pageView(rules, { kind: 'page', draft: draftOf(), questions: ['gap'] });
    for (const value of ['magic', '__proto__', 'constructor', '']) {
      const state = { values: { gap: { gap: { selected_option: { value } } } } };
      expect(readPage(rules, { private_metadata: view.private_metadata ?? '', state }).ok).toBe(false);
    }
  });

  test('can be left unfinished: what is readable counts', () => {
    const view = pageView(rules, {
      kind: 'page',
      draft: draftOf(),
      questions: ['gap', 'freshness', 'queries_per_day'],
    });
    const { page } = readUnfinished(rules, fill(view, { gap: 'both', queries_per_day: 'lots' }));
    expect(page).toEqual({ answers: { gap: 'both' }, unknown: [] });
  });

  test('always offers to decide now', () => {
    expect(JSON.stringify(pageView(rules, { kind: 'page', draft: draftOf(), questions: ['gap'] }))).toContain(
      'Decide now',
    );
  });

  test('is refused when its context is not one of ours', () => {
    const view = pageView(rules, { kind: 'page', draft: draftOf(), questions: ['gap'] });
    for (const private_metadata of [
      '',
      '{}',
      'null',
      '{"v":2,"draft":"d","ask":[],"tick":[]}',
      '{"v":1,"draft":"d","ask":[],"tick":[],"more":1}',
    ]) {
      expect(() => readPage(rules, { ...fill(view), private_metadata })).toThrow(z.ZodError);
    }
  });
});

describe('the first page', () => {
  const view = startView(rules, firstPage, 'A support bot', { channel: 'C1', thread: '1.0' });
  const entries = { gap: 'both', knowledge_tokens: '300 pages', queries_per_day: 'about 300', freshness: '?' };

  test('asks title, fixed questions and limits, and gives them back with the place', () => {
    expectView(view);
    expect(readStart(rules, firstPage, fill(view, { ...entries, Limits: ['offline', '?none'] }))).toEqual({
      ok: true,
      title: 'A support bot',
      place: { channel: 'C1', thread: '1.0' },
      page: {
        answers: {
          gap: 'both',
          knowledge_pages: 300,
          queries_per_day: { low: 240, high: 360 },
          needs_citations: 'no',
          on_premises: 'no',
          offline: 'yes',
        },
        unknown: ['knowledge_tokens', 'knowledge_documents', 'freshness'],
      },
    });
  });

  test.each([
    [[], {}],
    [['offline'], { offline: 'yes' }],
    [['?none'], { needs_citations: 'no', on_premises: 'no', offline: 'no' }],
    [['needs_citations', 'on_premises', 'offline'], { needs_citations: 'yes', on_premises: 'yes', offline: 'yes' }],
  ])('the limits %j mean %j', (ticked, answers) => {
    const read = readStart(
      rules,
      firstPage,
      fill(view, { gap: '?', freshness: '?', knowledge_tokens: '?', queries_per_day: '?', Limits: ticked }),
    );
    expect(read.ok && read.page.answers).toEqual(answers);
  });

  test('does not list a limit that usually does not bind: "None of these" would make it bind', () => {
    expect(JSON.stringify(view)).not.toContain('We may train');
    const change = pageView(rules, {
      kind: 'page',
      draft: draftOf({ revises: { decision: 'd', revision: 1 } }),
      questions: [],
    });
    expect(fill(change).state.values).toHaveProperty('training_allowed');
  });

  test('wants a title', () => {
    const empty = startView(rules, firstPage, '', undefined);
    const read = readStart(rules, firstPage, fill(empty, { ...entries, Title: ' \u202E \n' }));
    expect(read.ok ? {} : read.errors).toEqual({ Title: 'Please say in one line what you are building.' });
  });

  test('cuts a title that is too long for one line', () => {
    expect(viewProblems(startView(rules, firstPage, 'x'.repeat(10_000), undefined))).toEqual([]);
  });
});

describe('the page to change answers', () => {
  const answers = { gap: 'knowledge', knowledge_pages: 300, needs_citations: 'no', freshness: ['weekly', 'yearly'] };
  const draft = draftOf({
    answers,
    unknown: ['queries_per_day', 'knowledge_tokens'],
    revises: { decision: 'decision-1', revision: 1 },
  });
  const view = pageView(rules, { kind: 'page', draft, questions: [...firstPage, 'prompt_tried'] });

  test('left as it is changes nothing', () => {
    expectView(view);
    const page = pageOf(view);
    const before = { gap: 'knowledge', knowledge_pages: 300, needs_citations: 'no' };
    expect(page.answers).toEqual(before);
    expect([...page.unknown].sort()).toEqual(['knowledge_documents', 'knowledge_tokens', 'queries_per_day']);
  });

  test('lets an answered limit be taken back, and open ones be ticked', () => {
    const page = pageOf(view, { needs_citations: '?', Limits: ['offline'] });
    expect(page.answers).toEqual({ gap: 'knowledge', knowledge_pages: 300, offline: 'yes' });
    expect(page.unknown).toContain('needs_citations');
  });

  test('replaces a number by one in another unit', () => {
    const page = pageOf(view, { knowledge_tokens: '2M' });
    expect(page.answers).toMatchObject({ knowledge_tokens: 2_000_000 });
    expect(page.unknown).toContain('knowledge_pages');
  });
});

const preview = (draft = draftOf()) => previewView({ kind: 'preview', draft, explanation: explanationOf() }, rules);

describe('the preview', () => {
  test('asks for a channel only when no place is known', () => {
    expect(JSON.stringify(preview())).not.toContain('conversations_select');
    const view = preview(draftOf({ place: undefined }));
    expectView(view);
    expect(readPreview(fill(view, { Place: 'C9' }))).toEqual({ ok: true, draft: 'draft-1', place: { channel: 'C9' } });
    expect(readPreview(fill(view))).toMatchObject({ ok: false, errors: { Place: 'Please choose a channel.' } });
  });

  test('of a known place names it and sends none', () => {
    expect(JSON.stringify(preview())).toContain('"channel_id":"C1"');
    expect(readPreview(fill(preview()))).toEqual({ ok: true, draft: 'draft-1', place: undefined });
  });
});
