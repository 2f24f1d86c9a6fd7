import { expect, test } from 'vitest';
import { whyView } from '../../src/slack/views/decision.ts';
import { viewProblems } from './kit.ts';
import { explanationOf, rules } from './samples.ts';

test('reasons that do not fit into one window go on in the next, and none is lost', () => {
  const explanation = explanationOf('y'.repeat(800), 40);
  const claims = new Set<string>();
  const page = (at: number) => whyView('decision-1', explanation, undefined, rules, at);
  const pages = Number(/Page \d+ of (\d+)/.exec(JSON.stringify(page(1)))?.[1]);
  expect(pages).toBeGreaterThan(1);
  const named = { ...explanation, findings: explanation.findings.map((one, at) => ({ ...one, says: `Claim ${at}.` })) };
  for (let at = 1; at <= pages; at += 1) {
    const view = whyView('decision-1', named, undefined, rules, at);
    expect(viewProblems(view)).toEqual([]);
    for (const [claim] of JSON.stringify(view).matchAll(/Claim \d+\./g)) claims.add(claim);
  }
  expect(claims.size).toBe(40);
  expect(page(99)).toEqual(page(pages));
});
