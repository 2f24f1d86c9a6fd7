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

/** One expression that yields the approach. */
export function oneExpression(encoded: Encoded): (facts: Facts) => Approach {
  const holds = encoded.claims.reduce<Logic[]>((known, claim) => [...known, holdsOf(encoded, claim, known)], []);
  return compiled<Approach>(branches(encoded.verdicts, holds));
}

/** The verdict table as nested ifs, so that no claim is evaluated twice on the way to an approach. */
function branches(rows: readonly EncodedRow[], holds: readonly Logic[]): Logic {
  const [first] = rows;
  const claim = first?.wanted[0]?.claim;
  if (first === undefined || claim === undefined) return first?.give;
  const rest = (value: boolean): EncodedRow[] =>
    rows.flatMap((row) => {
      const asked = row.wanted.find((one) => one.claim === claim);
      return asked !== undefined && asked.holds !== value
        ? []
        : [{ ...row, wanted: row.wanted.filter((one) => one.claim !== claim) }];
    });
  return { if: [holds[claim], branches(rest(true), holds), branches(rest(false), holds)] };
}

/** One expression per rule; what follows from those that fired is plain JavaScript, the same as for the other peers. */
export function ruleByRule(encoded: Encoded): (facts: Facts) => Approach {
  const rules = encoded.rules.map(({ tests }) => compiled<boolean>(all(tests.map(logicOf))));
  return (facts) =>
    settle(
      encoded,
      rules.map((rule) => rule(facts)),
    );
}

function compiled<Result>(logic: Logic): (facts: Facts) => Result {
  const built: unknown = engine().build(logic);
  if (typeof built !== 'function') throw new Error('json-logic-engine did not compile');
  return built as (facts: Facts) => Result;
}

function holdsOf(encoded: Encoded, claim: EncodedClaim, known: readonly Logic[]): Logic {
  const stands: Logic[] = [];
  for (const { rule, beaters } of claim.sides) {
    const fires = (encoded.rules[rule]?.tests ?? []).map(logicOf);
    stands.push(all([...fires, ...(beaters.length === 0 ? [] : [not(any(beaters.map((beater) => stands[beater])))])]));
  }
  const side = (supports: boolean): Logic[] => stands.filter((_, index) => claim.sides[index]?.supports === supports);
  return all([...claim.needs.map((need) => known[need]), any(side(true)), not(any(side(false)))]);
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
