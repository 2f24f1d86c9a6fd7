import { cut, oneLine } from '../../src/slack/mrkdwn.ts';
import type { Challenged, Leaning, Rulebook } from '../../src/core/index.ts';
import { explanationOf } from './samples.ts';

/** A reason that leans on a choice, a yes or no, a number and thresholds. */
export function leaningSample(text = 'Because', many = 1): Leaning {
  const said = text || 'x';
  const source = { id: 's', label: said, url: 'https://example.org/' };
  return {
    rule: 'few_examples',
    text: said,
    sources: Array.from({ length: many }, () => source),
    file: 'claims.yml:3',
    questions: ['country', 'prompt_tried', 'queries_per_day'],
    thresholds: Array.from({ length: Math.min(many, 4) }, (_, at) => ({
      id: `threshold_${at}`,
      value: 100,
      unit: said,
      file: 'thresholds.yml:7',
      above: 0,
      below: 500,
      sources: [source],
      disagrees: Array.from({ length: many }, () => ({ by: said, says: said })),
    })),
  };
}

export function challengedSample(text = 'Because', many = 1): Challenged {
  const would = explanationOf(text, many);
  return {
    stands: { approach: 'prompt', label: text || 'x' },
    would,
    premise: text || 'x',
    applies: many > 0,
    overlay: '# thresholds.yml\nthresholds:\n  few:\n    value: 3\n',
  };
}

export const moving = { kind: 'threshold' as const, threshold: 'few', value: 3 };
export const answering = { kind: 'answer' as const, question: 'country', answers: { country: 'c' } };

/** As many piles as a rule file may have, with the longest names. */
export function auditable(base: Rulebook, text: string): Rulebook {
  const said = (text || 'x').slice(0, 60);
  const pile = { name: said, ask: said, help: text.slice(0, 800) || 'x', also: [] };
  const kind = { ...pile, example: pile.help, group: 'g', gap: [], answers: {}, source: ['ours'] };
  const kinds = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${'k'.repeat(60)}${at}`, kind]));
  const groups = { g: { name: said, means: pile.help } };
  return { ...base, audit: { least: 30, material: 0.2, source: ['ours'], right: pile, groups, kinds } };
}

export const manyCounts = (many: number) => ({
  right: many,
  kinds: Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`${'k'.repeat(60)}${at}`, many * at])),
});

export const fullAudit = (text: string) => ({
  v: 1 as const,
  draft: 'd'.repeat(64),
  title: cut(oneLine(text), 150),
  place: { channel: 'C1', thread: '1.0' },
  reply: `https://hooks.slack.com/${'x'.repeat(900)}`,
  right: 100_000,
  kinds: Object.fromEntries(Object.keys(manyCounts(0).kinds).map((id) => [id, 100_000])),
});
