import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { Explanation, PlanStage } from '../../core/index.ts';
import { cut } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { bold, context, type Inline, italic, line, list, rich, authorsOf, words } from './rich.ts';

const alsoShown = 3;
const flipsShown = 4;

/** The plan in the thread: each stage, then what to do tomorrow, when to look again, and what has to be looked after. */
export interface PlanBlocks {
  /** Every stage in full. */
  readonly full: readonly KnownBlock[];
  /** The first stage in full, the others with what bounds them: for phones, and where there is little room. */
  readonly brief: readonly KnownBlock[];
  readonly end: readonly KnownBlock[];
}

export function planBlocks(explanation: Explanation): PlanBlocks {
  const { plan } = explanation;
  return {
    full: plan.map(stageBlock),
    brief: plan.map((stage, at) => (at === 0 ? stageBlock(stage, at) : briefBlock(stage, at))),
    end: [
      rich(line(bold(`${texts.plan.tomorrow}: `), words(explanation.tomorrow, 220))),
      againBlock(explanation),
      ...upkeepBlocks(explanation),
    ],
  };
}

function stageBlock(stage: PlanStage, at: number): RichTextBlock {
  return rich(
    headOf(stage, at),
    line(words(stage.do, 400), ...authorsOf(stage.sources)),
    list('bullet', [
      ...stage.also
        .slice(0, alsoShown)
        .map((one) => [bold(`${texts.plan.also}: `), words(cut(`${one.variant}. ${one.do}`, 220))]),
      ...detail(texts.plan.refresh, stage.refresh),
      ...detail(texts.argument.measure, stage.measure),
      ...detail(texts.plan.target, stage.target),
      ...detail(texts.plan.reviewed, stage.reviewed),
      ...detail(texts.argument.goOn, stage.goOn),
      ...detail(texts.plan.stop, stage.stop),
    ]),
  );
}

/** What bounds a stage: the value to reach, how much is reviewed, and when to stop. */
function briefBlock(stage: PlanStage, at: number): RichTextBlock {
  const bounds = [
    ...(stage.also.length === 0 ? [] : detail(texts.plan.also, stage.also.map(({ variant }) => variant).join(', '))),
    ...detail(texts.plan.target, stage.target ?? stage.measure),
    ...detail(texts.plan.reviewed, stage.reviewed),
    ...detail(texts.plan.stop, stage.stop ?? stage.goOn),
  ];
  return rich(headOf(stage, at), list('bullet', bounds));
}

function headOf(stage: PlanStage, at: number) {
  return line(
    bold(`${at + 1}. ${stage.title}`, 200),
    italic(`\n${stage.variant}`, 200),
    words(`\n${stage.effort}`, 200),
  );
}

function detail(name: string, text: string | undefined): readonly Inline[][] {
  return text === undefined ? [] : [[bold(`${name}: `), words(text, 250)]];
}

/** The review date, and the values at which the advice flips. */
function againBlock({ reviewOn, reversal }: Explanation): KnownBlock {
  const head = line(
    bold(`${texts.plan.again} `),
    words(`${texts.plan.on(reviewOn)}${reversal.length === 0 ? '.' : texts.plan.when}`, 200),
  );
  return reversal.length === 0
    ? rich(head)
    : rich(
        head,
        list(
          'bullet',
          reversal.slice(0, flipsShown).map((text) => [words(text, 220)]),
        ),
      );
}

function upkeepBlocks({ upkeep }: Explanation): readonly KnownBlock[] {
  if (upkeep === undefined) return [];
  return [
    rich(
      line(bold(texts.plan.upkeep), ...authorsOf(upkeep.sources)),
      list('bullet', [
        ...detail(texts.plan.iteration, upkeep.iteration),
        ...detail(texts.plan.drifts, upkeep.drifts),
        ...detail(texts.plan.owner, upkeep.owner),
      ]),
    ),
  ];
}

/** Said where the stages are shown briefly. */
export const inRecord = (): KnownBlock => context(texts.plan.inRecord);

/** The plan as text: every stage, with what it takes unless `short`; then tomorrow, the review and what flips the advice. */
export function planLines({ plan, tomorrow, reviewOn, reversal }: Explanation, short: boolean): readonly string[] {
  const again = `${texts.plan.again} ${texts.plan.on(reviewOn)}`;
  return [
    ...plan.map(({ title, variant, effort, target }, at) => {
      const head = `${at + 1}. ${title}: ${variant}`;
      if (short) return cut(head, 110);
      return cut(`${head}. ${effort}${target === undefined ? '' : `. ${texts.plan.target}: ${target}`}`, 260);
    }),
    `${texts.plan.tomorrow}: ${cut(tomorrow, 160)}`,
    reversal.length === 0 ? `${again}.` : `${again}${texts.plan.when} ${cut(reversal.join('; '), short ? 250 : 420)}`,
  ];
}
