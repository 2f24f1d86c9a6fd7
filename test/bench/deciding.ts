import { createHash } from 'node:crypto';
import { type Approach, approaches, type Book } from '../../src/core/index.ts';
import { type BenchCase, derivedValues, type Facts } from './cases.ts';
import { encode } from './encode.ts';
import { lineOf, type Part } from './line.ts';
import { type Kind, measure } from './measure.ts';
import { decided, explained } from './ours.ts';
import { versionsOf } from './page.ts';
import type { Explained } from './peers/explained.ts';
import { oneExpression, ruleByRule } from './peers/json-logic.ts';
import { jsonRulesEngine } from './peers/json-rules.ts';
import { publicodes } from './peers/publicodes.ts';
import { zenEngine } from './peers/zen.ts';

const rounds = 7;
/** zen-engine evaluates on threads of its own: this many at once keep every core busy. */
const inFlight = 20;

/**
 * The same rules and complete cases in our core and in other engines, without and with an explanation. Peers cannot compute
 * costs, so that all are compared twice: with derived values given to everybody, and computed by our functions for everybody.
 * @throws when an engine comes to another approach
 */
export async function benchDeciding(book: Book, cases: readonly BenchCase[], at: string): Promise<Part> {
  const encoded = encode(book.rulebook);
  const engines = {
    one: oneExpression(encoded),
    many: ruleByRule(encoded),
    jsonRules: jsonRulesEngine(encoded),
    zen: zenEngine(encoded),
    publicodes: publicodes(encoded),
  };
  const hash = await agree(book, cases, at, engines);
  const computed = ({ answers, facts }: BenchCase): Facts => Object.assign(facts, derivedValues(book, answers, at));

  const decisions = await measured(
    {
      ours: overCases(cases, (one) => decided(book, one.given, at)),
      'ours computing': overCases(cases, (one) => decided(book, one.answers, at)),
      one: overCases(cases, (one) => engines.one(given(one))),
      many: overCases(cases, (one) => engines.many(given(one))),
      'one computed': overCases(cases, (one) => engines.one(computed(one))),
      'many computed': overCases(cases, (one) => engines.many(computed(one))),
    },
    200,
  );
  const explaining = (facts: (one: BenchCase) => Facts) => ({
    jsonRules: awaited(cases, (one) => engines.jsonRules(facts(one))),
    zen: awaited(cases, (one) => engines.zen(facts(one))),
    'zen at once': together(cases, (one) => engines.zen(facts(one))),
    publicodes: awaited(cases, async (one) => engines.publicodes(facts(one))),
  });
  const explanations = await measured(
    {
      ours: overCases(cases, (one) => explained(book, one.given, at)),
      'ours computing': overCases(cases, (one) => explained(book, one.answers, at)),
      ...explaining(given),
      ...Object.fromEntries(Object.entries(explaining(computed)).map(([name, pass]) => [`${name} computed`, pass])),
    },
    400,
  );
  const logic = (kind: '' | ' computed') => [
    { name: 'json-logic-engine, one expression', values: decisions(`one${kind}`) },
    { name: 'json-logic-engine, rule by rule', values: decisions(`many${kind}`) },
  ];
  const tracing = (kind: '' | ' computed') => [
    { name: `zen-engine, ${inFlight} at once on all cores`, values: explanations(`zen at once${kind}`) },
    { name: 'zen-engine, one at a time', values: explanations(`zen${kind}`) },
    { name: 'json-rules-engine', values: explanations(`jsonRules${kind}`) },
    { name: 'publicodes', values: explanations(`publicodes${kind}`) },
  ];
  const twice = { on: 'times', least: 2 } as const;
  const twenty = { on: 'times', least: 20 } as const;
  return {
    id: 'decide',
    title: 'Deciding, beside rule engines',
    about: [
      `${encoded.rules.length} rules on ${encoded.claims.length} claims, ${cases.length} complete cases, equally many for each approach, time for one case. All engines agree`,
      `on every case (hash ${hash}). Ours explains with every argument, what beat it, its source and its text; the others with what they`,
      'offer: their trace. json-logic-engine generates JavaScript, ours does not. No peer computes costs: where derived values are computed',
      'our functions do it for all of them. Ours uses one core; what explains a complete case is remembered by the rules that fired.',
    ],
    rounds,
    peers: versionsOf('json-logic-engine', 'json-rules-engine', '@gorules/zen-engine', 'publicodes'),
    lines: [
      lineOf('the approach, derived values given', 'µs', decisions('ours'), {
        as: 'fast',
        peers: logic(''),
        bar: twice,
      }),
      lineOf('the approach, derived values computed', 'µs', decisions('ours computing'), {
        as: 'fast',
        peers: logic(' computed'),
        bar: twice,
      }),
      lineOf('the approach, computed by us alone', 'µs', decisions('ours computing'), {
        as: 'fast',
        peers: logic(''),
        bar: twice,
      }),
      lineOf('with its explanation, derived values given', 'µs', explanations('ours'), {
        as: 'fast',
        peers: tracing(''),
        bar: twenty,
      }),
      lineOf('with its explanation, derived values computed', 'µs', explanations('ours computing'), {
        as: 'fast',
        peers: tracing(' computed'),
        bar: twenty,
      }),
    ],
  };
}

const given = ({ facts }: BenchCase): Facts => facts;

interface Engines {
  readonly one: (facts: Facts) => Approach;
  readonly many: (facts: Facts) => Approach;
  readonly jsonRules: (facts: Facts) => Promise<Explained>;
  readonly zen: (facts: Facts) => Promise<Explained>;
  readonly publicodes: (facts: Facts) => Explained;
}

/** Whether every engine gives the same approach for every case; a hash of the approaches. */
async function agree(book: Book, cases: readonly BenchCase[], at: string, engines: Engines): Promise<string> {
  const verdicts: Approach[] = [];
  for (const { answers, given, facts } of cases) {
    const ours = decided(book, answers, at);
    const others = {
      'ours, derived values given': decided(book, given, at),
      'ours, explained': explained(book, answers, at).approach,
      'json-logic-engine, one expression': engines.one(facts),
      'json-logic-engine, rule by rule': engines.many(facts),
      'json-rules-engine': (await engines.jsonRules(facts)).approach,
      'zen-engine': (await engines.zen(facts)).approach,
      publicodes: engines.publicodes(facts).approach,
    };
    verdicts.push(ours);
    for (const [name, theirs] of Object.entries(others))
      if (theirs !== ours) throw new Error(`ours says ${ours}, ${name} says ${theirs} for ${JSON.stringify(facts)}`);
  }
  if (new Set(verdicts).size !== approaches.length) throw new Error('an approach was not among the cases');
  return createHash('sha256').update(verdicts.join('\n')).digest('hex').slice(0, 16);
}

type Pass = Kind['pass'];

/** Measures all, and finds the times of one by its name. */
async function measured(
  passes: Readonly<Record<string, Pass>>,
  ms: number,
): Promise<(name: string) => readonly number[]> {
  const kinds = Object.entries(passes).map(([name, pass]) => ({ name, pass }));
  const times = await measure(kinds, { rounds, ms });
  return (name) => times[kinds.findIndex((kind) => kind.name === name)] ?? [];
}

function overCases(cases: readonly BenchCase[], work: (one: BenchCase) => unknown): Pass {
  return () => {
    for (const one of cases) work(one);
    return cases.length;
  };
}

function awaited(cases: readonly BenchCase[], work: (one: BenchCase) => Promise<unknown>): Pass {
  let next = 0;
  return async () => {
    for (let done = 0; done < inFlight; done += 1, next += 1) await work(cases[next % cases.length]!);
    return inFlight;
  };
}

function together(cases: readonly BenchCase[], work: (one: BenchCase) => Promise<unknown>): Pass {
  let next = 0;
  return async () => {
    const batch = Array.from({ length: inFlight }, (_, index) => cases[(next + index) % cases.length]!);
    next += inFlight;
    await Promise.all(batch.map(work));
    return inFlight;
  };
}
