import { describe, expect, it } from 'vitest';
import { outOfHundred } from '../../src/core/audit-words.ts';
import { audit, auditWords } from '../../src/core/index.ts';
import { rulebook } from './shipped.ts';

const kindIds = Object.keys(rulebook.audit?.kinds ?? {});
const found = (kinds: Readonly<Record<string, number>>, right?: number) =>
  audit(rulebook, { right, kinds: { ...Object.fromEntries(kindIds.map((id) => [id, 0])), ...kinds } });
const words = (kinds: Readonly<Record<string, number>>, right?: number) => auditWords(rulebook, found(kinds, right));

describe('the headline of an audit', () => {
  it.each<[string, Readonly<Record<string, number>>, number | undefined, string]>([
    ['nothing judged', {}, undefined, 'Too few to tell: 0 answers were judged, and it takes at least 30.'],
    ['one answer', { random: 1 }, undefined, 'Too few to tell: 1 answer was judged, and it takes at least 30.'],
    ['one too few', { random: 20 }, 9, 'Too few to tell: 29 answers were judged, and it takes at least 30.'],
    ['no failure', {}, 30, 'No failure among them: what was judged works.'],
    ['one kind that leads', { missing_fact: 30 }, undefined, 'What goes wrong most: missing facts.'],
    [
      'two kinds of one remedy',
      { missing_fact: 22, stale_fact: 20, format_tone: 2 },
      undefined,
      'No single kind leads, but one remedy does: missing or wrong facts.',
    ],
    [
      'two of different remedies',
      { missing_fact: 20, format_tone: 20 },
      undefined,
      'No kind of failure leads: the sample cannot tell them apart.',
    ],
  ])('tells of %s', (_, kinds, right, headline) => {
    expect(words(kinds, right).headline).toBe(headline);
  });
});

const nameOf = (id: string): string => rulebook.audit?.kinds[id]?.name ?? '';

describe('why an audit says so', () => {
  it('is the lead of one pile over the next, or that there is no other', () => {
    expect(words({ missing_fact: 30 }).because).toBe('It is the only pile with anything in it: 30 of 30.');
    expect(words({ missing_fact: 30, random: 5 }).because).toBe(
      `30 of 35 against 5 for ${nameOf('random')}. Were the two equally likely, so large a lead would come by chance in less than one sample of twenty.`,
    );
    const both = words({ missing_fact: 22, stale_fact: 20, format_tone: 2 });
    expect(both.because).toContain('42 of 44 against 2 for wrong behavior with the facts at hand.');
    expect(both.means).toBe(rulebook.audit?.groups['knowledge']?.means);
  });

  it('is which two piles could change places where none leads, and nothing before enough was judged', () => {
    const even = words({ missing_fact: 20, format_tone: 19 });
    expect(even.because).toBe(
      `Missing facts (20) and ${nameOf('format_tone')} (19) could change places in the next sample.`,
    );
    expect(even.means).toBe('');
    expect(words({ missing_fact: 10, format_tone: 9 }).because).toBe('');
    expect(words({}, 40).because).toBe('');
  });

  it('says for a kind what its remedy is', () => {
    expect(words({ ignored: 40 }).means).toBe(rulebook.audit?.groups['misuse']?.means);
    expect(words({ random: 40 }).means).toBe(rulebook.audit?.groups['chance']?.means);
  });
});

describe('how many more an audit asks for', () => {
  it('is what is missing to the least, where nothing failed so far', () => {
    expect(words({}, 12).more).toBe('Judge 18 more.');
    expect(words({}, 30).more).toBe('');
  });

  it('is about as many as would tell, and what they would tell where a pile leads already', () => {
    const early = found({ missing_fact: 13, format_tone: 1 });
    expect(auditWords(rulebook, early).more).toBe(
      `About ${early.more} more judged answers would tell, if the shares stay as they are.`,
    );
    const small = found({ missing_fact: 40, format_tone: 12 });
    expect(auditWords(rulebook, small).more).toBe(
      `About ${small.more} more judged answers would tell whether the smaller piles matter, if the shares stay as they are.`,
    );
  });

  it('is none where it is told, and none would do where two piles are alike', () => {
    expect(words({ missing_fact: 40 }).more).toBe('');
    expect(words({ missing_fact: 25, format_tone: 25 }).more).toBe(
      'Even 1000 more answers like these would hardly tell them apart.',
    );
  });
});

describe('the figures of an audit', () => {
  it('are shares out of a hundred with both ends, or one where both are alike', () => {
    expect(outOfHundred({ low: 0.244, high: 0.456 })).toBe('24 to 46 of 100');
    expect(outOfHundred({ low: 0.301, high: 0.304 })).toBe('30 of 100');
  });

  it('are there for kinds and for remedies once something failed', () => {
    const some = words({ missing_fact: 30, stale_fact: 10 }, 10);
    expect(some.piles.slice(0, 2).map(({ name, count }) => [name, count])).toEqual([
      ['Missing facts', '30 of 40'],
      [expect.stringMatching(/^[A-Z]/), '10 of 40'],
    ]);
    expect(some.groups[0]).toEqual({ name: 'Missing or wrong facts', count: '40 of 40', range: '91 to 100 of 100' });
    expect(words({}, 40)).toMatchObject({ piles: [], groups: [] });
  });

  it('tell of right answers only where they were counted', () => {
    expect(words({ random: 40 }).success).toBe('');
    expect(words({ random: 1 }, 39).success).toBe(
      '39 of 40 judged answers were right (98 %); the true share lies between 87 and 100 of 100.',
    );
  });

  it('name the line above which a gap counts', () => {
    expect(words({}).counts).toContain('at least 20 of 100 failures');
  });
});

describe('what an audit would answer', () => {
  const gap = rulebook.questions['gap'];
  const short = (option: string): string =>
    (gap?.kind === 'choice' ? gap.options[option] : '')?.split(/[,(:;]/)[0]?.trim() ?? '';

  it('is every answer by the name of its question, two gaps as "or"', () => {
    const answers = words({ missing_fact: 40, format_tone: 12 }, 48).answers;
    expect(answers[0]).toMatch(/^.+: “.+” or “.+”$/);
    for (const option of ['knowledge', 'both']) expect(answers[0]).toContain(short(option));
    expect(answers[1]).toMatch(new RegExp(`^${rulebook.questions['prompt_success_rate']?.name}: .*48 of 100`));
    expect(answers).toHaveLength(2);
  });

  it('is a yes as the question says it', () => {
    const misuse = rulebook.questions['model_misuses_context'];
    expect(words({ ignored: 40 }).answers).toContain(misuse?.kind === 'yes_no' ? misuse.yes : '');
  });

  it('is nothing before enough was judged', () => {
    expect(words({ missing_fact: 20 }).answers).toEqual([]);
  });
});
