import type { ActionsBlock, Button, KnownBlock } from '@slack/types';
import type { Draft, Outgoing } from '../../app/ports.ts';
import { type Explanation, moneyIn } from '../../core/index.ts';
import { buttons } from '../ids.ts';
import { limits } from '../limits.ts';
import { cut, inert, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import type { Said } from '../whisper.ts';
import { answerLines, choiceOf, flipsOf, headOf, type Labels, labelOf, reasonsOf, statusLine } from './answer.ts';
import { fold } from './fold.ts';
import { type Content, messageBudget } from './message.ts';
import { bold, code, context, line, list, rich, words } from './rich.ts';

/** One sentence for one person, with buttons. */
export function withButtons(sentence: string, ...offered: readonly (Button | undefined)[]): Said {
  const elements = offered.filter((one) => one !== undefined);
  const text = inert(sentence, limits.text.max);
  if (elements.length === 0) return { text };
  return { text, blocks: [rich(line(words(sentence, 1000))), actions(elements)] };
}

/** After a window was closed: where to go on. */
export function keptMessage({ id, title }: Pick<Draft, 'id' | 'title'>): Said {
  return withButtons(texts.kept.said(oneLine(title)), continueButton(id));
}

export function continueButton(draft: string): Button {
  return buttons.resume.render(texts.kept.continue, { v: 1, draft }, 'primary');
}

/** To a word that is nearly a subcommand. */
export function didYouMeanMessage(
  typed: string,
  meant: string,
  offer: Button,
  place: { readonly channel: string } | undefined,
): Content {
  const sentence = texts.didYouMean.said(meant);
  const elements = [
    offer,
    buttons.start.render(texts.didYouMean.title(typed), { v: 1, title: cut(oneLine(typed), 150), place }),
  ];
  return { text: inert(sentence, limits.text.max), blocks: [rich(line(words(sentence))), actions(elements)] };
}

const inviting = new Set(['not_in_channel', 'channel_not_found', 'restricted_action']);

/** To one person alone: why a post could not be made and what to do; when it was the decision, all of it. */
export function notPostedMessage(
  { decision, explanation, choice, failed }: Pick<Outgoing, 'decision' | 'explanation' | 'choice' | 'failed'>,
  rulebook: Labels,
): Content {
  const kind = failed?.kind ?? 'decision';
  const reason = failed?.error ?? 'unknown';
  const conversation = decision.place.channel.startsWith('D');
  const invite = inviting.has(reason) && !conversation;
  const advice = adviceFor(reason, conversation);
  const { notPosted } = texts;
  const heading =
    kind === 'decision' ? notPosted.heading : kind === 'position' ? notPosted.headingPosition : notPosted.headingPart;
  const value = { v: 1 as const, decision: decision.id };
  const again =
    kind === 'position'
      ? []
      : [
          ...(conversation ? [] : [buttons.postNow.render(notPosted.postNow, value, 'primary')]),
          ...(kind === 'decision' ? [buttons.postElsewhere.render(notPosted.postElsewhere, value)] : []),
        ];
  const reading =
    kind === 'decision'
      ? [buttons.why.render(texts.message.why, value), buttons.record.render(texts.message.record, value)]
      : [];
  const whole = kind === 'decision';
  const parts = [
    {
      block: rich(line(bold(heading)), line(words(notPosted.which(decision.title), 250)), line(words(advice, 300))),
      must: true,
    },
    ...(invite ? [{ block: code(texts.invite), must: true }] : []),
    ...(again.length > 0 ? [{ block: actions(again), must: true }] : []),
    ...(whole
      ? [
          { block: headOf(explanation), must: true },
          ...choiceOf(explanation, choice).map((block) => ({ block, must: true })),
          ...reasonsOf(explanation).map((block) => ({ block })),
          { block: costLines(explanation, rulebook) },
          ...flipsOf(explanation).map((block) => ({ block })),
          { block: statusLine(explanation) },
          { block: actions(reading), must: true },
        ]
      : []),
  ];
  const lines = [
    heading,
    ...(whole ? [] : [notPosted.which(oneLine(decision.title))]),
    advice,
    ...(invite ? [texts.invite] : []),
    ...(whole ? answerLines(explanation, choice) : []),
  ];
  return {
    text: inert(lines.join('\n'), limits.messageText.max),
    blocks: fold(parts, messageBudget, context(texts.message.cutShort)),
  };
}

function adviceFor(reason: string, conversation: boolean): string {
  const { notPosted } = texts;
  if (inviting.has(reason)) return conversation ? notPosted.conversation : notPosted.invite;
  if (reason === 'is_archived') return notPosted.archived;
  return reason === 'unclear' ? notPosted.unclear : notPosted.other(reason.slice(0, 80));
}

function costLines({ costs }: Explanation, rulebook: Labels): KnownBlock {
  const money = moneyIn(costs.currency);
  return rich(
    line(bold(texts.preview.costs)),
    list(
      'bullet',
      costs.options.map(({ option, unavailable, setup, monthly, total }) => {
        const label = labelOf(rulebook, option);
        const text =
          unavailable === undefined
            ? texts.whyNot.cost(label, money(setup), money(monthly), money(total), costs.horizonMonths)
            : texts.whyNot.unpriced(label, unavailable);
        return [words(text, 300)];
      }),
    ),
  );
}

function actions(elements: readonly Button[]): ActionsBlock {
  return { type: 'actions', elements: [...elements] };
}
