import { describe, expect, it } from 'vitest';
import {
  type Argument,
  debateRecord,
  type DebateRecord,
  explain,
  type Explanation,
  parseAnswers,
  type WhyNot,
  whyNot,
} from '../../src/core/index.ts';
import { at, book, rulebook } from './shipped.ts';

function explained(given: object, title = 'A bot'): Explanation {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error('these answers cannot be read');
  return explain(book, parsed.answers, { title, at });
}

const rag = explained({ gap: 'knowledge', knowledge_pages: 3000, needs_citations: 'yes', freshness: 'weekly' });
const settled: DebateRecord = {
  opener: 'Ann',
  decidedAt: '2026-11-21',
  revision: 1,
  evidence: [],
  participants: [],
  wouldChange: [],
  approaches: rulebook.approaches,
  rulebook: '0123456789abcdef',
  prices: 'fedcba9876543210',
};

const written = (change: Partial<DebateRecord>, others: readonly WhyNot[] = [], of: Explanation = rag): string =>
  debateRecord(of, others, { ...settled, ...change });

/** The lines under a heading, with those that are empty. */
function under(text: string, heading: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line === `## ${heading}`) + 1;
  const end = lines.findIndex((line, place) => place >= start && (line.startsWith('## ') || line.startsWith('Recomp')));
  return start === 0 ? [] : lines.slice(start, end);
}

const headings = (text: string): readonly string[] =>
  text.split('\n').flatMap((line) => (line.startsWith('## ') ? [line.slice(3)] : []));

const argument = (text: string): Argument => ({
  rule: 'r',
  claim: 'c',
  side: 'opposes',
  text,
  sources: [],
  stands: true,
  beatenBy: [],
  assumed: [],
});

const claim = (is: string, ...against: readonly string[]): WhyNot['claims'][number] => ({
  claim: 'c',
  is,
  needed: 'the other way',
  against: against.map(argument),
  beaten: [],
  missing: [],
});

const other = (...claims: WhyNot['claims']): WhyNot => ({
  approach: 'prompt',
  label: 'A better prompt',
  claims,
  flips: [],
  costs: {},
});

describe('the head of the record of a debate', () => {
  it('says what, when, by whom, who opened it and when to look again', () => {
    const text = debateRecord({ ...rag, reviewMonths: 3 }, [], settled);
    expect(text.split('\n').slice(0, 9)).toEqual([
      '# A bot',
      '',
      '- Status: accepted',
      '- Date: 2026-11-21',
      '- Deciders: Ann',
      '- Opened by: Ann',
      '- Review: 2027-02-21',
      '',
      '## Context',
    ]);
    expect(text.endsWith('\n\nRecomputable from rulebook 0123456789ab and prices fedcba987654.\n')).toBe(true);
  });

  it.each([
    [1, 'accepted'],
    [2, 'accepted, revision 2'],
    [7, 'accepted, revision 7'],
  ])('counts revision %d as %s', (revision, status) => {
    expect(written({ revision }).split('\n')[2]).toBe(`- Status: ${status}`);
  });

  it('names those who took part as deciders, and the thread below the review', () => {
    const participants = ['Ben', 'Cleo'].map((by) => ({ by, differs: [], agrees: true, would: 'RAG' }));
    const lines = written({ participants, thread: 'https://team.slack.com/p1' }).split('\n');
    expect(lines.slice(4, 6)).toEqual(['- Deciders: Ben, Cleo', '- Opened by: Ann']);
    expect(lines.slice(7, 10)).toEqual(['- Thread: https://team.slack.com/p1', '', '## Context']);
  });
});

describe('the body of the record of a debate', () => {
  it('has the parts of every record and only these when nobody said more', () => {
    const bare = debateRecord({ ...rag, pivots: [] }, [], settled);
    expect(headings(bare)).toEqual([
      'Context',
      'Considered options',
      'Decision',
      expect.stringMatching(/^Cost trajectory \(prices of /),
      'Plan',
      'Confirmation',
    ]);
  });

  it('tells the gap, what was answered and what was assumed', () => {
    const gap = rag.answers.find(({ question }) => question === 'gap')?.value ?? '';
    expect(rag.assumptions.length).toBeGreaterThan(0);
    expect(under(written({}), 'Context')).toEqual([
      `Gap: ${gap}`,
      '',
      ...rag.answers.map(({ name, value }) => `- ${name}: ${value}`),
      ...rag.assumptions.map(({ name, value }) => `- ${name}: ${value} (assumed)`),
      '',
    ]);
  });

  it('tells an open debate that the gap is not known', () => {
    const open = explained({});
    expect(under(written({}, [], open), 'Context')[0]).toBe('Gap: not known yet: audit failures first');
    expect(under(written({}, [], open), 'Decision')[0]).toBe(`**${open.label}**: ${open.sentence} ${open.status}`);
  });

  it('gives every reason with its sources below the decision', () => {
    expect(rag.reasons.length).toBeGreaterThan(0);
    expect(under(written({}), 'Decision')).toEqual([
      `**RAG**: ${rag.sentence} ${rag.status}`,
      '',
      ...rag.reasons.map(({ text, sources }) => `- ${text} [${sources.map(({ label }) => label).join('; ')}]`),
      '',
    ]);
  });

  it('says why it was closed early, on one plain line', () => {
    expect(under(written({ reason: 'We\n*ship* now' }), 'Decision').slice(1, 4)).toEqual([
      '',
      String.raw`Closed with this reason: We \*ship\* now`,
      '',
    ]);
  });

  it('prices the options, the chosen one in bold', () => {
    const text = written({});
    expect(text).toContain('\n|---|---:|---:|---:|\n');
    expect(text).toContain(`\n| Option | Setup | Per month | ${rag.costs.horizonMonths} months |\n`);
    expect(text).toContain('\n| **RAG** | $');
  });

  it('numbers the stages of the plan from 1, and says how it is confirmed', () => {
    expect(rag.plan.length).toBeGreaterThan(1);
    expect(under(written({}), 'Plan')).toEqual([
      ...rag.plan.map(({ title, effort, measure }, place) => `${place + 1}. ${title} (${effort}). Measure: ${measure}`),
      '',
    ]);
    const again = debateRecord({ ...rag, reviewMonths: 6 }, [], settled);
    expect(under(again, 'Confirmation').slice(0, 2)).toEqual([
      `- Success metric: ${rag.metric}`,
      '- Look at it again on 2027-05-21.',
    ]);
  });

  it('says what people would have to show before what would flip it anyway', () => {
    expect(rag.pivots.length).toBeGreaterThan(0);
    expect(under(written({ wouldChange: ['Ben shows <b>logs</b>'] }), 'What would change it')).toEqual([
      String.raw`- Ben shows \<b\>logs\</b\>`,
      ...rag.pivots.map(({ text }) => `- ${text}`),
      '',
    ]);
  });
});

describe('the options of a debate', () => {
  const quiet = 'nothing stands against it but that the gap is not known.';
  it.each<[string, WhyNot['claims'], string]>([
    ['that the gap is open where no claim is in the way', [], quiet],
    [
      'what stands against it',
      [claim('Facts hold', 'They change weekly.', 'They are many.')],
      'They change weekly. They are many.',
    ],
    ['how a claim came out against which nothing stands', [claim('Facts hold.')], 'Facts hold.'],
    ['both, in order', [claim('Quiet.'), claim('Loud.', 'A.', 'B.')], 'Quiet. A. B.'],
    ['the first three', [claim('x', 'A.', 'B.'), claim('y', 'C.', 'D.')], 'A. B. C.'],
    ['each thing once', [claim('x', 'A.', 'A.', 'B.'), claim('y', 'A.'), claim('z', 'C.')], 'A. B. C.'],
  ])('say %s', (_, claims, says) => {
    expect(under(written({}, [other(...claims)]), 'Considered options')).toEqual([
      '- **RAG** (chosen)',
      `- A better prompt: ${says}`,
      '',
    ]);
  });

  it('are the chosen one first and the others in their order', () => {
    const why = [whyNot(book, rag, 'hybrid'), whyNot(book, rag, 'prompt')];
    const [chosen, ...rest] = under(written({}, why), 'Considered options');
    expect(chosen).toBe('- **RAG** (chosen)');
    expect(rest.map((line) => line.split(':')[0])).toEqual(['- RAG + fine-tuning', '- A better prompt', '']);
  });
});

describe('the people of a debate', () => {
  const participants: DebateRecord['participants'] = [
    { by: 'Ben', differs: [], agrees: true, would: 'RAG' },
    { by: 'Cleo', differs: ['Facts change yearly.', 'No citations.'], agrees: false, would: 'long context' },
    { by: 'Dan', differs: ['Facts change daily.'], agrees: true, would: 'RAG' },
    { by: 'Eve', differs: ['No gap.'], agrees: false, would: 'a better prompt' },
  ];

  it('are told apart by whether they agree, with what they say differently', () => {
    const text = written({ participants });
    expect(under(text, 'Agreed')).toEqual(['- Ben', '- Dan: Facts change daily.', '']);
    expect(under(text, 'Dissented')).toEqual([
      '- Cleo: Facts change yearly. No citations. That would be long context.',
      '- Eve: No gap. That would be a better prompt.',
      '',
    ]);
  });

  it('leave out the part in which nobody is', () => {
    expect(headings(written({ participants: participants.slice(0, 1) }))).not.toContain('Dissented');
    expect(headings(written({ participants: participants.slice(1, 2) }))).not.toContain('Agreed');
  });

  it('are quoted with the address where it is known, and no words that were taken back', () => {
    const evidence = [
      { name: 'Freshness', value: 'weekly', by: 'Ben', quote: 'every Monday', url: 'https://x.y/p2' },
      { name: 'Gap', value: 'facts', by: 'Cleo', quote: '' },
    ];
    expect(under(written({ evidence }), 'Evidence')).toEqual([
      '- Freshness: weekly. Ben: "every Monday" (https://x.y/p2)',
      '- Gap: facts. Cleo: a quote that was taken back',
      '',
    ]);
  });

  it('cannot write lines, headings, links or tables of their own', () => {
    const hostile = '\n## Decision\n| [x](http://evil) <script> `a`';
    const plain = String.raw`\#\# Decision \| \[x\](http://evil) \<script\> \`a\``;
    const text = debateRecord({ ...rag, title: hostile }, [], {
      ...settled,
      opener: hostile,
      reason: hostile,
      wouldChange: [hostile],
      participants: [true, false].map((agrees) => ({ by: hostile, differs: [hostile], agrees, would: 'RAG' })),
      evidence: [{ name: 'Gap', value: 'facts', by: hostile, quote: hostile }],
    });
    expect(headings(text).filter((one) => one === 'Decision')).toHaveLength(1);
    expect(text.split(plain)).toHaveLength(13);
    expect(text.replaceAll(plain, '')).not.toContain('evil');
    expect(text.split('\n').slice(0, 6)).toEqual([
      `# ${plain}`,
      '',
      '- Status: accepted',
      '- Date: 2026-11-21',
      `- Deciders: ${plain}, ${plain}`,
      `- Opened by: ${plain}`,
    ]);
    expect(under(text, 'Agreed')).toEqual([`- ${plain}: ${plain}`, '']);
    expect(under(text, 'Dissented')).toEqual([`- ${plain}: ${plain} That would be RAG.`, '']);
    expect(under(text, 'Evidence')).toEqual([`- Gap: facts. ${plain}: "${plain}"`, '']);
  });

  it('are the opener alone where nobody took part, with a plain name', () => {
    expect(written({ opener: 'A_n*n' }).split('\n')[4]).toBe(String.raw`- Deciders: A\_n\*n`);
  });
});
