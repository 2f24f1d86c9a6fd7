import { beforeAll, describe, expect, it } from 'vitest';
import type { Derived } from '../../src/core/derived.ts';
import { compile, coverageOf, explain, movedUnpriced, parseAnswers, type Rulebook } from '../../src/core/index.ts';
import { at, book as shippedBook, rulebook } from './shipped.ts';

const source = ['ours'];
const asked = { name: 'x', ask: 'x', help: 'x', example: 'x', source };
const measured = {
  ...asked,
  kind: 'number',
  unit: 'share',
  min: 0,
  max: 1,
  integer: false,
  bands: { low: { below: 'prompt_ceiling', label: 'low' }, high: { label: 'high' } },
  usual: 0.4,
} as const;
const claim = { says: 'it is so', denies: 'it is not so', needs: [] };
const rule = { because: 'it is so', source, beats: [], limit: false };

/** Four questions and a computed one; weights are tuned and facts are fetched, unless nothing may be done. */
const small: Rulebook = {
  ...rulebook,
  thresholds: { prompt_ceiling: { value: 0.5, unit: 'share', source } },
  questions: {
    success: measured,
    required: measured,
    color: {
      ...asked,
      kind: 'choice',
      options: { red: 'red', blue: 'blue', green: 'green' },
      usual: 'red',
      likely: { red: 1, blue: 2, green: 2 },
    },
    forbidden: { ...asked, kind: 'yes_no', yes: 'it is', no: 'it is not', usual: 'no', likely: { no: 4, yes: 1 } },
    users: { ...measured, bands: undefined },
  },
  derived: {
    enough: {
      name: 'x',
      from: ['success', 'required'],
      compute: 'prompt_meets_requirement',
      values: { no: 'no', yes: 'yes' },
      likely: { no: 3, yes: 1 },
      source,
    },
  },
  level_order: ['success', 'forbidden', 'required', 'users', 'enough', 'color'],
  claims: { tune: claim, fetch: claim },
  rules: {
    short: { ...rule, when: { enough: 'no' }, supports: ['tune'] },
    colored: { ...rule, when: { color: ['red', 'blue'] }, supports: ['fetch'] },
    stopped: { ...rule, when: { forbidden: 'yes' }, opposes: ['tune', 'fetch'], beats: ['short', 'colored'] },
    idle: { ...rule, when: { color: 'green' }, opposes: ['fetch'] },
  },
  verdicts: [
    { if: { tune: 'yes', fetch: 'yes' }, give: 'hybrid' },
    { if: { tune: 'yes', fetch: 'no' }, give: 'fine-tune' },
    { if: { tune: 'no', fetch: 'yes' }, give: 'rag' },
    { if: { tune: 'no', fetch: 'no' }, give: 'prompt' },
  ],
};

const always = (value: number): Derived => ({
  id: 'enough',
  values: ['no', 'yes'],
  inputs: [],
  compute: () => value,
  last: { given: [], numbers: [], width: 0, mask: 0 },
});

describe('what a small rulebook covers', () => {
  let covered: ReturnType<typeof coverageOf>;
  beforeAll(() => {
    covered = coverageOf(compile(small));
  });

  it('is every way to answer, and of these the ways in which computed values agree with their numbers', () => {
    expect([covered.assignments, covered.possible]).toEqual([48n, 30n]);
  });

  it.each([
    ['prompt', 17 / 30, 0.28],
    ['long-context', 0, 0],
    ['rag', 2 / 15, 0.12],
    ['fine-tune', 0.1, 0.24],
    ['hybrid', 0.2, 0.36],
  ] as const)('gives %s in a share of the cases, and as often as answers are likely', (approach, share, likely) => {
    const found = covered.approaches.find((one) => one.approach === approach);
    expect(found?.share).toBeCloseTo(share, 8);
    expect(found?.likely).toBeCloseTo(likely, 9);
  });

  it('is told for every approach in the order of the ladder', () => {
    expect(covered.approaches.map(({ approach }) => approach)).toEqual([
      'prompt',
      'long-context',
      'rag',
      'fine-tune',
      'hybrid',
    ]);
  });

  it('counts how often each rule fires, stands and decides', () => {
    expect(covered.rules).toEqual([
      { rule: 'short', fires: 0.6, stands: 0.3, decides: 0.3 },
      { rule: 'colored', fires: 0.666_666_666, stands: 0.333_333_333, decides: 0.333_333_333 },
      { rule: 'stopped', fires: 0.5, stands: 0.5, decides: 0.433_333_333 },
      { rule: 'idle', fires: 0.333_333_333, stands: 0.333_333_333, decides: 0 },
    ]);
  });

  it('puts the most telling question first and leaves out numbers without bands', () => {
    expect(covered.questions.map(({ question }) => question)).toEqual([
      'color',
      'enough',
      'forbidden',
      'success',
      'required',
    ]);
  });

  it.each([
    ['color', 0.695_086_716, 0.5],
    ['enough', 0.532_309_499, 0.5],
    ['forbidden', 0.480_254_336, 13 / 15],
    ['success', 0, 0],
    ['required', 0, 0],
  ])('says by how many bits %s narrows it and how often it flips it', (question, bits, flips) => {
    const found = covered.questions.find((one) => one.question === question);
    expect(found?.bits).toBeCloseTo(bits, 8);
    expect(found?.flips).toBeCloseTo(flips, 8);
  });

  it('is nothing at all where computed values exclude each other', () => {
    const none = coverageOf({ ...compile(small), derivedAt: () => [always(0), always(1)] });
    expect([none.assignments, none.possible]).toEqual([48n, 0n]);
    expect(none.approaches.map(({ share }) => share)).toEqual([0, 0, 0, 0, 0]);
    expect(none.rules.map(({ fires, stands, decides }) => fires + stands + decides)).toEqual([0, 0, 0, 0]);
    expect(none.questions.map(({ flips }) => flips)).toEqual([0, 0, 0, 0, 0]);
  });

  it('is all of it where nothing is computed', () => {
    const { assignments, possible } = coverageOf({ ...compile(small), derivedAt: () => [] });
    expect([assignments, possible]).toEqual([48n, 48n]);
  });
});

function explained(given: object) {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error('these answers cannot be read');
  return explain(shippedBook, parsed.answers, { title: 'x', at });
}

const answer = (question: string, name: string, value: string) => ({ question, name, value, how: 'given' }) as const;

describe('what moved without a price', () => {
  const before = explained({ gap: 'knowledge', freshness: 'weekly' });
  const stays = `The recommendation stays ${before.label}.`;
  const moves = `The recommendation moves from A better prompt to ${before.label}.`;
  const prompt = { ...before, approach: 'prompt', label: 'A better prompt' } as const;
  const [one, other] = [answer('a', 'how many', '5'), answer('b', 'how fast', 'slow')];
  const faster = answer('b', 'how fast', 'fast');

  it.each([
    ['nothing where all is the same', [one, other], [other, one], before, []],
    ['an answer that changed', [one, other], [one, faster], before, ['How fast: slow → fast.', stays]],
    ['an answer that is new', [one], [one, other], before, ['How fast: not known → slow.', stays]],
    ['an answer that was taken back', [one, other], [other], before, ['How many: 5 → not known.', stays]],
    [
      'both that changed, in the earlier order',
      [other, one],
      [faster],
      before,
      ['How fast: slow → fast.', 'How many: 5 → not known.', stays],
    ],
    ['another recommendation alone', [one], [one], prompt, [moves]],
    ['another recommendation below the answers', [], [one], prompt, ['How many: not known → 5.', moves]],
  ])('is %s', (_, was, is, earlier, lines) => {
    expect(movedUnpriced({ ...earlier, answers: was }, { ...before, answers: is })).toEqual(lines);
  });

  it('calls an answer by its later name', () => {
    const lines = movedUnpriced({ ...before, answers: [one] }, { ...before, answers: [answer('a', 'count', '6')] });
    expect(lines).toEqual(['Count: 5 → 6.', stays]);
  });
});
