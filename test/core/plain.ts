import { compileDerived, type Derived } from '../../src/core/derived.ts';
import type { Approach, Case, Rulebook } from '../../src/core/index.ts';

type Holds = (answers: Case) => boolean;

/** An argument on a claim with those of the other side that defeat it. */
interface Argument {
  readonly rule: string;
  readonly pro: boolean;
  readonly fires: Holds;
  readonly beaters: readonly Argument[];
}

/**
 * The approach of complete answers by weighing every argument as it is written, with no level, mask, order or diagram: what
 * `evaluate` in reference.ts does, prepared once so that millions of cases can be weighed. Prices alone are taken from the
 * core: reference.ts computes those anew.
 */
export function plainly(rulebook: Rulebook, at: string): (answers: Case) => Approach {
  const { derived } = rulebook;
  const conditions = conditionOf(rulebook, at);
  const rules = Object.entries(rulebook.rules).map(([id, rule]) => {
    // What has to be computed comes last: mostly another condition fails first.
    const when = Object.entries(rule.when).toSorted(([a], [b]) => Number(a in derived) - Number(b in derived));
    const all = when.map(([question, wanted]) => conditions(question, [wanted].flat()));
    return { id, rule, fires: remembered((answers) => all.every((one) => one(answers))) };
  });
  const claims = new Map<string, { readonly needs: readonly string[]; readonly all: readonly Argument[] }>();
  for (const [claim, { needs }] of Object.entries(rulebook.claims)) {
    const all = rules.flatMap(({ id, rule, fires }) => {
      const pro = rule.supports?.includes(claim) ?? false;
      return pro || rule.opposes?.includes(claim) ? [{ rule: id, pro, fires, beaters: new Array<Argument>() }] : [];
    });
    for (const one of all)
      for (const other of all) {
        const [mine, theirs] = [rulebook.rules[one.rule]!, rulebook.rules[other.rule]!];
        if (one.pro !== other.pro && !mine.limit && (theirs.limit || theirs.beats.includes(one.rule)))
          one.beaters.push(other);
      }
    claims.set(claim, { needs, all });
  }
  const stands = (one: Argument, answers: Case): boolean =>
    one.fires(answers) && !one.beaters.some((other) => stands(other, answers));
  const holds = (claim: string, answers: Case): boolean => {
    const { needs, all } = claims.get(claim)!;
    return (
      needs.every((need) => holds(need, answers)) &&
      all.some((one) => one.pro && stands(one, answers)) &&
      !all.some((one) => !one.pro && stands(one, answers))
    );
  };
  return (answers) => {
    const known = new Map<string, boolean>();
    const held = (claim: string): boolean => {
      const before = known.get(claim);
      if (before !== undefined) return before;
      const now = holds(claim, answers);
      known.set(claim, now);
      return now;
    };
    const rows = rulebook.verdicts.filter((row) =>
      Object.entries(row.if).every(([claim, wanted]) => wanted === '-' || held(claim) === (wanted === 'yes')),
    );
    if (rows.length !== 1) throw new Error(`${rows.length} rows match ${JSON.stringify(answers)}`);
    return rows[0]!.give;
  };
}

/** The same, weighed once for each case: a rule argues on several claims and is asked for again by those it beats. */
function remembered(holds: Holds): Holds {
  let last: Case | undefined;
  let held = false;
  return (answers) => {
    if (answers !== last) held = holds((last = answers));
    return held;
  };
}

/** Whether a question has one of some values in complete answers. */
function conditionOf(rulebook: Rulebook, at: string): (question: string, wanted: readonly string[]) => Holds {
  const { thresholds, questions, derived } = rulebook;
  const priced = compileDerived(rulebook, at);
  return (id, wanted) => {
    if (derived[id]?.compute === 'prompt_meets_requirement') {
      const ceiling = thresholds['prompt_ceiling']!.value;
      const enough = ({ prompt_success_rate: rate, required_accuracy: required }: Case): boolean =>
        Number(rate) >= ceiling && Number(rate) >= Number(required);
      return (answers) => wanted.includes(enough(answers) ? 'yes' : 'no');
    }
    const computed = priced.find((one) => one.id === id);
    if (computed !== undefined) {
      const values = valueOf(computed);
      return (answers) => wanted.includes(values(answers));
    }
    const question = questions[id];
    if (question?.kind !== 'number') return (answers) => wanted.some((one) => one === answers[id]);
    let from = -Infinity;
    const ranges = Object.entries(question.bands ?? {}).flatMap(([band, { below }]) => {
      const range = [from, below === undefined ? Infinity : thresholds[below]!.value] as const;
      from = range[1];
      return wanted.includes(band) ? [range] : [];
    });
    return (answers) => ranges.some(([low, high]) => Number(answers[id]) >= low && Number(answers[id]) < high);
  };
}

/** The value of a computed question. Numbers are drawn from few points: what was computed of them is met again and again. */
function valueOf(one: Derived): (answers: Case) => string {
  const known = new Map<string, string>();
  const ids = one.inputs.map(({ id }) => id);
  return (answers) => {
    const numbers = ids.map((id) => Number(answers[id]));
    const key = numbers.join(' ');
    const before = known.get(key);
    if (before !== undefined) return before;
    if (known.size > 300_000) known.clear();
    const value = one.values[one.compute(numbers)]!;
    known.set(key, value);
    return value;
  };
}
