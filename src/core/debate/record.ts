import { monthsLater } from '../days.ts';
import { plainLine, section } from '../markdown.ts';
import type { Explanation } from '../explanation.ts';
import type { Approach } from '../rulebook.ts';
import type { WhyNot } from '../why-not.ts';
import { costTrajectory, gapText, recomputable } from '../record-parts.ts';

/** Who decided a debate, on what, and who sees it differently. Names, quotes and reasons are texts of people. */
export interface DebateRecord {
  readonly opener: string;
  /** YYYY-MM-DD. */
  readonly decidedAt: string;
  readonly revision: number;
  /** Why it was closed before one approach was left. */
  readonly reason?: string | undefined;
  /** Address of the thread. */
  readonly thread?: string | undefined;
  readonly evidence: readonly {
    readonly name: string;
    readonly value: string;
    readonly by: string;
    readonly quote: string;
    readonly url?: string | undefined;
  }[];
  readonly participants: readonly {
    readonly by: string;
    /** What they say differently, in sentences. */
    readonly differs: readonly string[];
    readonly agrees: boolean;
    /** What their answers would lead to. */
    readonly would: string;
  }[];
  /** What would change it, by whom it would have to be shown. */
  readonly wouldChange: readonly string[];
  readonly approaches: Readonly<Record<Approach, { readonly label: string }>>;
  /** Content hashes of the rulebook and the prices it can be recomputed from. */
  readonly rulebook: string;
  readonly prices: string;
}

/**
 * The record of a debate in the form of MADR: context, options with what speaks against them, decision, costs, confirmation,
 * participants, evidence.
 */
export function debateRecord(explanation: Explanation, others: readonly WhyNot[], record: DebateRecord): string {
  const { answers, assumptions, pivots, plan } = explanation;
  const review = monthsLater(record.decidedAt, explanation.reviewMonths);
  const agree = record.participants.filter(({ agrees }) => agrees);
  const dissent = record.participants.filter(({ agrees }) => !agrees);
  return [
    `# ${plainLine(explanation.title)}`,
    '',
    `- Status: accepted${record.revision > 1 ? `, revision ${record.revision}` : ''}`,
    `- Date: ${record.decidedAt}`,
    `- Deciders: ${names(record.participants.map(({ by }) => by)) || plainLine(record.opener)}`,
    `- Opened by: ${plainLine(record.opener)}`,
    `- Review: ${review}`,
    ...(record.thread === undefined ? [] : [`- Thread: ${record.thread}`]),
    '',
    '## Context',
    `Gap: ${gapText(explanation)}`,
    '',
    ...answers.map(({ name, value }) => `- ${name}: ${value}`),
    ...assumptions.map(({ name, value }) => `- ${name}: ${value} (assumed)`),
    '',
    '## Considered options',
    `- **${explanation.label}** (chosen)`,
    ...others.map((other) => `- ${other.label}: ${againstOf(other)}`),
    '',
    '## Decision',
    `**${explanation.label}**: ${explanation.sentence} ${explanation.status}`,
    ...(record.reason === undefined ? [] : ['', `Closed with this reason: ${plainLine(record.reason)}`]),
    '',
    ...explanation.reasons.map(({ text, sources }) => `- ${text} [${sources.map(({ label }) => label).join('; ')}]`),
    '',
    ...costTrajectory(explanation, record, 'Option'),
    ...section(
      'Plan',
      plan.map((stage, at) => `${at + 1}. ${stage.title} (${stage.effort}). Measure: ${stage.measure}`),
    ),
    ...section('Confirmation', [`- Success metric: ${explanation.metric}`, `- Look at it again on ${review}.`]),
    ...section('What would change it', [
      ...record.wouldChange.map((one) => `- ${plainLine(one)}`),
      ...pivots.map(({ text }) => `- ${text}`),
    ]),
    ...section('Agreed', agree.map(participant)),
    ...section('Dissented', dissent.map(participant)),
    ...section(
      'Evidence',
      record.evidence.map(({ name, value, by, quote, url }) => {
        const link = url === undefined ? '' : ` (${url})`;
        return `- ${name}: ${value}. ${plainLine(by)}: ${quote === '' ? 'a quote that was taken back' : `"${plainLine(quote)}"`}${link}`;
      }),
    ),
    '',
    recomputable(record),
    '',
  ].join('\n');
}

function againstOf({ claims }: WhyNot): string {
  const texts = claims.flatMap(({ against, is }) => (against.length > 0 ? against.map(({ text }) => text) : [is]));
  return [...new Set(texts)].slice(0, 3).join(' ') || 'nothing stands against it but that the gap is not known.';
}

function participant({ by, differs, agrees, would }: DebateRecord['participants'][number]): string {
  const says = [...differs.map(plainLine), ...(agrees ? [] : [`That would be ${would}.`])].join(' ');
  return `- ${plainLine(by)}${says === '' ? '' : `: ${says}`}`;
}

const names = (all: readonly string[]): string => all.map(plainLine).join(', ');
