import type { Book } from './compile.ts';
import type { OptionCost } from './costs/types.ts';
import type { Argument, Explanation, Finding, Pivot } from './explanation.ts';
import type { Approach, Rulebook } from './rulebook.ts';
import { labelOf } from './words.ts';

/** A claim that would have to come out the other way for an approach to lead. */
export interface WhyNotClaim {
  readonly claim: string;
  /** How it came out. */
  readonly is: string;
  /** How it would have to come out. */
  readonly needed: string;
  /** Standing arguments for how it came out. */
  readonly against: readonly Argument[];
  /** Arguments for how it would have to come out, which were beaten, with the texts of what beat them. */
  readonly beaten: readonly { readonly argument: Argument; readonly by: readonly string[] }[];
  /** What would have to hold first and does not, as claims. */
  readonly missing: readonly string[];
}

/** Why a case does not lead to an approach, and what it would cost beside the one it leads to. */
export interface WhyNot {
  readonly approach: Approach;
  readonly label: string;
  /** Empty when it is the approach that leads, or when nothing but the open gap holds it back. */
  readonly claims: readonly WhyNotClaim[];
  /** Single answers that would flip to it. */
  readonly flips: readonly Pivot[];
  readonly costs: { readonly its?: OptionCost | undefined; readonly leading?: OptionCost | undefined };
}

/** The part of an explanation that tells why not. */
export type Explained = Pick<Explanation, 'approach' | 'findings' | 'pivots'>;

/**
 * Why not this approach: along the row of the verdict table that is nearest to what was found, the claims that stand in its
 * way. Pure; it only reads the explanation, so both always agree.
 */
export function whyNot(
  book: Pick<Book, 'rulebook'>,
  explanation: Explained & Pick<Explanation, 'costs'>,
  approach: Approach,
): WhyNot {
  const costOf = (wanted: Approach) => explanation.costs.options.find(({ option }) => option === wanted);
  return {
    ...inTheWayOf(book, explanation, approach),
    costs: { its: costOf(approach), leading: costOf(explanation.approach) },
  };
}

/** The same without what it costs. */
function inTheWayOf(
  { rulebook }: Pick<Book, 'rulebook'>,
  explanation: Explained,
  approach: Approach,
): Omit<WhyNot, 'costs'> {
  const { findings, pivots } = explanation;
  const claims = new Map(findings.map((finding) => [finding.claim, finding]));
  const texts = new Map(
    findings.flatMap((finding) => finding.arguments.map(({ rule, text }) => [rule, text] as const)),
  );
  const differing = approach === explanation.approach ? [] : nearestRow(rulebook, claims, approach).differing;
  return {
    approach,
    label: labelOf(rulebook, approach),
    claims: withNeeds(differing, claims).map((finding) => inTheWay(rulebook, finding, claims, texts)),
    flips: pivots.filter((pivot) => pivot.approach === approach),
  };
}

export type Findings = ReadonlyMap<string, Finding>;

/** The row of the verdict table nearest to what was found among those that give an approach. */
export interface NearestRow {
  /**
   * The claims in which it differs from what was found: those it needs and does not have first, and of these what all rows
   * of the approach need, as nothing makes up for that; then those that hold and would have to fall.
   */
  readonly differing: readonly Finding[];
  /** The claims it needs, whether they hold or not. */
  readonly needed: readonly Finding[];
}

export function nearestRow({ verdicts }: Rulebook, claims: Findings, approach: Approach): NearestRow {
  const rows = verdicts.flatMap(({ give, if: row }) => (give === approach ? [row] : []));
  const read = rows.map((row) => {
    const asked = Object.entries(row).flatMap(([claim, wanted]) => {
      const finding = claims.get(claim);
      return finding === undefined || wanted === '-' ? [] : [{ finding, wanted: wanted === 'yes' }];
    });
    return {
      differing: asked.filter(({ finding, wanted }) => finding.holds !== wanted).map(({ finding }) => finding),
      needed: asked.filter(({ wanted }) => wanted).map(({ finding }) => finding),
    };
  });
  const [nearest = { differing: [], needed: [] }] = read.toSorted((a, b) => a.differing.length - b.differing.length);
  const order = ({ claim, holds }: Finding): number => (holds ? 2 : rows.every((row) => row[claim] === 'yes') ? 0 : 1);
  return { ...nearest, differing: nearest.differing.toSorted((a, b) => order(a) - order(b)) };
}

/** The claims, and before each one that does not hold the needs that do not hold either. */
export function withNeeds(differing: readonly Finding[], claims: Findings): readonly Finding[] {
  const found = new Map<string, Finding>();
  const visit = (finding: Finding): void => {
    if (found.has(finding.claim)) return;
    for (const need of finding.missing) {
      const needed = claims.get(need);
      if (needed !== undefined && !finding.holds) visit(needed);
    }
    found.set(finding.claim, finding);
  };
  for (const finding of differing) visit(finding);
  return [...found.values()];
}

function inTheWay(
  { claims: wordings }: Rulebook,
  finding: Finding,
  claims: Findings,
  texts: ReadonlyMap<string, string>,
): WhyNotClaim {
  const { claim, holds } = finding;
  const wording = wordings[claim];
  const side = holds ? 'supports' : 'opposes';
  return {
    claim,
    is: finding.says,
    needed: (holds ? wording?.denies : wording?.says) ?? claim,
    against: finding.arguments.filter((argument) => argument.stands && argument.side === side),
    beaten: finding.arguments
      .filter((argument) => !argument.stands && argument.side !== side)
      .map((argument) => ({ argument, by: argument.beatenBy.map((rule) => texts.get(rule) ?? rule) })),
    missing: finding.missing.map((need) => wordings[need]?.says ?? claims.get(need)?.says ?? need),
  };
}
