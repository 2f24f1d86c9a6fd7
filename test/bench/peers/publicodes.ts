import PublicodesEngine from 'publicodes';
import { type Approach, approaches } from '../../../src/core/index.ts';
import type { Facts } from '../cases.ts';
import type { Encoded, EncodedRow, NumberRange, Test } from '../encode.ts';
import type { Explained } from './explained.ts';

/** A rule as publicodes takes it: what it would read from YAML. */
type RawRule = NonNullable<Exclude<ConstructorParameters<typeof PublicodesEngine>[0], undefined>[string]>;

type Expression = string | { readonly [mechanism: string]: unknown };

/**
 * publicodes with one rule for each fact, rule, side of a claim, claim and the verdict, and the evaluated tree it returns as
 * the explanation. The opposing sides are spared, as for json-logic-engine: none is contested. Facts are given anew for
 * each case, since it keeps what it evaluated until then.
 */
export function publicodes(encoded: Encoded): (facts: Facts) => Explained {
  const engine = new PublicodesEngine(rulesOf(encoded), { logger: { log() {}, warn() {}, error() {} } });
  const names = factNames(encoded);
  return (facts) => {
    engine.setSituation(Object.fromEntries([...names].map(([fact, name]) => [name, said(facts[fact])] as const)));
    const explanation = engine.evaluate('verdict');
    const approach = approaches.find((one) => one === explanation.nodeValue);
    if (approach === undefined) throw new Error('publicodes came to no approach');
    return { approach, explanation };
  };
}

function said(value: Facts[string] | undefined): string | number {
  if (typeof value === 'boolean') return value ? 'oui' : 'non';
  return typeof value === 'string' ? `'${value}'` : (value ?? 0);
}

/** Its names hold no underscore. */
const factNames = ({ rules }: Encoded): ReadonlyMap<string, string> => {
  const facts = [...new Set(rules.flatMap(({ tests }) => tests.map(({ fact }) => fact)))];
  return new Map(facts.map((fact, at) => [fact, `fact ${at}`]));
};

function rulesOf(encoded: Encoded): Partial<Record<string, RawRule>> {
  const names = factNames(encoded);
  const kinds = new Map(encoded.rules.flatMap(({ tests }) => tests.map((test) => [test.fact, test.kind] as const)));
  const usual = { is: 'non', among: "''", within: 0 };
  const rules: Record<string, RawRule> = {};
  for (const [fact, name] of names) rules[name] = { 'par défaut': usual[kinds.get(fact) ?? 'is'] };
  for (const [at, { tests }] of encoded.rules.entries())
    rules[`rule ${at}`] = all(tests.map((test) => expressionOf(test, names.get(test.fact) ?? '')));
  for (const [at, { sides, needs }] of encoded.claims.entries()) {
    for (const [side, { rule, beaters }] of sides.entries())
      rules[`side ${at} ${side}`] = all([`rule ${rule}`, ...beaters.map((beater) => `side ${at} ${beater} = non`)]);
    const supporting = sides.flatMap(({ supports }, side) => (supports ? [`side ${at} ${side}`] : []));
    rules[`claim ${at}`] = all([...needs.map((need) => `claim ${need}`), any(supporting)]);
  }
  rules['verdict'] = { variations: [...encoded.verdicts.map(branchOf), { sinon: "'none'" }] };
  return rules;
}

function branchOf({ give, wanted }: EncodedRow): object {
  const si = all(wanted.map(({ claim, holds }) => `claim ${claim} = ${holds ? 'oui' : 'non'}`));
  return { si, alors: `'${give satisfies Approach}'` };
}

function expressionOf(test: Test, name: string): Expression {
  switch (test.kind) {
    case 'is':
      return test.wanted ? name : `${name} = non`;
    case 'among':
      return any(test.options.map((option) => `${name} = '${option}'`));
    case 'within':
      return any(test.ranges.map((range) => rangeOf(name, range)));
  }
}

function rangeOf(name: string, { from, below }: NumberRange): Expression {
  return all([
    ...(from === undefined ? [] : [`${name} >= ${from}`]),
    ...(below === undefined ? [] : [`${name} < ${below}`]),
  ]);
}

const all = (parts: readonly Expression[]): { readonly 'toutes ces conditions': readonly Expression[] } => ({
  'toutes ces conditions': parts,
});
const any = (parts: readonly Expression[]): { readonly 'une de ces conditions': readonly Expression[] } => ({
  'une de ces conditions': parts,
});
