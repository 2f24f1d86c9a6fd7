import { monthsLater } from './days.ts';
import { plainLine, section } from './markdown.ts';
import type { Argument, Explanation, PlanStage, SourceRef } from './explanation.ts';
import type { Approach } from './rulebook.ts';
import { costTrajectory, gapText, perThousand, recomputable } from './record-parts.ts';

/** Who decided and when, for the decision record. Dates are YYYY-MM-DD. */
export interface RecordMeta {
  readonly owner: string;
  readonly decidedAt: string;
  readonly revisedAt?: string | undefined;
  readonly revision: number;
  /** What the team does, where it differs from what the rules say or was said to. */
  readonly chosen?: { readonly label: string; readonly reason: string } | undefined;
  /** Who saw answers differently, on which revision, and what that would have given. */
  readonly positions?:
    | readonly {
        readonly by: string;
        readonly revision: number;
        readonly differences: readonly string[];
        readonly would: string;
      }[]
    | undefined;
  /** The approaches as people read them. */
  readonly approaches: Readonly<Record<Approach, { readonly label: string }>>;
  /** Content hashes of the rulebook and the prices it can be recomputed from. */
  readonly rulebook: string;
  readonly prices: string;
}

/** The decision record as Markdown: gap, approach, cost trajectory, success metric, owner, review date, what would change it. */
export function record(explanation: Explanation, meta: RecordMeta): string {
  const { answers, assumptions, compliance, costs, pivots, plan, warnings } = explanation;
  return [
    `# ${plainLine(explanation.title)}`,
    '',
    `- Decision: **${explanation.label}** (${settledText(explanation)})`,
    ...chosenLine(meta, explanation),
    `- Gap: ${gapText(explanation)}`,
    `- Owner: ${meta.owner}`,
    `- Decided: ${meta.decidedAt}${meta.revisedAt === undefined ? '' : `, revision ${meta.revision} of ${meta.revisedAt}`}`,
    `- Review: ${monthsLater(meta.revisedAt ?? meta.decidedAt, explanation.reviewMonths)}`,
    `- Success metric: ${explanation.metric}`,
    '',
    '## Why',
    ...explanation.reasons.map(argumentLine),
    ...section(
      'What spoke against it, and why it lost',
      explanation.against.map((one) => `${argumentLine(one)} But: ${one.lost ?? ''}`),
    ),
    ...section(
      'Why not',
      explanation.whyNot.map(({ label, text, sources }) => `- ${label}: ${text}${cited(sources)}`),
    ),
    '',
    '## What was known',
    ...answers.map(({ name, value }) => `- ${name}: ${value}`),
    ...assumptions.map(({ name, value }) => `- ${name}: ${value} (assumed)`),
    ...section(
      'Near a line',
      explanation.near.map(
        ({ text, sources, disagrees }) =>
          `- ${text}${cited(sources)}${disagrees.map(({ source, says }) => ` ${source.label} says ${says}.`).join('')}`,
      ),
    ),
    ...section('Plan', [...plan.flatMap(stageLines), '', `Tomorrow: ${explanation.tomorrow}`]),
    ...section('Upkeep', upkeepLines(explanation)),
    '',
    ...costTrajectory(explanation, meta, 'Approach', [perThousand]),
    ...section(
      'Dates to know',
      costs.events.map(({ date, text }) => `- ${date}: ${text}`),
    ),
    ...section(
      'What would change it: decide again when one of these is reached',
      pivots.map(({ text }) => `- ${text}`),
    ),
    ...section('Seen differently', (meta.positions ?? []).map(positionLine)),
    ...section(
      'Data and the law',
      compliance.map(({ text, sources }) => `- ${text} [${sources.map(({ label }) => label).join('; ')}]`),
    ),
    ...section(
      'Warnings',
      warnings.map(({ text, sources }) => `- ${text}${cited(sources)}`),
    ),
    ...section('Often believed', misconceptionLines(explanation)),
    ...section(
      'Figures in the title',
      explanation.corrections.map(({ corrected, sources }) => `- ${corrected}${cited(sources)}`),
    ),
    '',
    recomputable(meta),
    '',
  ].join('\n');
}

/** " [Who, what; who, what]": linked where there is an address. */
function cited(sources: readonly SourceRef[]): string {
  if (sources.length === 0) return '';
  return ` [${sources.map(({ label, url }) => (url === undefined ? label : `[${label}](${url})`)).join('; ')}]`;
}

function stageLines(stage: PlanStage, index: number): readonly string[] {
  return [
    `${index + 1}. **${stage.title}** (${stage.variant}; ${stage.effort})${cited(stage.sources)}`,
    `   - ${stage.do}`,
    ...stage.also.map((one) => `   - Besides, ${one.variant}: ${one.do}${cited(one.sources)}`),
    ...optionalLine('Kept current', stage.refresh),
    `   - Measure: ${stage.measure}`,
    ...optionalLine('Target', stage.target),
    ...optionalLine('Reviewed', stage.reviewed),
    `   - Go on: ${stage.goOn}`,
    ...optionalLine('Stop', stage.stop),
  ];
}

function optionalLine(name: string, text: string | undefined): readonly string[] {
  return text === undefined ? [] : [`   - ${name}: ${text}`];
}

function upkeepLines({ upkeep }: Explanation): readonly string[] {
  if (upkeep === undefined) return [];
  return [
    `- One round of improving takes: ${upkeep.iteration}`,
    `- What drifts: ${upkeep.drifts}`,
    `- Who owns it: ${upkeep.owner}${cited(upkeep.sources)}`,
  ];
}

function misconceptionLines({ misconception }: Explanation): readonly string[] {
  if (misconception === undefined) return [];
  return [`- "${misconception.says}" ${misconception.corrected}${cited(misconception.sources)}`];
}

function argumentLine({ text, sources, assumed }: Argument): string {
  return `- ${text}${cited(sources)}${assumed.length > 0 ? ' (rests on an assumption)' : ''}`;
}

function chosenLine({ chosen }: RecordMeta, { label }: Explanation): readonly string[] {
  if (chosen === undefined) return [];
  const instead = chosen.label === label ? '' : ` instead of ${label}`;
  return [`- The team chose: **${chosen.label}**${instead}, because: ${plainLine(chosen.reason)}`];
}

function positionLine({ by, revision, differences, would }: NonNullable<RecordMeta['positions']>[number]): string {
  return `- ${plainLine(by)} (on revision ${revision}): ${plainLine(differences.join(' '))} Gives ${would}.`;
}

function settledText({ settled }: Explanation): string {
  if (settled === 'yes') return 'settled';
  return settled === 'as_assumed' ? 'settled, as assumed below' : 'not settled: it leads on what is known';
}
