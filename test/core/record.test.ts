import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CostChoices,
  differences,
  explain,
  moved,
  movedUnpriced,
  parseAnswers,
  record,
  type RecordMeta,
} from '../../src/core/index.ts';
import { at, book, rulebook } from './shipped.ts';

function explained(given: object, money?: CostChoices, title = 'A bot') {
  const parsed = parseAnswers(rulebook, given);
  if (!parsed.ok) throw new Error('these answers cannot be read');
  return explain(book, parsed.answers, { title, at, money });
}

const facts = { gap: 'knowledge', knowledge_pages: 3000, needs_citations: 'yes', freshness: 'weekly' };
const first = explained(facts);
const meta: RecordMeta = {
  owner: 'Ann',
  decidedAt: '2026-11-21',
  revision: 1,
  approaches: rulebook.approaches,
  rulebook: '0123456789abcdef',
  prices: 'fedcba9876543210',
};

/** The lines under a heading. */
function under(text: string, heading: string): readonly string[] {
  const lines = text.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`## ${heading}`)) + 1;
  const end = lines.findIndex((line, place) => place >= start && line.startsWith('## '));
  return start === 0 ? [] : lines.slice(start, end < 0 ? lines.length : end).filter((line) => line !== '');
}

describe('a decision record', () => {
  let text: string;
  beforeAll(() => {
    text = record(first, meta);
  });

  it('begins with what was decided, by whom, when, and when to look again', () => {
    expect(text.split('\n').slice(0, 8)).toEqual([
      '# A bot',
      '',
      expect.stringMatching(/^- Decision: \*\*RAG\*\* \((?:settled|not settled)/),
      `- Gap: ${first.answers.find(({ question }) => question === 'gap')?.value ?? ''}`,
      '- Owner: Ann',
      '- Decided: 2026-11-21',
      expect.stringMatching(/^- Review: 202[67]-\d\d-21$/),
      `- Success metric: ${first.metric}`,
    ]);
    expect(text).toMatch(/\nRecomputable from rulebook 0123456789ab and prices fedcba987654\.\n$/);
  });

  it.each([
    ['yes', 'settled'],
    ['as_assumed', 'settled, as assumed below'],
    ['no', 'not settled: it leads on what is known'],
  ] as const)('says how far it is settled: %s', (settled, says) => {
    expect(record({ ...first, settled }, meta)).toContain(`**RAG** (${says})\n`);
  });

  it('says that the gap is not known yet where nobody knows it', () => {
    expect(record(explained({}), meta)).toContain('- Gap: not known yet: audit failures first\n');
  });

  it('counts its review from the last revision', () => {
    const revised = record({ ...first, reviewMonths: 3 }, { ...meta, revision: 2, revisedAt: '2026-12-10' });
    expect(revised).toContain('- Decided: 2026-11-21, revision 2 of 2026-12-10\n- Review: 2027-03-10\n');
  });

  it('holds every reason, answer, assumption, stage, pivot and warning with its sources', () => {
    for (const [place, reason] of first.reasons.entries()) {
      const line = under(text, 'Why')[place] ?? '';
      expect(line.startsWith(`- ${reason.text} [`)).toBe(true);
      for (const { label } of reason.sources) expect(line).toContain(label);
      expect(line.endsWith(' (rests on an assumption)')).toBe(reason.assumed.length > 0);
    }
    expect(under(text, 'What was known')).toEqual([
      ...first.answers.map(({ name, value }) => `- ${name}: ${value}`),
      ...first.assumptions.map(({ name, value }) => `- ${name}: ${value} (assumed)`),
    ]);
    expect(under(text, 'What would change it')).toEqual(first.pivots.map((pivot) => `- ${pivot.text}`));
    const plan = under(text, 'Plan');
    for (const [index, stage] of first.plan.entries()) {
      expect(plan.join('\n')).toContain(`${index + 1}. **${stage.title}** (${stage.variant}; ${stage.effort})`);
      expect(plan).toEqual(
        expect.arrayContaining([`   - ${stage.do}`, `   - Measure: ${stage.measure}`, `   - Go on: ${stage.goOn}`]),
      );
    }
    expect(plan.at(-1)).toBe(`Tomorrow: ${first.tomorrow}`);
    expect(under(text, 'Warnings')).toHaveLength(first.warnings.length);
    expect(under(text, 'Data and the law')).toHaveLength(first.compliance.length);
    expect(under(text, 'Why not')).toHaveLength(first.whyNot.length);
  });

  it('shows every option with its price, the chosen one bold, and why one cannot be had', () => {
    const table = under(text, 'Cost trajectory').filter((line) => line.startsWith('| '));
    expect(table).toHaveLength(first.costs.options.length + 1);
    expect(table.filter((line) => line.startsWith('| **RAG** | $'))).toHaveLength(1);
    const cost = first.costs.options.find(({ option }) => option === 'prompt');
    const costs = { ...first.costs, options: [{ ...cost!, unavailable: 'it does not fit' }] };
    expect(record({ ...first, costs }, meta)).toContain(
      `| ${rulebook.approaches.prompt.label} | it does not fit | | | |`,
    );
  });

  it('links a source where it has an address', () => {
    const [reason] = first.reasons;
    const sources = [
      { id: 'a', label: 'Ann' },
      { id: 'b', label: 'Bob', url: 'https://b.example' },
    ];
    expect(record({ ...first, reasons: [{ ...reason!, sources, assumed: [] }] }, meta)).toContain(
      `- ${reason!.text} [Ann; [Bob](https://b.example)]\n`,
    );
    expect(record({ ...first, reasons: [{ ...reason!, sources: [], assumed: ['gap'] }] }, meta)).toContain(
      `- ${reason!.text} (rests on an assumption)\n`,
    );
  });

  it('says what spoke against it and why it lost, what lies near a line and who draws it elsewhere', () => {
    const [reason] = first.reasons;
    const bob = { id: 'b', label: 'Bob' };
    const near = { question: 'q', threshold: 't', text: 'You said 3.', sources: [bob] };
    const text = record(
      {
        ...first,
        against: [{ ...reason!, text: 'It is slow.', sources: [bob], assumed: [], lost: 'facts come first.' }],
        near: [{ ...near, disagrees: [{ source: { id: 'c', label: 'Cy' }, says: '5' }] }],
        costs: { ...first.costs, events: [{ date: '2027-01-02', text: 'A price ends.' }] },
        corrections: [{ correction: 'c', corrected: 'Not 90 %.', sources: [bob] }],
      },
      meta,
    );
    expect(under(text, 'What spoke against it')).toEqual(['- It is slow. [Bob] But: facts come first.']);
    expect(under(text, 'Near a line')).toEqual(['- You said 3. [Bob] Cy says 5.']);
    expect(under(text, 'Dates to know')).toEqual(['- 2027-01-02: A price ends.']);
    expect(under(text, 'Figures in the title')).toContain('- Not 90 %. [Bob]');
  });

  it('writes a stage with what it needs besides, and only the lines it has', () => {
    const [stage] = first.plan;
    const bob = { id: 'b', label: 'Bob' };
    const bare = { ...stage!, sources: [], also: [{ variant: 'rights', do: 'Filter.', sources: [bob] }] };
    const { refresh: _, target: __, reviewed: ___, stop: ____, ...least } = bare;
    const linesOf = (one: typeof least) => under(record({ ...first, plan: [one] }, meta), 'Plan').slice(1, -1);
    expect(linesOf(least)).toEqual([
      `   - ${stage!.do}`,
      '   - Besides, rights: Filter. [Bob]',
      `   - Measure: ${stage!.measure}`,
      `   - Go on: ${stage!.goOn}`,
    ]);
    const whole = { ...least, refresh: 'nightly', target: '90 %', reviewed: 'weekly', stop: 'when it falls' };
    expect(linesOf(whole).filter((line) => !linesOf(least).includes(line))).toEqual([
      '   - Kept current: nightly',
      '   - Target: 90 %',
      '   - Reviewed: weekly',
      '   - Stop: when it falls',
    ]);
  });

  it('tells of upkeep and of what is often believed where there is something to tell', () => {
    const bob = { id: 'b', label: 'Bob' };
    const upkeep = { iteration: 'a day', drifts: 'the index', owner: 'search', sources: [bob] };
    const misconception = { misconception: 'm', says: 'RAG is free', corrected: 'It is not.', sources: [] };
    const told = record({ ...first, upkeep, misconception }, meta);
    expect(under(told, 'Upkeep')).toEqual([
      '- One round of improving takes: a day',
      '- What drifts: the index',
      '- Who owns it: search [Bob]',
    ]);
    expect(under(told, 'Often believed')).toContain('- "RAG is free" It is not.');
    const { upkeep: _, misconception: __, ...without } = first;
    expect(record(without, meta)).not.toMatch(/## (?:Upkeep|Often)/);
  });

  it('leaves out what there is nothing to say about', () => {
    const bare = { ...first, against: [], warnings: [], near: [], pivots: [], corrections: [] };
    const headings = record(bare, meta).match(/^## .*$/gm) ?? [];
    for (const heading of ['What spoke', 'Warnings', 'Near a line', 'What would change', 'Seen diff', 'Figures in'])
      expect(headings.filter((one) => one.startsWith(`## ${heading}`))).toEqual([]);
  });

  it('says what the team chose instead and why, and who saw it differently, as plain text', () => {
    const changed = record(explained(facts, undefined, 'A *bot*\n# here'), {
      ...meta,
      chosen: { label: 'Long context', reason: 'No\ntime' },
      positions: [{ by: 'Bob', revision: 1, differences: ['Freshness: weekly → yearly.'], would: 'Long context' }],
    });
    expect(changed).toContain('# A \\*bot\\* \\# here\n');
    expect(changed).toContain('- The team chose: **Long context** instead of RAG, because: No time\n');
    expect(changed).toContain('- Bob (on revision 1): Freshness: weekly → yearly. Gives Long context.\n');
    expect(record(first, { ...meta, chosen: { label: 'RAG', reason: 'Yes' } })).toContain(
      '- The team chose: **RAG**, because: Yes\n',
    );
  });
});

describe('what moved', () => {
  it('is nothing where a person would see no difference', () => {
    expect(moved(first, explained(facts))).toEqual([]);
  });

  it('is each answer that differs, then the verdict, then the money', () => {
    const second = explained({ ...facts, freshness: 'monthly' });
    const value = ({ answers }: typeof first) => answers.find(({ question }) => question === 'freshness');
    const lines = moved(first, second);
    expect(lines[0]).toMatch(new RegExp(`: ${value(first)?.value} → ${value(second)?.value}\\.$`));
    expect(lines).toContain('The recommendation stays RAG.');
    expect(differences(first, second)).toEqual(lines.slice(0, 1));
    expect(
      differences(first, explained({ gap: 'knowledge' })).filter((line) => line.endsWith('→ not known.')),
    ).toHaveLength(3);
    expect(differences(explained({}), explained({ gap: 'none' }))[0]).toContain('not known → ');
  });

  it('can be told without a price: answers and the recommendation, or nothing', () => {
    const second = explained({ ...facts, freshness: 'monthly' });
    expect(movedUnpriced(first, second)).toEqual([...differences(first, second), 'The recommendation stays RAG.']);
    expect(movedUnpriced(first, explained(facts, { cashOnly: true }))).toEqual([]);
    const none = explained({ gap: 'none' });
    expect(movedUnpriced(first, none).at(-1)).toBe(`The recommendation moves from RAG to ${none.label}.`);
    expect(movedUnpriced({ ...first, approach: 'prompt' }, first)).toHaveLength(1);
  });

  it('is the recommendation, where another approach leads', () => {
    const none = explained({ gap: 'none' });
    expect(moved(first, none)).toContain(`The recommendation moves from RAG to ${none.label}.`);
  });

  it('is the people left out, what is paid today and the currency', () => {
    const changed = explained(facts, {
      cashOnly: true,
      todayUsd: 500,
      currency: { code: 'EUR', perUsd: 0.5, on: '2026-11-01' },
    });
    const lines = moved(first, changed);
    expect(lines).toContain('Without the work of people.');
    expect(lines.filter((line) => line.startsWith('Paid today: EUR '))).toHaveLength(1);
    expect(lines).toContain('Prices are shown in EUR, 1 USD = 0.5 EUR.');
    expect(lines.at(-1)).toMatch(/^Cost over \d+ months, every number at its middle: EUR .+ → EUR .+\.$/);
    const back = moved(changed, first);
    expect(back).toEqual(
      expect.arrayContaining(['With the work of people.', 'Nothing is paid today.', 'Prices are shown in dollars.']),
    );
    expect(back.at(-1)).toMatch(/every number at its middle: \$.+ → \$/);
  });
});
