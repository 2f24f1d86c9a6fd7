import type { Book } from './compile.ts';
import type { OptionCost } from './costs/types.ts';
import type { Argument, Explanation, Finding, Pivot, WhyNotLine } from './explanation.ts';
import { type Approach, approaches, type Rulebook } from './rulebook.ts';
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

/** Why not, in one line for each approach but the one that leads, in the order of the ladder. */
export function whyNotLines(book: Pick<Book, 'rulebook'>, explained: Explained): readonly WhyNotLine[] {
  return approaches
    .filter((approach) => approach !== explained.approach)
    .map((approach) => {
      const { label, claims } = inTheWayOf(book, explained, approach);
      const [first] = claims.flatMap(({ against }) => against);
      if (first !== undefined) return { approach, label, text: first.text, sources: first.sources };
      const [quiet] = claims;
      const text =
        quiet === undefined
          ? 'Nobody has looked at the failures yet, and nothing is tuned before that.'
          : `${quiet.is}.`;
      return { approach, label, text, sources: [] };
    });
}

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
  const differing = approach === explanation.approach ? [] : nearestRow(rulebook, claims, approach);
  return {
    approach,
    label: labelOf(rulebook, approach),
    claims: withNeeds(differing, claims).map((finding) => inTheWay(rulebook, finding, claims, texts)),
    flips: pivots.filter((pivot) => pivot.approach === approach),
  };
}

type Findings = ReadonlyMap<string, Finding>;

/** The claims in which the nearest row that gives the approach differs from what was found. */
function nearestRow(rulebook: Rulebook, claims: Findings, approach: Approach): readonly Finding[] {
  const rows = rulebook.verdicts
    .filter(({ give }) => give === approach)
    .map(({ if: row }) =>
      Object.entries(row).flatMap(([claim, wanted]) => {
        const finding = claims.get(claim);
        return finding === undefined || wanted === '-' || finding.holds === (wanted === 'yes') ? [] : [finding];
      }),
    );
  return rows.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

/** The claims, and before each one that does not hold the needs that do not hold either. */
function withNeeds(differing: readonly Finding[], claims: Findings): readonly Finding[] {
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
