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
  const told = telling('thread');
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

/** What was told above, and how it is told: in a thread few arguments of a claim and the names of authors. */
interface Telling {
  readonly how: 'thread' | 'window';
  readonly arguments: Set<string>;
  readonly grounds: Set<string>;
}

const telling = (how: Telling['how']): Telling => ({ how, arguments: new Set(), grounds: new Set() });

/** One claim: its outcome, its arguments with their sources, what beat the ones that fell, and what it waits for; each once. */
function findingBlock(finding: Finding, names: Names, told: Telling): RichTextBlock {
  const thread = told.how === 'thread';
  // What stood on one claim may have been beaten on another: a window tells both.
  const key = ({ rule, stands }: Argument): string => (thread ? rule : `${rule} ${String(stands)}`);
  const fresh = finding.arguments.filter((one) => !told.arguments.has(key(one)));
  const repeats = finding.arguments.some((one) => decides(finding, one) && told.arguments.has(key(one)));
  const sorted = [...fresh].sort((a, b) => Number(b.stands) - Number(a.stands));
  const shown = sorted.slice(0, thread ? inThread : argumentsShown);
  for (const one of shown) told.arguments.add(key(one));
  const rest = fresh.length - shown.length;
  return rich(
    line(bold(finding.says)),
    ...(shown.length === 0
      ? repeats
        ? [line(words(texts.why.asAbove))]
        : []
      : [
          list('bullet', [
            ...shown.map((one) => argumentItem(one, names, thread ? authorsOf : sourcesOf)),
            ...(rest > 0 ? [[words(texts.notify.moreSources(rest))]] : []),
            ...(repeats && !thread ? [[words(texts.why.alsoAbove)]] : []),
          ]),
        ]),
    ...groundLines(finding, names, told).map((text) => line(words(text, 300))),
  );
}

/** Why a claim that was argued for does not hold all the same: what it needs and does not have, each ground once. */
function groundLines(finding: Finding, { findings }: Names, told: Telling): readonly string[] {
  const grounds = groundsOf(finding, findings);
  const ruled = grounds.filter(isOpposed);
  // What no rule spoke about is a ground only where there is no other, and then the first: it comes before the rest.
  const all = ruled.length > 0 || isOpposed(finding) ? ruled : grounds.slice(0, 1);
  const fresh = all.filter(({ claim }) => !told.grounds.has(claim));
  if (fresh.length === 0) return all.length > 0 && !isOpposed(finding) ? [texts.why.sameGround] : [];
  for (const { claim } of fresh) told.grounds.add(claim);
  const says = fresh
    .slice(0, 4)
    .map((one) => one.says)
    .join('; ');
  return [ruled.length > 0 ? texts.why.missing(says) : texts.why.unspoken(says)];
}

/** What is missing in truth: the claims whose own arguments failed, not those that only wait for another one. */
function groundsOf({ missing }: Finding, findings: Names['findings'], seen = new Set<string>()): readonly Finding[] {
  return missing.flatMap((id) => {
    const finding = findings.get(id);
    if (finding === undefined || seen.has(id)) return [];
    seen.add(id);
    return finding.missing.length === 0 || isOpposed(finding) ? [finding] : groundsOf(finding, findings, seen);
  });
}

const isOpposed = ({ arguments: all }: Finding): boolean =>
  all.some(({ stands, side }) => stands && side === 'opposes');

/** Whether an argument is one of those by which a claim came out as it did. */
const decides = ({ holds }: Finding, { stands, side }: Argument): boolean => stands && (side === 'supports') === holds;

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
  readonly findings: ReadonlyMap<string, Finding>;
  readonly rule: (id: string) => string;
  readonly question: (id: string) => string;
}

function namesIn({ findings }: Explanation, { questions }: Rules): Names {
  const rules = new Map(findings.flatMap((finding) => finding.arguments.map((one) => [one.rule, one.text] as const)));
  return {
    findings: new Map(findings.map((finding) => [finding.claim, finding])),
    rule: (id) => rules.get(id) ?? id,
    question: (id) => questions[id]?.name ?? id,
  };
}

/** Every claim that was argued about for the Why window, and last what no rule spoke about. */
export function findingBlocks(explanation: Explanation, rulebook: Rules): KnownBlock[] {
  const names = namesIn(explanation, rulebook);
  const told = telling('window');
  const quiet = explanation.findings.filter((finding) => !argued(finding));
  // What a claim needs first says nothing by itself where it was not argued about: that training lacks something, say.
  const waited = new Set(explanation.findings.flatMap(({ needs }) => needs));
  const last = quiet.filter(({ claim }) => !waited.has(claim)).map(({ says }) => says);
  return [
    ...explanation.findings.filter(argued).map((finding) => findingBlock(finding, names, told)),
    ...(last.length > 0 ? [rich(line(words(texts.why.quiet(last.slice(0, 6).join('; ')), 600)))] : []),
  ];
}
