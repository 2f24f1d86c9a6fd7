import { expect, test } from 'vitest';
import { drawTornado } from '../../src/charts/tornado.ts';
import { explain, type Swing, tornado } from '../../src/core/index.ts';
import { scenarioOf } from '../../src/core/costs/price.ts';
import { limits } from '../../src/slack/limits.ts';
import { texts } from '../../src/slack/texts.ts';
import { tornadoOf, tornadoText } from '../../src/slack/views/swings.ts';
import { at, book, rulebook } from '../core/shipped.ts';

const answers = { gap: 'knowledge', freshness: 'weekly', knowledge_tokens: 300_000 };
const swings = tornado(scenarioOf(rulebook, answers, at), 'rag', ['long-context', 'rag', 'hybrid']);
const pictured = (money = {}, of: readonly Swing[] = swings) =>
  tornadoOf(explain(book, answers, { title: 'Help desk', at, money }), of, rulebook);

test('what moves the total is drawn, and its words carry every number of the picture', () => {
  const shown = pictured();
  if (shown === undefined) throw new Error('something moves the total');
  expect(shown.bars.length).toBeGreaterThan(2);
  const words = tornadoText(shown, limits.fileAlt.max);
  expect(words.length).toBeLessThanOrEqual(limits.fileAlt.max);
  expect(words).toMatch(/^Bar chart\. What moves RAG over 12 months: \$/);
  const whole = tornadoText(shown, 10_000);
  for (const { label, lowText, highText } of shown.bars)
    for (const said of [label, lowText, highText]) expect(whole).toContain(said);
  expect(drawTornado(shown, texts.swings.words)).toContain(shown.bars[0]?.label.slice(0, 10));
});

test('one of something is said in the singular', () => {
  const said = (pictured()?.bars ?? []).flatMap(({ lowText, highText }) => [lowText, highText]);
  expect(said).toEqual(expect.arrayContaining(['1 day per month', '4 days per month', '1 engineer-week']));
  expect(said.filter((one) => /^1 \S+s\b/.test(one))).toEqual([]);
});

test('another currency is that of the rate, and nothing to move is no picture', () => {
  const euros = pictured({ currency: { code: 'EUR', perUsd: 0.5, on: '2026-11-01' } });
  expect(euros?.base).toBeCloseTo((pictured()?.base ?? 0) / 2, 6);
  expect(euros === undefined ? '' : tornadoText(euros, 400)).toContain('EUR ');
  expect(pictured({}, [])).toBeUndefined();
});
