import { inOrder } from '../../src/core/compile.ts';
import type { Approach, Rulebook } from '../../src/core/index.ts';

/** A rulebook as any rule engine can be given it, written from the rule files alone: no diagram, no levels. */
export interface Encoded {
  readonly rules: readonly EncodedRule[];
  /** Claims after those they need. */
  readonly claims: readonly EncodedClaim[];
  readonly verdicts: readonly EncodedRow[];
}

export interface EncodedRule {
  readonly id: string;
  /** All of them must hold. */
  readonly tests: readonly Test[];
}

/** One condition on one fact, in the words of raw answers: a boolean, one of some options, a number in some ranges. */
export type Test =
  | { readonly kind: 'is'; readonly fact: string; readonly wanted: boolean }
  | { readonly kind: 'among'; readonly fact: string; readonly options: readonly string[] }
  | { readonly kind: 'within'; readonly fact: string; readonly ranges: readonly NumberRange[] };

/** From `from` (included) to below `below`; open where undefined. */
export interface NumberRange {
  readonly from: number | undefined;
  readonly below: number | undefined;
}

export interface EncodedClaim {
  readonly id: string;
  /** Indices of claims. */
  readonly needs: readonly number[];
  /** Beaters come before those they beat. */
  readonly sides: readonly EncodedSide[];
}

export interface EncodedSide {
  /** Index of the rule. */
  readonly rule: number;
  readonly supports: boolean;
  /** Indices into `sides`. */
  readonly beaters: readonly number[];
}

export interface EncodedRow {
  readonly give: Approach;
  readonly wanted: readonly { readonly claim: number; readonly holds: boolean }[];
}

export function encode(rulebook: Rulebook): Encoded {
  const ruleIds = Object.keys(rulebook.rules);
  const claimIds = inOrder(Object.keys(rulebook.claims), (id) => rulebook.claims[id]?.needs ?? []);
  return {
    rules: Object.entries(rulebook.rules).map(([id, { when }]) => ({
      id,
      tests: Object.entries(when).map(([fact, wanted]) => testOf(rulebook, fact, [wanted].flat())),
    })),
    claims: claimIds.map((id) => ({
      id,
      needs: (rulebook.claims[id]?.needs ?? []).map((need) => claimIds.indexOf(need)),
      sides: sidesOf(rulebook, id, ruleIds),
    })),
    verdicts: rulebook.verdicts.map((row) => ({
      give: row.give,
      wanted: Object.entries(row.if).flatMap(([claim, wanted]) =>
        wanted === '-' ? [] : [{ claim: claimIds.indexOf(claim), holds: wanted === 'yes' }],
      ),
    })),
  };
}

function testOf(rulebook: Rulebook, fact: string, values: readonly string[]): Test {
  const question = rulebook.questions[fact];
  if (question?.kind === 'yes_no') return { kind: 'is', fact, wanted: values[0] === 'yes' };
  if (question?.kind !== 'number') return { kind: 'among', fact, options: values };
  const bands = Object.entries(question.bands ?? {});
  const boundOf = (index: number): number | undefined => rulebook.thresholds[bands[index]?.[1].below ?? '']?.value;
  const ranges: NumberRange[] = [];
  for (const [index, [band]] of bands.entries()) {
    if (!values.includes(band)) continue;
    const from = index === 0 ? undefined : boundOf(index - 1);
    const last = ranges.at(-1);
    // Bands side by side make one range.
    if (last !== undefined && last.below === from) ranges.pop();
    ranges.push({ from: last !== undefined && last.below === from ? last.from : from, below: boundOf(index) });
  }
  return { kind: 'within', fact, ranges };
}

function sidesOf(rulebook: Rulebook, claim: string, ruleIds: readonly string[]): readonly EncodedSide[] {
  const supporting = ruleIds.filter((id) => rulebook.rules[id]?.supports?.includes(claim));
  const opposing = ruleIds.filter((id) => rulebook.rules[id]?.opposes?.includes(claim));
  const beatersOf = (id: string): readonly string[] => {
    if (rulebook.rules[id]?.limit) return [];
    const opponents = supporting.includes(id) ? opposing : supporting;
    return opponents.filter((one) => rulebook.rules[one]?.limit || rulebook.rules[one]?.beats.includes(id));
  };
  const order = inOrder([...supporting, ...opposing], beatersOf);
  return order.map((id) => ({
    rule: ruleIds.indexOf(id),
    supports: supporting.includes(id),
    beaters: beatersOf(id).map((beater) => order.indexOf(beater)),
  }));
}

/** What follows from the rules that fired, for engines that only say which did: stands, holds, verdict. */
export function settle({ claims, verdicts }: Encoded, fires: (rule: number) => boolean): Approach {
  const holds: boolean[] = [];
  for (const { needs, sides } of claims) {
    let pro = false;
    let con = false;
    if (needs.every((need) => holds[need])) {
      const stands: boolean[] = [];
      for (const { rule, supports, beaters } of sides) {
        const stood = !beaters.some((beater) => stands[beater]) && fires(rule);
        stands.push(stood);
        if (stood && supports) pro = true;
        if (stood && !supports) con = true;
      }
    }
    holds.push(pro && !con);
  }
  const row = verdicts.find(({ wanted }) => wanted.every((one) => holds[one.claim] === one.holds));
  if (row === undefined) throw new Error('no verdict for these claims');
  return row.give;
}
