import type { KnownBlock } from '@slack/types';
import type { Decision, Revision } from '../../app/ports.ts';
import type { Explanation } from '../../core/index.ts';
import { buttons } from '../ids.ts';
import { limits } from '../limits.ts';
import { inert } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { answerText, flipsOf, headOf, headlineOf, reasonsOf, statusLine } from './answer.ts';
import { type Budget, fold, textLength } from './fold.ts';
import { bold, code, context, line, rich, titled, words } from './rich.ts';

/** What is posted: blocks, and all of it again as text. */
export interface Content {
  readonly text: string;
  readonly blocks: KnownBlock[];
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
): Content {
  const value = { v: 1 as const, decision };
  const parts = [
    { block: headOf(explanation), must: true },
    { block: context(explanation.status, 600), must: true },
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
  ];
  return { text: answerText(explanation), blocks: fold(parts, messageBudget, context(texts.message.cutShort)) };
}

/** In the thread after a revision: what it moved. */
export function movedMessage(explanation: Explanation, moved: readonly string[], number: number): Content {
  const items = moved.length === 0 ? [texts.moved.nothing, headlineOf(explanation)] : moved.slice(0, 20);
  const heading = texts.moved.heading(number);
  return {
    text: inert([heading, ...items].join('\n'), limits.messageText.max),
    blocks: titled(
      heading,
      'bullet',
      items.map((one) => [words(one, 400)]),
    ),
  };
}

/** To the owner alone: why a post could not be made, and what to do. */
export function notPostedMessage({ title }: Pick<Decision, 'title'>, reason: string): Content {
  const invite = reason === 'not_in_channel' || reason === 'channel_not_found';
  const advice = invite
    ? texts.notPosted.invite
    : reason === 'is_archived'
      ? texts.notPosted.archived
      : texts.notPosted.other(reason.slice(0, 80));
  const lines = [texts.notPosted.heading, texts.notPosted.which(title), advice];
  return {
    text: inert([...lines, ...(invite ? [texts.invite] : [])].join('\n'), limits.messageText.max),
    blocks: [
      rich(line(bold(texts.notPosted.heading)), line(words(texts.notPosted.which(title), 250)), line(words(advice))),
      ...(invite ? [code(texts.invite)] : []),
    ],
  };
}
