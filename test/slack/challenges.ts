import type { Challenged, Leaning } from '../../src/core/index.ts';
import { explanationOf } from './samples.ts';

/** A reason that leans on a choice, a yes or no, a number and thresholds. */
export function leaningSample(text = 'Because', many = 1): Leaning {
  const said = text || 'x';
  const source = { id: 's', label: said, url: 'https://example.org/' };
  return {
    rule: 'few_examples',
    text: said,
    sources: Array.from({ length: many }, () => source),
    file: 'claims.yml',
    questions: ['country', 'prompt_tried', 'queries_per_day'],
    thresholds: Array.from({ length: Math.min(many, 4) }, (_, at) => ({
      id: `threshold_${at}`,
      value: 100,
      unit: said,
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
