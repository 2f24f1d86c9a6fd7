import type { ActionsBlock, ModalView } from '@slack/types';
import {
  approaches,
  type Approach,
  type Explanation,
  moneyIn,
  type WhyNot,
  type WhyNotClaim,
} from '../../core/index.ts';
import { buttons, modals, whyNotButtons } from '../ids.ts';
import { cut, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { headOf, type Labels, labelOf } from './answer.ts';
import { fold, type Part, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { bold, context, type Inline, italic, line, list, rich, sourcesOf, words } from './rich.ts';

const argumentsShown = 4;
const flipsShown = 8;

/** "Why not …?" for every approach but one. */
export function whyNotRow(decision: string, but: Approach, rulebook: Labels): ActionsBlock {
  return {
    type: 'actions',
    elements: approaches
      .filter((approach) => approach !== but)
      .map((approach) =>
        whyNotButtons[approach].render(texts.why.not(labelOf(rulebook, approach)), { v: 1, decision }),
      ),
  };
}

/** Why not this approach: what stands in its way, what would flip to it, and its costs beside the chosen one. */
export function whyNotView(decision: string, explanation: Explanation, not: WhyNot, rulebook: Labels): ModalView {
  const { whyNot } = texts;
  const leads = not.approach === explanation.approach;
  const says = leads
    ? whyNot.leads(not.label)
    : not.claims.length === 0
      ? whyNot.gapOpen
      : whyNot.claims(not.claims.length);
  const back = buttons.why.render(texts.why.back(explanation.label), { v: 1, decision });
  const row = whyNotRow(decision, not.approach, rulebook);
  const others = row.elements.filter((one) => 'action_id' in one && one.action_id !== ownId(explanation.approach));
  const parts: Part[] = [
    { block: headOf(explanation), must: true },
    { block: rich(line(bold(whyNot.heading(not.label))), line(words(says))), must: true },
    ...not.claims.map((claim) => ({ block: claimBlock(claim) })),
    {
      block:
        not.flips.length === 0
          ? context(whyNot.noFlip)
          : rich(
              line(bold(whyNot.flips)),
              list(
                'bullet',
                not.flips
                  .slice(0, flipsShown)
                  .map(({ text, assumed }) => [
                    words(text, 400),
                    ...(assumed ? [italic(` (${texts.preview.assumed})`)] : []),
                  ]),
              ),
            ),
      must: true,
    },
    { block: costBlock(not, explanation, rulebook), must: true },
    { block: { type: 'actions', elements: [back, ...others] }, must: true },
  ];
  return readingModal(
    modals.why,
    whyNot.modal,
    texts.why.close,
    fold(parts, viewBudget, context(texts.message.cutShort)),
  );
}

function ownId(approach: Approach): string {
  return whyNotButtons[approach].id;
}

function claimBlock({ is, needed, against, beaten, missing }: WhyNotClaim) {
  const { whyNot } = texts;
  const items: Inline[][] = [
    ...against
      .slice(0, argumentsShown)
      .map(({ text, sources }) => [bold(whyNot.against), words(text, 400), ...sourcesOf(sources)]),
    ...beaten.slice(0, argumentsShown).map(({ argument, by }) => [
      bold(whyNot.beaten),
      { ...italic(argument.text, 400), style: { italic: true, strike: true } },
      words(
        ` ${texts.why.beaten(
          by
            .slice(0, 3)
            .map((one) => cut(oneLine(one), 150))
            .join(' / '),
        )}`,
        500,
      ),
    ]),
    ...(missing.length > 0 ? [[words(whyNot.missing(missing.slice(0, 4).join('; ')), 400)]] : []),
  ];
  return rich(
    line(bold(whyNot.needed(is, needed), 600)),
    ...(items.length === 0 ? [line(words(whyNot.nothing))] : [list('bullet', items)]),
  );
}

function costBlock({ costs: { its, leading } }: WhyNot, { costs }: Explanation, rulebook: Labels) {
  const money = moneyIn(costs.currency);
  const both = [its, ...(its?.option === leading?.option ? [] : [leading])].filter((one) => one !== undefined);
  return rich(
    line(bold(texts.whyNot.costs)),
    ...(both.length === 0
      ? []
      : [
          list(
            'bullet',
            both.map(({ option, unavailable, setup, monthly, total }) => {
              const label = labelOf(rulebook, option);
              const text =
                unavailable === undefined
                  ? texts.whyNot.cost(label, money(setup), money(monthly), money(total), costs.horizonMonths)
                  : texts.whyNot.unpriced(label, unavailable);
              return [words(text, 400)];
            }),
          ),
        ]),
  );
}
