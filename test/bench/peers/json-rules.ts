import { Engine, type NestedCondition, type RuleProperties } from 'json-rules-engine';
import type { Facts } from '../cases.ts';
import { type Encoded, type NumberRange, settle, type Test } from '../encode.ts';
import type { Explained } from './explained.ts';

/**
 * json-rules-engine with one rule per rule and an event that names it. Its explanation is what a run returns: for each
 * rule its conditions with their outcome, those that failed included.
 */
export function jsonRulesEngine(encoded: Encoded): (facts: Facts) => Promise<Explained> {
  const engine = new Engine(
    encoded.rules.map(({ id, tests }, index): RuleProperties => {
      return { name: id, conditions: { all: tests.map(conditionOf) }, event: { type: id, params: { index } } };
    }),
  );
  return async (facts) => {
    const { events, results, failureResults } = await engine.run(facts);
    const fired = new Set<unknown>();
    for (const { params } of events) fired.add(params?.['index']);
    return { approach: settle(encoded, (rule) => fired.has(rule)), explanation: [results, failureResults] };
  };
}

function conditionOf(test: Test): NestedCondition {
  const { fact } = test;
  switch (test.kind) {
    case 'is':
      return { fact, operator: 'equal', value: test.wanted };
    case 'among':
      return test.options.length === 1
        ? { fact, operator: 'equal', value: test.options[0] }
        : { fact, operator: 'in', value: test.options };
    case 'within': {
      const [only, ...others] = test.ranges.map((range) => rangeOf(fact, range));
      return only !== undefined && others.length === 0
        ? only
        : { any: test.ranges.map((range) => rangeOf(fact, range)) };
    }
  }
}

function rangeOf(fact: string, { from, below }: NumberRange): NestedCondition {
  const low: NestedCondition = { fact, operator: 'greaterThanInclusive', value: from };
  const high: NestedCondition = { fact, operator: 'lessThan', value: below };
  if (from === undefined) return high;
  return below === undefined ? low : { all: [low, high] };
}
