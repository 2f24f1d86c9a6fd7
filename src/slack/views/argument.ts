import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { Argument, Explanation, Finding, PlanStage } from '../../core/index.ts';
import type { Rules } from '../forms/questions.ts';
import { limits } from '../limits.ts';
import { cut, inert, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { complianceBlocks, complianceLines } from './compare.ts';
import { fold, type Part } from './fold.ts';
import { type Content, messageBudget } from './message.ts';
import { bold, context, type Inline, italic, line, list, rich, sourcesOf, words } from './rich.ts';

const argumentsShown = 20;

/** The argument in the thread: each claim with what stood and what was beaten, then the plan and the warnings. */
export function argumentMessage(explanation: Explanation, rulebook: Rules): Content {
  const names = namesIn(explanation, rulebook);
  const plan = explanation.plan.map((stage, at) => stageBlock(stage, at));
  const parts: Part[] = [
    { block: rich(line(bold(texts.argument.heading))), must: true },
    ...explanation.findings.filter(argued).map((finding) => ({ block: findingBlock(finding, names, 4) })),
    ...(plan.length > 0 ? [{ block: rich(line(bold(texts.argument.plan))), must: true }] : []),
    // The first stage says what to do tomorrow.
    ...plan.map((block, at) => ({ block, must: at === 0 })),
    ...warningBlocks(explanation),
    ...complianceBlocks(explanation.compliance).map((block) => ({ block })),
    {
      block: context(texts.argument.review(cut(explanation.metric, 400), explanation.reviewMonths)),
      must: true,
    },
  ];
  return { text: argumentText(explanation), blocks: fold(parts, messageBudget, context(texts.message.cutShort)) };
}

/** One claim: its outcome, every argument with its sources, and what beat the ones that fell. */
function findingBlock(finding: Finding, names: Names, most = argumentsShown): RichTextBlock {
  const shown = [...finding.arguments].sort((a, b) => Number(b.stands) - Number(a.stands)).slice(0, most);
  const rest = finding.arguments.length - shown.length;
  const missing = finding.missing.slice(0, 4).map(names.claim).join('; ');
  return rich(
    line(bold(finding.says)),
    ...(shown.length === 0
      ? [line(words(texts.why.quiet))]
      : [
          list('bullet', [
            ...shown.map((one) => argumentItem(one, names)),
            ...(rest > 0 ? [[words(texts.notify.moreSources(rest))]] : []),
          ]),
        ]),
    ...(missing === '' ? [] : [line(words(texts.why.missing(missing), 300))]),
  );
}

function argumentItem(argument: Argument, names: Names): Inline[] {
  const beaters = argument.beatenBy.slice(0, 3).map((rule) => cut(oneLine(names.rule(rule)), 150));
  const assumed = argument.assumed.slice(0, 6).map(names.question).join(', ');
  return [
    argument.stands
      ? words(argument.text, 400)
      : { ...italic(argument.text, 400), style: { italic: true, strike: true } },
    ...sourcesOf(argument.sources),
    ...(beaters.length > 0 && !argument.stands ? [words(` ${texts.why.beaten(beaters.join(' / '))}`, 500)] : []),
    ...(assumed === '' ? [] : [words(` ${texts.why.assumed(assumed)}.`, 300)]),
  ];
}

function stageBlock(stage: PlanStage, at: number): RichTextBlock {
  return rich(
    line(bold(`${at + 1}. ${stage.title}`, 200), words(` (${stage.variant})`, 200)),
    line(words(stage.do, 500), ...sourcesOf(stage.sources)),
    list('bullet', [
      detail(texts.argument.effort, stage.effort),
      detail(texts.argument.measure, stage.measure),
      detail(texts.argument.goOn, stage.goOn),
    ]),
  );
}

function detail(name: string, text: string): Inline[] {
  return [bold(`${name}: `), words(text, 300)];
}

function warningBlocks({ warnings }: Explanation): Part[] {
  if (warnings.length === 0) return [];
  const items = warnings.slice(0, 5).map(({ text, sources }) => [words(text, 300)].concat(sourcesOf(sources)));
  return [{ block: rich(line(bold(texts.argument.warnings)), list('bullet', items)), must: true }];
}

/** Each claim with the argument that stands for how it came out, then the plan and the warnings. */
function argumentText(explanation: Explanation): string {
  const lines = [
    texts.argument.heading,
    ...explanation.findings.filter(argued).map(claimText),
    texts.argument.plan,
    ...explanation.plan.map((stage, at) => `${at + 1}. ${cut(`${stage.title}: ${stage.do}`, 300)}`),
    ...explanation.warnings.map(({ text }) => `${texts.argument.warnings}: ${cut(text, 200)}`),
    ...complianceLines(explanation.compliance),
    texts.argument.review(cut(explanation.metric, 200), explanation.reviewMonths),
  ];
  return inert(lines.join('\n'), limits.messageText.max);
}

function claimText({ says, holds, arguments: all }: Finding): string {
  const standing = all.find(({ stands, side }) => stands && (side === 'supports') === holds);
  return cut(standing === undefined ? `${says}.` : `${says}: ${standing.text}`, 260);
}

/** Claims nobody argued about say nothing. */
function argued(finding: Finding): boolean {
  return finding.arguments.length > 0;
}

/** What ids stand for, as people read it. */
interface Names {
  readonly rule: (id: string) => string;
  readonly claim: (id: string) => string;
  readonly question: (id: string) => string;
}

function namesIn({ findings }: Explanation, { questions }: Rules): Names {
  const rules = new Map(findings.flatMap((finding) => finding.arguments.map((one) => [one.rule, one.text] as const)));
  const claims = new Map(findings.map((finding) => [finding.claim, finding.says]));
  return {
    rule: (id) => rules.get(id) ?? id,
    claim: (id) => claims.get(id) ?? id,
    question: (id) => questions[id]?.name ?? id,
  };
}

/** Every claim for the Why window. */
export function findingBlocks(explanation: Explanation, rulebook: Rules): KnownBlock[] {
  const names = namesIn(explanation, rulebook);
  return explanation.findings.map((finding) => findingBlock(finding, names));
}
