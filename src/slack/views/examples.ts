import type { Button, KnownBlock, ModalView } from '@slack/types';
import type { Preview } from '../../app/use-cases.ts';
import { type Example, labelOf, shortOption } from '../../core/index.ts';
import { buttons, modals } from '../ids.ts';
import { practiceTexts } from '../practice-texts.ts';
import { texts } from '../texts.ts';
import { assumptionsOf, flipsOf, headOf, type Labels, reasonsOf } from './answer.ts';
import { fold, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { movedBlock } from './preview.ts';
import { bold, context, italic, line, rich, words } from './rich.ts';

const { cases: said } = practiceTexts;
const cardsOnPage = 8;

/** A page of worked cases as cards, counted from 1. */
export function examplesView(all: readonly Example[], rulebook: Labels, page = 1): ModalView {
  const pages = Math.max(1, Math.ceil(all.length / cardsOnPage));
  const at = Math.min(Math.max(1, page), pages);
  const cards = all.slice((at - 1) * cardsOnPage, at * cardsOnPage).flatMap((one) => cardOf(one, rulebook));
  const turning: Button[] = [
    ...(at > 1 ? [buttons.casesBack.render(said.back, { v: 1, page: at - 1 })] : []),
    ...(at < pages ? [buttons.casesOn.render(said.on, { v: 1, page: at + 1 })] : []),
  ];
  return readingModal(modals.cases, said.modal, said.close, [
    context(all.length === 0 ? said.none : said.intro),
    ...cards,
    ...(pages > 1 ? [context(said.place(at, pages))] : []),
    ...(turning.length === 0 ? [] : [{ type: 'actions' as const, elements: turning }]),
  ]);
}

function cardOf(example: Example, rulebook: Labels): KnownBlock[] {
  const { name, right } = example;
  const labels = right.map((approach) => labelOf(rulebook, approach)).join(', ');
  const open = buttons.openCase.render(said.open, { v: 1, case: name });
  return [
    rich(
      line(bold(name, 200)),
      line(words(said.known(factsOf(example)), 600)),
      line(italic(said.verdict(labels), 300)),
    ),
    { type: 'actions', elements: [{ ...open, accessibility_label: said.openOne(name).slice(0, 75) }] },
  ];
}

/** What is known of a case, in one line. */
export function factsOf({ known }: Pick<Example, 'known'>): string {
  return known.map(({ name, value }) => `${name}: ${shortOption(value)}`).join('; ');
}

/** What the rules say to a worked case as somebody left it, for them alone. */
export const exampleVerdictView = (step: Preview): ModalView => verdictView(step, step.moved);

/** The same before anything is priced, under a name by which the prices find it. */
export function unpricedVerdictView(step: Preview, external_id: string): ModalView {
  return { ...verdictView(step, step.movedUnpriced), external_id };
}

function verdictView({ draft, explanation }: Preview, moved: readonly string[] | undefined): ModalView {
  const value = { v: 1 as const, draft: draft.id };
  const parts = [
    ...(moved === undefined ? [] : [movedBlock(moved)]),
    headOf(explanation),
    context(explanation.status, 600),
    ...reasonsOf(explanation),
    ...(explanation.pivots.length > 0 ? flipsOf(explanation) : [context(texts.preview.nothingFlips)]),
    ...assumptionsOf(explanation),
    {
      type: 'actions' as const,
      elements: [
        buttons.changeCase.render(said.again, value, 'primary'),
        buttons.cases.render(said.others, { v: 1 }),
        buttons.own.render(said.own, { v: 1 }),
      ],
    },
    context(said.private),
  ];
  return readingModal(
    modals.caseVerdict,
    said.verdictModal,
    said.close,
    fold(
      parts.map((block) => ({ block, must: true })),
      viewBudget,
      context(texts.message.cutShort),
    ),
  );
}
