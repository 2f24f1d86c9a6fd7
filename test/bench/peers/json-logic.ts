import { LogicEngine } from 'json-logic-engine';
import type { Approach } from '../../../src/core/index.ts';
import type { Facts } from '../cases.ts';
import { type Encoded, type EncodedClaim, type EncodedRow, type NumberRange, settle, type Test } from '../encode.ts';

type Logic = unknown;

/**
 * json-logic-engine in compiled mode (it generates JavaScript). Tuned for it: yes/no are booleans that need no
 * comparison, its generic `truthy` is replaced by the plain one, since nothing here is a list or an object, and its
 * guard against functions in data is off.
 */
function engine(): LogicEngine {
  const made = new LogicEngine();
  made.truthy = (value: unknown) => value;
  return Object.assign(made, { allowFunctions: true });
}

/**
 * One expression that yields the approach: the verdict table as nested ifs over its claims. A claim holds when its needs
 * do and a supporting rule stands: the start-up checks prove that none is contested, which spares this engine the
 * opposing side. Nesting the needed claims as well would evaluate less and was slower: the code it generates is larger.
 */
export function oneExpression(encoded: Encoded): (facts: Facts) => Approach {
  const holds = encoded.claims.reduce<readonly Logic[]>(
    (known, claim) => [...known, all([...claim.needs.map((need) => known[need]), supported(encoded, claim)])],
    [],
  );
  const built = compiled(branches(encoded.verdicts, holds));
  return (facts) => built(facts) as Approach;
}

/** One expression per rule, asked for only where it can matter; what follows from those that fired is plain JavaScript. */
export function ruleByRule(encoded: Encoded): (facts: Facts) => Approach {
  const rules = encoded.rules.map(({ tests }) => compiled(all(tests.map(logicOf))));
  return (facts) => settle(encoded, (rule) => rules[rule]?.(facts) === true);
}

function branches(rows: readonly EncodedRow[], holds: readonly Logic[]): Logic {
  const [first] = rows;
  const claim = first?.wanted[0]?.claim;
  if (claim === undefined) return first?.give;
  const given = (value: boolean): Logic =>
    branches(
      rows
        .filter(({ wanted }) => wanted.every((one) => one.claim !== claim || one.holds === value))
        .map((row) => ({ ...row, wanted: row.wanted.filter((one) => one.claim !== claim) })),
      holds,
    );
  return { if: [holds[claim], given(true), given(false)] };
}

function compiled(logic: Logic): (facts: Facts) => unknown {
  const built: unknown = engine().build(logic);
  if (typeof built !== 'function') throw new Error('json-logic-engine did not compile');
  return built as (facts: Facts) => unknown;
}

/** Whether a supporting rule stands on a claim whose needs hold. */
function supported(encoded: Encoded, claim: EncodedClaim): Logic {
  const stands: Logic[] = [];
  for (const { rule, beaters } of claim.sides) {
    const fires = (encoded.rules[rule]?.tests ?? []).map(logicOf);
    stands.push(all([...fires, ...(beaters.length === 0 ? [] : [not(any(beaters.map((beater) => stands[beater])))])]));
  }
  return any(stands.filter((_, index) => claim.sides[index]?.supports));
}

function logicOf(test: Test): Logic {
  const fact = { var: test.fact };
  switch (test.kind) {
    case 'is':
      return test.wanted ? fact : not(fact);
    case 'among':
      return any(test.options.map((option) => ({ '===': [fact, option] })));
    case 'within':
      return any(test.ranges.map((range) => rangeOf(fact, range)));
  }
}

function rangeOf(fact: Logic, { from, below }: NumberRange): Logic {
  return all([
    ...(from === undefined ? [] : [{ '>=': [fact, from] }]),
    ...(below === undefined ? [] : [{ '<': [fact, below] }]),
  ]);
}

function all(parts: readonly Logic[]): Logic {
  return parts.length === 1 ? parts[0] : { and: parts };
}

function any(parts: readonly Logic[]): Logic {
  return parts.length === 1 ? parts[0] : { or: parts };
}

function not(part: Logic): Logic {
  return { '!': [part] };
}
