import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CostChoices, Explanation, Outlook } from '../../src/core/index.ts';
import { costsMessage } from '../../src/slack/views/costs.ts';
import { messageProblems } from './kit.ts';
import { moneyExplained, outlookOf } from './money.ts';
import { notPostedMessage } from '../../src/slack/views/private.ts';
import { previewView } from '../../src/slack/views/preview.ts';
import { whyNotView } from '../../src/slack/views/why-not.ts';
import { decision, draftOf, revision, rules, whyNotOf } from './samples.ts';

type Costs = Explanation['costs'];

/** The message of a sample, of which some costs are otherwise. */
function message(change: Partial<Costs> = {}, outlook?: Outlook) {
  const explanation = moneyExplained();
  return costsMessage(
    { explanation: { ...explanation, costs: { ...explanation.costs, ...change } }, revision, outlook },
    rules,
  );
}

function rowsIn({ blocks }: ReturnType<typeof costsMessage>): string[][] {
  const table = blocks.find((block) => block.type === 'table');
  if (table?.type !== 'table') throw new Error('there is a table');
  return table.rows.map((row) => row.map((cell) => ('text' in cell ? cell.text : '')));
}

const chartIn = ({ blocks }: ReturnType<typeof costsMessage>) =>
  blocks.flatMap((block) => (block.type === 'data_visualization' ? [block] : []));

const euros: CostChoices['currency'] = { code: 'EUR', perUsd: 0.5, on: '2026-10-01' };

/** So much at first, and so much more each month. */
const paid = (from: number, by: number) =>
  Array.from({ length: 13 }, (_, month) => ({ p10: 0, p50: from + by * month, p90: 1e6 }));

describe('the table of costs', () => {
  test('marks the recommended row in words, and every row has a cell for every column', () => {
    const rows = rowsIn(message({}, outlookOf({ dollars: 6000 })));
    expect(rows).toMatchInlineSnapshot(`
      [
        [
          "Approach",
          "Setup",
          "Monthly",
          "Per 1,000 queries",
          "12 months: P50 (P10-P90)",
          "Recommended is cheaper from",
        ],
        [
          "Label prompt",
          "$0",
          "$123",
          "n/a",
          "$6,000 ($3,000-$12K)",
          "month 8 (5-11)",
        ],
        [
          "Label long-context",
          "not possible",
          "n/a",
          "n/a",
          "n/a",
          "n/a",
        ],
        [
          "Label rag (recommended)",
          "$2,000",
          "$370",
          "$0.01",
          "$6,000 ($3,000-$12K)",
          "–",
        ],
        [
          "Label fine-tune",
          "$3,000",
          "$494",
          "$0.01",
          "$6,000 ($3,000-$12K)",
          "month 8 (5-11)",
        ],
        [
          "Label hybrid",
          "$4,000",
          "$617",
          "$0.01",
          "$6,000 ($3,000-$12K)",
          "month 8 (5-11)",
        ],
      ]
    `);
    expect(new Set(rows.map((row) => row.length))).toEqual(new Set([6]));
  });

  test('without draws says the totals at P50 and has no column for when it is overtaken', () => {
    const rows = rowsIn(message());
    expect(rows[0]).toEqual(['Approach', 'Setup', 'Monthly', 'Per 1,000 queries', '12 months']);
    expect(rows[3]).toEqual(['Label rag (recommended)', '$2,000', '$370', '$0.01', '$6,444']);
    expect(chartIn(message())).toEqual([]);
  });

  test('stars what leans on an answer that nobody gave, and nothing else', () => {
    const { options } = moneyExplained().costs;
    const line = { id: 'l', label: 'l', usd: 1, bearer: 'bill' as const, formula: 'f', inputs: [] };
    const starred = (per: 'once' | 'month' | 'retrain') =>
      rowsIn(message({ options: options.map((one) => ({ ...one, lines: [{ ...line, per, assumed: true }] })) }))[3];
    expect(starred('once')?.slice(1)).toEqual(['$2,000*', '$370', '$0.01', '$6,444*']);
    expect(starred('month')?.slice(1)).toEqual(['$2,000', '$370*', '$0.01*', '$6,444*']);
    expect(starred('retrain')?.slice(1)).toEqual(['$2,000', '$370', '$0.01', '$6,444*']);
  });

  test('has a row of what is paid today, and says when that is paid off', () => {
    const shown = message({ todayUsd: 900 }, outlookOf({ todayUsd: 900 }));
    expect(rowsIn(shown).at(-1)).toEqual(['As it is today', 'n/a', '$900', 'n/a', '$10.8K', 'month 4']);
    expect(shown.text).toContain('Against the $900 a month paid today it has paid off: month 4.');
    const never = { ...outlookOf(), payback: { todayUsd: 1, month: undefined } };
    expect(
      rowsIn(message({ todayUsd: 1 }, never))
        .at(-1)
        ?.at(-1),
    ).toBe('never');
    expect(message({ todayUsd: 1 }, never).text).toContain('it has paid off: never.');
    expect(rowsIn(message({ todayUsd: 900 })).at(-1)).toHaveLength(5);
  });

  test('says until when the recommended option is the cheaper one, where it is overtaken again', () => {
    const { options, ...rest } = outlookOf();
    const early = { p10: 0, p50: 0, p90: 0, never: 0, month: 0 };
    const when = (overtaken: typeof early, own: number) => {
      const changed = options.map((one) => {
        if (one.option === 'rag') return { ...one, paid: paid(1000, own) };
        return one.option === 'hybrid' ? { ...one, paid: paid(5000, 500), overtaken } : one;
      });
      return rowsIn(message({}, { ...rest, options: changed }))[5]?.at(-1);
    };
    expect(when(early, 1000)).toBe('from the start, until month 9');
    expect(when(early, 500)).toBe('from the start');
    expect(when({ ...early, month: 2.5, p10: 2, p90: 3 }, 1000)).toBe('month 3 (2-3), until month 9');
  });

  test('never says that the recommended option is cheaper where the curve shows it dearer in every month', () => {
    const { options, ...rest } = outlookOf();
    const from = fc.constantFrom(0, 0.4, 2.5, 7.2);
    const late = fc.constantFrom<number | undefined>(0, 5, 30, undefined);
    fc.assert(
      fc.property(
        from,
        late,
        fc.integer({ min: 0, max: 900 }),
        fc.integer({ min: 1, max: 900 }),
        (month, p90, more, by) => {
          const overtaken = { p10: 0, p50: month, p90, never: p90 === undefined ? 0.29 : 0, month };
          const changed = options.map((one) => {
            if (one.option === 'rag') return { ...one, paid: paid(1000 + more, 500 + by) };
            return one.option === 'hybrid' ? { ...one, paid: paid(1000, 500), overtaken } : one;
          });
          const cell = rowsIn(message({}, { ...rest, options: changed }))[5]?.at(-1);
          expect(cell).toBe(p90 === undefined ? 'open (never in 29 % of draws)' : 'open');
        },
      ),
    );
  });

  test('shows an option that fits in no draw by its price at P50', () => {
    const { options, ...rest } = outlookOf();
    const rows = rowsIn(message({}, { ...rest, options: options.filter(({ option }) => option !== 'hybrid') }));
    expect(rows[5]).toEqual(['Label hybrid', '$4,000', '$617', '$0.01', '$11.4K', 'n/a']);
  });
});

/** With every price row read on this day. */
const price = (asOf: string) => ({
  inputs: moneyExplained().costs.inputs.map((one) => (one.price ? { ...one, price: { row: 'Row', asOf } } : one)),
});

describe('what the figures rest on', () => {
  test('is said in the frame: the day of prices, work left out, the rate with its day', () => {
    const { text, blocks } = message({ cashOnly: true, currency: euros });
    for (const said of [text, JSON.stringify(blocks)]) {
      expect(said).toContain('List prices of the models as of 2026-11-20, applied for 2026-11-21.');
      expect(said).toContain('Without the work of people.');
      expect(said).toContain('1 USD = 0.5 EUR, set on 2026-10-01.');
    }
  });

  test('is called old after 45 days', () => {
    const old = 'Older than 45 days';
    expect(message({ ...price('2026-10-05') }).text).toContain(old);
    expect(message({ ...price('2026-10-08') }).text).not.toContain(old);
  });

  test('is the same currency in the table, the chart, its words and its picture', () => {
    const dollars = message({}, outlookOf({ dollars: 6000 }));
    const shown = message({ currency: euros }, outlookOf({ dollars: 6000 }));
    expect(rowsIn(shown)[3]?.[4]).toBe('EUR 3,000 (EUR 1,500-EUR 6,000)');
    const [block] = chartIn(shown);
    expect(block?.chart.axis_config.y_label).toBe('EUR so far');
    expect(block?.chart.series[0]?.data.at(-1)?.value).toBe(3000);
    expect(chartIn(dollars)[0]?.chart.series[0]?.data.at(-1)?.value).toBe(6000);
    expect(shown.chart).toMatchObject({ currency: 'EUR' });
    expect(shown.text).not.toContain('$');
  });
});

test('the text carries what the blocks show: rows, reasons, curves, swings, dates', () => {
  const { text } = message({}, outlookOf({ dollars: 6000, text: 'An engineer' }));
  for (const part of [
    'Plan with $6,000 for the first 12 months; one time in ten it is more than $12K. Measure this first: an engineer.',
    'Label rag (recommended), Setup $2,000, Monthly $370',
    'Label long-context: Some words',
    'Line chart. What is paid over 12 months. After 12 months, cheapest first: ',
    'What moves it most: An engineer: $1,000 to $9,000',
    '2027-01-14: Some words',
  ])
    expect(text).toContain(part);
});

test.each([1, 12, 36, 60, 120])('the chart of %d months is within the limits of Slack, with its words', (months) => {
  const shown = message({ horizonMonths: months }, outlookOf({ months, text: 'z'.repeat(500) }));
  expect(messageProblems(shown)).toEqual([]);
  expect(chartIn(shown)).toHaveLength(1);
  expect(shown.chart?.series.find(({ recommended }) => recommended)?.p90).toHaveLength(months + 1);
});

test('numbers of the recommended option come with its message, those of others with their lines', () => {
  const explanation = moneyExplained('Number', 30);
  const shown = JSON.stringify(costsMessage({ explanation, revision }, rules).blocks);
  expect(shown).toContain('Number: 4,500 (3,000 to 6,500) $ per week');
  expect(shown).toContain('under “Every line”');
});

test('every window with prices shows them in the currency that was set', () => {
  const own = moneyExplained();
  const shown = { ...own, costs: { ...own.costs, currency: euros } };
  const not = { ...whyNotOf(), costs: { its: shown.costs.options[0], leading: shown.costs.options[2] } };
  const windows = [
    previewView({ kind: 'preview', draft: draftOf(), explanation: shown }, rules),
    whyNotView('decision-1', shown, not, rules),
    notPostedMessage({ decision, explanation: shown, choice: undefined, failed: undefined }, rules),
  ];
  for (const window of windows) {
    const said = JSON.stringify(window);
    expect(said).toContain('EUR ');
    expect(said).not.toMatch(/\$\d/);
  }
});
