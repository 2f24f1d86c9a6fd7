import type { Case } from './case.ts';
import type { Book } from './compile.ts';
import { gapOpen, gapQuestion, type Verdict } from './decide.ts';
import type { Argument, Explanation, Finding } from './explanation.ts';
import { sourcesOf } from './sources.ts';

/** The reasons for a verdict, the most telling first and at least one, and what spoke against it, with why it lost. */
export function reasonsFor(
  book: Book,
  verdict: Verdict,
  answers: Case,
  findings: readonly Finding[],
): Pick<Explanation, 'reasons' | 'against'> {
  const { reasons, against } = withAudit(book, verdict, answers, findings);
  return { reasons, against: against.map((one) => ({ ...one, lost: lostText(findings, one, reasons) })) };
}

/** While the gap is open the audit comes first, and what would speak for training stands against it. */
function withAudit(
  book: Book,
  { approach, auditFirst }: Verdict,
  answers: Case,
  findings: readonly Finding[],
): Pick<Explanation, 'reasons' | 'against'> {
  const { reasons, against } = argued(findings, decisiveClaims(book, findings));
  const gap = book.rulebook.questions[gapQuestion]?.source ?? [];
  const reason = (rule: string, text: string, assumed: readonly string[]): Argument => ({
    rule,
    claim: gapQuestion,
    side: 'supports',
    text,
    sources: sourcesOf(book.rulebook, gap),
    stands: true,
    beatenBy: [],
    assumed,
  });
  if (gapOpen(answers) && (auditFirst || approach === 'prompt')) {
    const audit = reason('gap_open', 'Nobody knows yet what goes wrong: sort real failures before building anything.', [
      gapQuestion,
    ]);
    if (!auditFirst) return { reasons: [audit, ...reasons], against };
    return { reasons: [audit], against: reasons.map((one) => ({ ...one, stands: false, beatenBy: [audit.rule] })) };
  }
  if (reasons.length > 0) return { reasons, against };
  return {
    reasons: [
      reason(
        'nothing_more_needed',
        'No failure calls for facts or for training, so the cheapest remedy comes first.',
        [],
      ),
    ],
    against,
  };
}

/**
 * Standing arguments that lead where the verdict went, and those that lost. Followed from the verdict's row down: a claim
 * that holds through its supporters and what it needs, one that does not through its opponents or the need that is
 * missing. Claims that hold come first, then what rests on answers and not
 * on assumptions; on a claim, rules that defeated others.
 */
function argued(findings: readonly Finding[], decisive: readonly string[]): Pick<Explanation, 'reasons' | 'against'> {
  const relevant = relevantFindings(findings, decisive);
  const reasons = new Map<string, readonly [order: number, argument: Argument]>();
  const against = new Map<string, Argument>();
  for (const { holds, arguments: args } of relevant) {
    for (const argument of args) {
      if (!argument.stands) against.set(argument.rule, argument);
      if (!argument.stands || (argument.side === 'supports') !== holds) continue;
      const wins = args.filter(({ beatenBy }) => beatenBy.includes(argument.rule)).length;
      const order = (holds ? 0 : 100) + (argument.assumed.length > 0 ? 50 : 0) - wins;
      const known = reasons.get(argument.rule);
      if (known === undefined || order < known[0]) reasons.set(argument.rule, [order, argument]);
    }
  }
  return {
    reasons: [...reasons.values()].sort(([a], [b]) => a - b).map(([, argument]) => argument),
    against: [...against.values()].filter(({ rule }) => !reasons.has(rule)),
  };
}

/** The findings a verdict rests on, those of its row first, then what they need. */
function relevantFindings(findings: readonly Finding[], decisive: readonly string[]): readonly Finding[] {
  const byClaim = new Map(findings.map((finding) => [finding.claim, finding]));
  const found = new Map<string, Finding>();
  const visit = (claim: string): void => {
    const finding = byClaim.get(claim);
    if (finding === undefined || found.has(claim)) return;
    if (finding.missing.length === 0) found.set(claim, finding);
    for (const need of finding.holds ? finding.needs : finding.missing) visit(need);
  };
  for (const claim of decisive) visit(claim);
  return [...found.values()];
}

/** The claims that the verdict row for these findings asks about. */
function decisiveClaims(book: Book, findings: readonly Finding[]): readonly string[] {
  const held = new Set(findings.filter(({ holds }) => holds).map(({ claim }) => claim));
  const row = book.rulebook.verdicts.find(({ if: row }) =>
    Object.entries(row).every(([claim, value]) => value === '-' || held.has(claim) === (value === 'yes')),
  );
  return Object.entries(row?.if ?? {}).flatMap(([claim, value]) => (value === '-' ? [] : [claim]));
}

/** Why an argument lost: what defeated it. */
function lostText(findings: readonly Finding[], { beatenBy }: Argument, reasons: readonly Argument[]): string {
  const all = [...reasons, ...findings.flatMap((finding) => finding.arguments)];
  const by = beatenBy.flatMap((rule) => all.find((one) => one.rule === rule)?.text ?? []);
  return by[0] ?? 'Something that weighs more stands on the other side.';
}
