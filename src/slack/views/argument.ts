import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { Argument, Explanation, Finding } from '../../core/index.ts';
import type { Rules } from '../forms/questions.ts';
import { limits } from '../limits.ts';
import { cut, inert, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { complianceBlocks, complianceLines } from './compare.ts';
import { fold, type Part } from './fold.ts';
import { besideBlocks, besideLines } from './beside.ts';
import { type Content, messageBudget } from './message.ts';
import { inRecord, planBlocks, planLines } from './plan.ts';
import { authorsOf, bold, context, type Inline, italic, line, list, rich, sourcesOf, words } from './rich.ts';

const argumentsShown = 20;
const warningsShown = 5;

/** Letters that read well on a phone; above, stages are shown briefly. */
const comfortable = 7500;
/** Arguments per claim in the thread; the Why window has all. */
const inThread = 2;

/**
 * The argument in the thread: each claim with what stood and what was beaten, the plan, and what is said beside. Where that is
 * long, stages but the first are shown briefly.
 */
export function argumentMessage(explanation: Explanation, rulebook: Rules): Content {
  const full = partsOf(explanation, rulebook, 'full');
  const fits = full.reduce((sum, { block }) => sum + messageBudget.size(block), 0) <= comfortable;
  const parts = fits ? full : partsOf(explanation, rulebook, 'brief');
  return { text: argumentText(explanation), blocks: fold(parts, messageBudget, context(texts.message.cutShort)) };
}

function partsOf(explanation: Explanation, rulebook: Rules, how: 'full' | 'brief'): Part[] {
  const names = namesIn(explanation, rulebook);
  const told = new Set<string>();
  const plan = planBlocks(explanation);
  const brief = how === 'brief' && explanation.plan.length > 1 ? [{ block: inRecord() }] : [];
  const after: Part[] = [
    ...(explanation.plan.length > 0 ? [{ block: rich(line(bold(texts.argument.plan))), must: true }] : []),
    // The first stage says what to begin with.
    ...plan[how].map((block, at) => ({ block, must: at === 0 })),
    ...brief,
    // When to look again must be there; how it is kept up may go.
    ...plan.end.map((block, at) => ({ block, must: at < 2 })),
    ...besideBlocks(explanation).map((block) => ({ block })),
    ...warningBlocks(explanation),
    ...complianceBlocks(explanation.compliance).map((block) => ({ block, must: true })),
    { block: context(texts.argument.metric(cut(explanation.metric, 400))), must: true },
  ];
  return [
    { block: rich(line(bold(texts.argument.heading))), must: true },
    ...explanation.findings.filter(argued).map((finding) => ({ block: findingBlock(finding, names, told) })),
    ...after,
  ];
}

/**
 * One claim: its outcome, its arguments with their sources, and what beat the ones that fell.
 * @param told in a thread, the rules already told above: they are not told again, and sources are named briefly.
 */
function findingBlock(finding: Finding, names: Names, told?: Set<string>): RichTextBlock {
  const fresh = finding.arguments.filter(({ rule }) => told?.has(rule) !== true);
  const sorted = [...fresh].sort((a, b) => Number(b.stands) - Number(a.stands));
  const shown = sorted.slice(0, told === undefined ? argumentsShown : inThread);
  for (const { rule } of shown) told?.add(rule);
  const rest = fresh.length - shown.length;
  const missing = finding.missing.slice(0, 4).map(names.claim).join('; ');
  const quiet = finding.arguments.length === 0 ? texts.why.quiet : texts.why.asAbove;
  return rich(
    line(bold(finding.says)),
    ...(shown.length === 0
      ? [line(words(quiet))]
      : [
          list('bullet', [
            ...shown.map((one) => argumentItem(one, names, told === undefined ? sourcesOf : authorsOf)),
            ...(rest > 0 ? [[words(texts.notify.moreSources(rest))]] : []),
          ]),
        ]),
    ...(missing === '' ? [] : [line(words(texts.why.missing(missing), 300))]),
  );
}

function argumentItem(argument: Argument, names: Names, cite: typeof sourcesOf): Inline[] {
  const beaters = argument.beatenBy.slice(0, 3).map((rule) => cut(oneLine(names.rule(rule)), 150));
  const assumed = argument.assumed.slice(0, 6).map(names.question).join(', ');
  return [
    argument.stands
      ? words(argument.text, 400)
      : { ...italic(argument.text, 400), style: { italic: true, strike: true } },
    ...cite(argument.sources),
    ...(beaters.length > 0 && !argument.stands ? [words(` ${texts.why.beaten(beaters.join(' / '))}`, 500)] : []),
    ...(assumed === '' ? [] : [words(` ${texts.why.assumed(assumed)}.`, 300)]),
  ];
}

function warningBlocks({ warnings }: Explanation): Part[] {
  if (warnings.length === 0) return [];
  const rest = warnings.length - warningsShown;
  const items = [
    ...warnings
      .slice(0, warningsShown)
      .map(({ text, sources }) => [words(text, 250), ...authorsOf(sources.slice(0, 2))]),
    ...(rest > 0 ? [[words(texts.notify.moreSources(rest))]] : []),
  ];
  return [{ block: rich(line(bold(texts.argument.warnings)), list('bullet', items)), must: true }];
}

/** Each claim with the argument that stands for how it came out, then the plan, what is said beside, and the warnings. */
function argumentText(explanation: Explanation): string {
  const full = inert(textLines(explanation, false).join('\n'), limits.messageText.max + 1);
  if (full.length <= limits.messageText.max) return full;
  return inert(textLines(explanation, true).join('\n'), limits.messageText.max);
}

/** @param short leaves the causes of claims and the details of stages out. */
function textLines(explanation: Explanation, short: boolean): readonly string[] {
  return [
    texts.argument.heading,
    ...explanation.findings.filter(argued).map((finding) => claimText(finding, short)),
    texts.argument.plan,
    ...planLines(explanation, short),
    ...besideLines(explanation),
    ...explanation.warnings.slice(0, warningsShown).map(({ text }) => `${texts.argument.warnings}: ${cut(text, 160)}`),
    ...complianceLines(explanation.compliance),
    texts.argument.metric(cut(explanation.metric, 200)),
  ];
}

function claimText({ says, holds, arguments: all }: Finding, short: boolean): string {
  const standing = all.find(({ stands, side }) => stands && (side === 'supports') === holds);
  return cut(standing === undefined || short ? `${says}.` : `${says}: ${standing.text}`, 260);
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
