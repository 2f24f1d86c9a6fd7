import { ZenEngine } from '@gorules/zen-engine';
import type { Approach } from '../../../src/core/index.ts';
import type { Facts } from '../cases.ts';
import { type Encoded, type NumberRange, settle, type Test } from '../encode.ts';
import type { Explained } from './explained.ts';

/**
 * zen-engine with one decision table that collects: a row per rule with its condition as one expression, the rules that
 * fired as output, and its trace as the explanation. A column per fact takes three times as long, and so do the forms of
 * the trace that are objects: the string is the fastest.
 */
export function zenEngine(encoded: Encoded): (facts: Facts) => Promise<Explained> {
  const decision = new ZenEngine().createDecision(tableOf(encoded));
  const ruleAt = new Map(encoded.rules.map(({ id }, index) => [id, index]));
  return async (facts) => {
    const { result, trace } = await decision.evaluate(facts, { trace: 'string' });
    const fired = new Set<number>();
    for (const { rule } of result as readonly { rule: string }[]) fired.add(ruleAt.get(rule) ?? -1);
    const approach: Approach = settle(encoded, (rule) => fired.has(rule));
    return { approach, explanation: trace };
  };
}

function tableOf({ rules }: Encoded): object {
  const place = { x: 0, y: 0 };
  return {
    nodes: [
      { id: 'facts', name: 'facts', type: 'inputNode', position: place },
      {
        id: 'rules',
        name: 'rules',
        type: 'decisionTableNode',
        position: place,
        content: {
          hitPolicy: 'collect',
          inputs: [{ id: 'when', name: 'when' }],
          outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
          rules: rules.map(({ id, tests }) => ({
            _id: id,
            when: tests.map(expressionOf).join(' and '),
            rule: JSON.stringify(id),
          })),
        },
      },
      { id: 'fired', name: 'fired', type: 'outputNode', position: place },
    ],
    edges: [
      { id: 'in', sourceId: 'facts', targetId: 'rules', type: 'edge' },
      { id: 'out', sourceId: 'rules', targetId: 'fired', type: 'edge' },
    ],
  };
}

function expressionOf(test: Test): string {
  const { fact } = test;
  switch (test.kind) {
    case 'is':
      return test.wanted ? fact : `not ${fact}`;
    case 'among':
      return test.options.length === 1
        ? `${fact} == ${JSON.stringify(test.options[0])}`
        : `${fact} in ${JSON.stringify(test.options)}`;
    case 'within':
      return `(${test.ranges.map((range) => rangeOf(fact, range)).join(' or ')})`;
  }
}

function rangeOf(fact: string, { from, below }: NumberRange): string {
  if (from === undefined) return below === undefined ? 'true' : `${fact} < ${below}`;
  return below === undefined ? `${fact} >= ${from}` : `${fact} in [${from}..${below})`;
}
