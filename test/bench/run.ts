import { createHash } from 'node:crypto';
import { cpus } from 'node:os';
import { type Approach, approaches, type Book, checkAtStart, compile } from '../../src/core/index.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { type BenchCase, derivedValues, drawCases, type Facts } from './cases.ts';
import { benchCosts } from './costs.ts';
import { benchDebate } from './debate.ts';
import { encode } from './encode.ts';
import { figures } from './figures.ts';
import { type Kind, measure, median, perSecond, type Rounds, ratios, spread } from './measure.ts';
import { decided, explained } from './ours.ts';
import type { Explained } from './peers/explained.ts';
import { jsonRulesEngine } from './peers/json-rules.ts';
import { oneExpression, ruleByRule } from './peers/json-logic.ts';
import { zenEngine } from './peers/zen.ts';
import { benchHome } from './home.ts';
import { benchPictures } from './pictures.ts';
import { benchReading } from './reading.ts';
import { benchInstances } from './instances.ts';
import { benchSlack } from './slack.ts';
import { soak } from './soak.ts';

// Compares the core with other rule engines on the same rules and cases, in one run: `npm run bench`. Ends with an error
// only if the engines disagree; a slow figure is printed and no more, since machines differ.

const at = '2026-11-20';
const seed = 20261120;
const rounds = 7;
/** zen-engine evaluates on threads of its own: this many at once keep every core busy. */
const inFlight = 20;

const book = bookOf('rules');
const cases = drawCases(book, at, { each: 200, seed });
const encoded = encode(book.rulebook);
const one = oneExpression(encoded);
const many = ruleByRule(encoded);
const jsonRules = jsonRulesEngine(encoded);
const zen = zenEngine(encoded);

console.log(
  `Node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} × ${cpus()[0]?.model.trim()}`,
);
console.log(`${encoded.rules.length} rules, ${encoded.claims.length} claims, ${cases.length} cases, prices of ${at}`);
console.log(
  `Medians of ${rounds} rounds (lowest–highest); every kind runs in every round, ratios are taken within one.\n`,
);

const [, , what, minutes] = process.argv;
if (what === 'slack') await benchSlack(console.log);
else if (what === 'instances') await benchInstances(console.log);
else if (what === 'soak') await soak(Number(minutes ?? 10), console.log);
else if (!(await agree())) {
  process.exitCode = 1;
} else {
  await compareDecisions();
  await compareExplanations();
  console.log('Further figures, time per call:');
  for (const line of await figures(book, cases, at)) console.log(`  ${line}`);
  console.log('');
  await benchPictures(console.log);
  console.log('');
  await benchSlack(console.log);
  await benchInstances(console.log);
  console.log('');
  await benchCosts(book, cases, at, console.log);
  await benchDebate();
  console.log('');
  await benchHome(console.log);
  console.log('');
  await benchReading(book, console.log);
}

function bookOf(folder: string): Book {
  const loaded = loadRulebook(folder);
  if (!loaded.ok)
    throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
  const made = compile(loaded.rulebook);
  const problem = checkAtStart(made.rulebook).find(({ severity }) => severity === 'error');
  if (problem !== undefined) throw new Error(problem.message);
  return made;
}

/** Whether every engine gives the same approach for every case. */
async function agree(): Promise<boolean> {
  const verdicts: Approach[] = [];
  let differences = 0;
  for (const { answers, given, facts } of cases) {
    const ours = decided(book, answers, at);
    const others = {
      'ours, derived values given': decided(book, given, at),
      'ours, explained': explained(book, answers, at).approach,
      'json-logic-engine, one expression': one(facts),
      'json-logic-engine, rule by rule': many(facts),
      'json-rules-engine': (await jsonRules(facts)).approach,
      'zen-engine': (await zen(facts)).approach,
    };
    verdicts.push(ours);
    for (const [name, theirs] of Object.entries(others)) {
      if (theirs === ours) continue;
      differences += 1;
      console.error(`ours says ${ours}, ${name} says ${theirs} for ${JSON.stringify(facts)}`);
    }
  }
  const counts = approaches.map(
    (approach) => `${approach} ${verdicts.filter((verdict) => verdict === approach).length}`,
  );
  const hash = createHash('sha256').update(verdicts.join('\n')).digest('hex').slice(0, 16);
  console.log(
    differences === 0 ? `All engines agree on ${cases.length} cases, hash ${hash}` : `${differences} differences`,
  );
  console.log(`  ${counts.join(', ')}\n`);
  return differences === 0;
}

/** The peers cannot compute costs: they are compared both ways, with derived values given to all, and computed for all. */
async function compareDecisions(): Promise<void> {
  const kinds = [
    overCases('ours, derived values computed', ({ answers }) => decided(book, answers, at)),
    overCases('ours, derived values given', ({ given }) => decided(book, given, at)),
    overCases('json-logic-engine, one expression', ({ facts }) => one(facts)),
    overCases('json-logic-engine, rule by rule', ({ facts }) => many(facts)),
    overCases('one expression, values computed first', (found) => one(computing(found))),
  ];
  report(
    'From parsed answers to the approach (target: 2 × json-logic-engine)',
    kinds,
    await measure(kinds, { rounds, ms: 200 }),
  );
}

async function compareExplanations(): Promise<void> {
  const kinds = [
    overCases('ours, derived values computed', ({ answers }) => explained(book, answers, at)),
    overCases('ours, derived values given', ({ given }) => explained(book, given, at)),
    awaited('json-rules-engine', jsonRules),
    awaited('zen-engine, one at a time', zen),
    together(`zen-engine, ${inFlight} at once on all cores`, zen),
  ];
  report('With the full explanation (target: 20 × the faster peer)', kinds, await measure(kinds, { rounds, ms: 400 }));
}

/** The facts for a peer after every derived value was computed for it. */
function computing({ answers, facts }: BenchCase): Facts {
  return Object.assign(facts, derivedValues(book, answers, at));
}

function overCases(name: string, work: (one: BenchCase) => unknown): Kind {
  return {
    name,
    pass: () => {
      for (const one of cases) work(one);
      return cases.length;
    },
  };
}

type Explains = (facts: BenchCase['facts']) => Promise<Explained>;

function awaited(name: string, work: Explains): Kind {
  let next = 0;
  return {
    name,
    pass: async () => {
      for (let done = 0; done < inFlight; done += 1, next += 1) await work(cases[next % cases.length]!.facts);
      return inFlight;
    },
  };
}

function together(name: string, work: Explains): Kind {
  let next = 0;
  return {
    name,
    pass: async () => {
      const batch = Array.from({ length: inFlight }, (_, index) => cases[(next + index) % cases.length]!.facts);
      next += inFlight;
      await Promise.all(batch.map(work));
      return inFlight;
    },
  };
}

/** Times of all kinds; the first two are ours, with derived values computed and given. */
function report(title: string, kinds: readonly Kind[], times: Rounds): void {
  const [computed = [], given = []] = times;
  console.log(title);
  for (const [index, { name }] of kinds.entries()) {
    const mine = times[index] ?? [];
    const ratio =
      index < 2
        ? ''
        : `  ours is ${spread(ratios(mine, computed), 2)} × as fast computing, ${spread(ratios(mine, given), 2)} × given`;
    console.log(
      `  ${name.padEnd(38)} ${spread(mine, 2).padStart(26)} µs  ${perSecond(median(mine)).padStart(12)}${ratio}`,
    );
  }
  console.log('');
}
