import type { Book } from './compile.ts';
import type { Argument, Finding, WhyNotLine } from './explanation.ts';
import { type Approach, approaches, type Rulebook } from './rulebook.ts';
import { type Explained, type Findings, type NearestRow, nearestRow, withNeeds } from './why-not.ts';
import { labelOf } from './words.ts';

/** Why not, in one line for each approach but the one that leads, in the order of the ladder. */
export function whyNotLines({ rulebook }: Pick<Book, 'rulebook'>, explained: Explained): readonly WhyNotLine[] {
  const claims = new Map(explained.findings.map((finding) => [finding.claim, finding]));
  return approaches
    .filter((approach) => approach !== explained.approach)
    .map((approach) => {
      const { text, sources } = groundAgainst(rulebook, claims, approach);
      return { approach, label: labelOf(rulebook, approach), text, sources };
    });
}

type Ground = Pick<WhyNotLine, 'text' | 'sources'>;

/**
 * What the approach needs and does not have, from its root: without a wrong behavior nothing is trained, however few the
 * examples. Where it has all it needs, what the verdict has that it would do without.
 */
function groundAgainst(rulebook: Rulebook, claims: Findings, approach: Approach): Ground {
  const row = nearestRow(rulebook, claims, approach);
  const [first] = row.differing;
  if (first === undefined)
    return { text: 'Nobody has looked at the failures yet, and nothing is tuned before that.', sources: [] };
  return first.holds ? tooLittle(rulebook, claims, row) : outOfReach(rulebook, claims, first);
}

/** Why a claim that the approach needs does not hold. */
function outOfReach(rulebook: Rulebook, claims: Findings, needed: Finding): Ground {
  const root = withNeeds([needed], claims)[0] ?? needed;
  const against = strongest(rulebook, standingFor(root));
  if (against !== undefined) return against;
  return { text: root === needed ? `${root.says}.` : `${root.says}, so ${inside(needed.says)}.`, sources: [] };
}

/** Why the verdict has claims that the approach does without. */
function tooLittle(rulebook: Rulebook, claims: Findings, { differing, needed }: NearestRow): Ground {
  const own = new Set(unfolded(needed, claims));
  const extra = unfolded(differing, claims).filter((finding) => !own.has(finding));
  const settled = settledAlike(rulebook, claims, differing);
  const all = extra.map((finding) => ({ finding, standing: standingFor(finding) }));
  // A rule that also settles a claim on which both agree, as loading or looking up, does not tell these two apart.
  const telling = all.map(({ finding, standing }) => ({
    finding,
    standing: standing.filter(({ rule }) => !settled.has(rule)),
  }));
  const found = [...telling, ...all].find(({ standing }) => standing.length > 0);
  return strongest(rulebook, found?.standing ?? []) ?? { text: `${differing[0]?.says ?? ''}.`, sources: [] };
}

/** The rules that stand on a claim of the verdict table which comes out the same for both. */
function settledAlike({ verdicts }: Rulebook, claims: Findings, differing: readonly Finding[]): ReadonlySet<string> {
  const asked = new Set(verdicts.flatMap(({ if: row }) => Object.keys(row)));
  const alike = [...claims.values()].filter((finding) => asked.has(finding.claim) && !differing.includes(finding));
  return new Set(alike.flatMap(({ arguments: all }) => all.filter(({ stands }) => stands).map(({ rule }) => rule)));
}

/** The claims, then what they need, then what that needs. */
function unfolded(from: readonly Finding[], claims: Findings): readonly Finding[] {
  const found = new Set(from);
  // A set hands out what is added while it is walked.
  for (const { needs } of found)
    for (const need of needs) {
      const finding = claims.get(need);
      if (finding !== undefined) found.add(finding);
    }
  return [...found];
}

/** The arguments that stand for how a claim came out. */
const standingFor = ({ holds, arguments: all }: Finding): readonly Argument[] =>
  all.filter(({ stands, side }) => stands && (side === 'supports') === holds);

/** What rests on answers before what rests on assumptions, limits before others, else in the order of the rules. */
function strongest({ rules }: Rulebook, all: readonly Argument[]): Argument | undefined {
  const order = ({ rule, assumed }: Argument): number =>
    (assumed.length > 0 ? 2 : 0) + (rules[rule]?.limit === true ? 0 : 1);
  return all.toSorted((a, b) => order(a) - order(b))[0];
}

/** A sentence as a part of another one. */
const inside = (sentence: string): string => sentence.charAt(0).toLowerCase() + sentence.slice(1);
