import type { KnownBlock, RichTextBlock } from '@slack/types';
import type { ShownChoice } from '../../app/ports.ts';
import { type AnswerText, type Argument, type Explanation, labelOf, moneyIn, type Rulebook } from '../../core/index.ts';
import { plain } from '../forms/form.ts';
import { limits } from '../limits.ts';
import { cut, inert, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { bold, context, type Inline, italic, line, rich, sourcesOf, titled, words } from './rich.ts';

/** The part of a rulebook that names the approaches. */
export type Labels = Pick<Rulebook, 'approaches'>;

const reasonsShown = 3;
const flipsShown = 4;
const assumptionsShown = 12;
const assumptionsInLine = 6;

/** Title, headline and the one sentence. */
export function headOf(explanation: Explanation): RichTextBlock {
  return rich(
    line(italic(oneLine(explanation.title), 200), words('\n'), bold(headlineOf(explanation))),
    line(words(explanation.sentence)),
  );
}

/** "Use retrieval": the rulebook's headline completes the sentence. */
export function headlineOf({ headline }: Explanation): string {
  return headline.startsWith('Use ') ? headline : texts.message.use(headline);
}

/** The three most telling reasons with their sources. */
export function reasonsOf({ reasons }: Explanation): RichTextBlock[] {
  return titled(texts.preview.reasons, 'ordered', reasons.slice(0, reasonsShown).map(reasonOf));
}

function reasonOf({ text, sources }: Argument): Inline[] {
  return [words(text), ...sourcesOf(sources)];
}

/** What would flip the answer. */
export function flipsOf({ pivots }: Explanation): RichTextBlock[] {
  return titled(
    texts.preview.flips,
    'bullet',
    pivots
      .slice(0, flipsShown)
      .map(({ text, assumed }) => [words(text, 400)].concat(assumed ? italic(` (${texts.preview.assumed})`) : [])),
  );
}

/** Every assumption, marked as one. */
export function assumptionsOf({ assumptions }: Explanation): RichTextBlock[] {
  const rest = assumptions.length - assumptionsShown;
  return titled(texts.preview.assumptions, 'bullet', [
    ...assumptions
      .slice(0, assumptionsShown)
      .map((one) => [words(capital(`${one.name}: ${one.value}`), 200), italic(` (${texts.preview.assumed})`)]),
    ...(rest > 0 ? [[words(texts.notify.moreSources(rest))]] : []),
  ]);
}

/** How far it is settled and what was assumed, in one small line. */
export function statusLine(explanation: Explanation): KnownBlock {
  return context(statusText(explanation), 1200);
}

function statusText({ status, assumptions }: Explanation): string {
  return assumptions.length === 0 ? status : `${status} ${texts.message.assumed(sentenceOf(assumptions))}`;
}

/** The price of every approach as fields: modals cannot show tables. */
export function costFields(explanation: Explanation, rulebook: Labels): KnownBlock[] {
  const money = moneyIn(explanation.costs.currency);
  const fields = explanation.costs.options.map((cost) => {
    const label = labelOf(rulebook, cost.option);
    const name = cost.option === explanation.approach ? `${label} (${texts.preview.recommended})` : label;
    const price =
      cost.unavailable === undefined
        ? `${money(cost.monthly)} ${texts.preview.monthly}, ${money(cost.setup)} ${texts.preview.setup}`
        : cost.unavailable;
    return plain(`${name}\n${price}`, 300);
  });
  return [
    rich(line(bold(texts.preview.costs))),
    ...(fields.length > 0 ? [{ type: 'section' as const, fields: fields.slice(0, limits.sectionFields.max) }] : []),
    context(explanation.costHeadline, 400),
  ];
}

/** "The team chose X instead of Y:" */
export function choiceHeading({ approach, label }: Explanation, choice: ShownChoice): string {
  return choice.approach === approach
    ? texts.otherwise.follows(choice.label)
    : texts.otherwise.instead(choice.label, label);
}

/** What the team does and why, or nothing. */
export function choiceOf(explanation: Explanation, choice: ShownChoice | undefined): KnownBlock[] {
  if (choice === undefined) return [];
  return [rich(line(bold(choiceHeading(explanation, choice)), words(` ${choice.reason}`, 600)))];
}

/** The whole answer as text, for notifications and screen readers, which read nothing else. */
export function answerText(explanation: Explanation, choice?: ShownChoice): string {
  return inert(answerLines(explanation, choice).join('\n'), limits.messageText.max);
}

/** The lines of {@link answerText}, not yet made inert. */
export function answerLines(explanation: Explanation, choice?: ShownChoice): string[] {
  const { reasons, pivots } = explanation;
  return [
    texts.notify.decision(oneLine(explanation.title)),
    headlineOf(explanation),
    ...(choice === undefined ? [] : [`${choiceHeading(explanation, choice)} ${oneLine(choice.reason)}`]),
    explanation.sentence,
    ...reasons.slice(0, reasonsShown).map(({ text }, at) => `${at + 1}. ${text}`),
    explanation.costHeadline,
    ...(pivots.length > 0
      ? [
          `${texts.message.flips}: ${pivots
            .slice(0, flipsShown)
            .map(({ text }) => text)
            .join('; ')}`,
        ]
      : []),
    statusText(explanation),
  ];
}

export { labelOf };

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function sentenceOf(assumptions: readonly AnswerText[]): string {
  const shown = assumptions.slice(0, assumptionsInLine).map(({ name, value }) => cut(`${name}: ${value}`, 160));
  const rest = assumptions.length - shown.length;
  return `${[...shown, ...(rest > 0 ? [texts.notify.moreSources(rest)] : [])].join('; ')}.`;
}
