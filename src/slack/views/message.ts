import type { Curves } from '../../charts/curves.ts';
import type { Revision, ShownChoice } from '../../app/ports.ts';
import type { Explanation } from '../../core/index.ts';
import { compareTexts } from '../compare-texts.ts';
import { buttons } from '../ids.ts';
import { limits } from '../limits.ts';
import { inert, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { answerText, choiceHeading, choiceOf, flipsOf, headOf, headlineOf, reasonsOf, statusLine } from './answer.ts';
import type { MessageBlock } from './chart.ts';
import { type Budget, fold, textLength } from './fold.ts';
import { context, line, rich, titled, words } from './rich.ts';

/** What is posted: blocks, and all of it again as text. */
export interface Content {
  readonly text: string;
  readonly blocks: MessageBlock[];
  /** What the `data_visualization` among the blocks shows, for a picture where Slack does not know that block. */
  readonly chart?: Curves;
}

/** Room for the blocks of one message. */
export const messageBudget: Budget = {
  blocks: limits.messageBlocks.max,
  most: limits.messageBlocksText.max,
  size: textLength,
};

/** The decision in the channel: the approach, why, the costs in one line, and what would flip it. */
export function decisionMessage(
  explanation: Explanation,
  { decision, number }: Pick<Revision, 'decision' | 'number'>,
  choice?: ShownChoice,
): Content {
  const value = { v: 1 as const, decision };
  const parts = [
    { block: headOf(explanation), must: true },
    ...choiceOf(explanation, choice).map((block) => ({ block, must: true })),
    ...reasonsOf(explanation).map((block) => ({ block, must: true })),
    { block: rich(line(words(explanation.costHeadline, 400))), must: true },
    ...flipsOf(explanation).map((block) => ({ block })),
    { block: statusLine(explanation), must: true },
    { block: context(number > 1 ? `${texts.message.revised(number)}. ${texts.message.more}` : texts.message.more) },
    {
      block: {
        type: 'actions' as const,
        elements: [
          buttons.why.render(texts.message.why, value),
          buttons.change.render(texts.message.change, value),
          buttons.record.render(texts.message.record, value),
        ],
      },
      must: true,
    },
    {
      block: {
        type: 'actions' as const,
        elements: [
          buttons.compare.render(compareTexts.compare.button, value),
          buttons.otherwise.render(texts.message.otherwise, value),
        ],
      },
      must: true,
    },
  ];
  return { text: answerText(explanation, choice), blocks: fold(parts, messageBudget, context(texts.message.cutShort)) };
}

/** In the thread after a revision: what it moved, or what the team chose. */
export function movedMessage(
  explanation: Explanation,
  moved: readonly string[],
  number: number,
  choice?: ShownChoice,
): Content {
  const chosen = choice?.recorded === true ? [`${choiceHeading(explanation, choice)} ${oneLine(choice.reason)}`] : [];
  const unmoved = chosen.length === 0 ? [texts.moved.nothing, headlineOf(explanation)] : [];
  const items = [...chosen, ...(moved.length === 0 ? unmoved : moved.slice(0, 20))];
  const heading = texts.moved.heading(number);
  return {
    text: inert([heading, ...items].join('\n'), limits.messageText.max),
    blocks: titled(
      heading,
      'bullet',
      items.map((one, at) => [words(one, at < chosen.length ? 800 : 400)]),
    ),
  };
}
