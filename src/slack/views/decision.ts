import type { KnownBlock, ModalView } from '@slack/types';
import type { ShownChoice } from '../../app/ports.ts';
import type { Explanation } from '../../core/index.ts';
import type { Rules } from '../forms/questions.ts';
import { buttons, modals } from '../ids.ts';
import { clean } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { choiceOf, headOf, type Labels } from './answer.ts';
import { findingBlocks } from './argument.ts';
import { type Budget, fold, type Part, portions, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { code, context } from './rich.ts';
import { reasonRows } from './challenge.ts';
import { whyNotRow } from './why-not.ts';

/** Head and buttons stand on every page. */
const pageBudget: Budget = { ...viewBudget, blocks: viewBudget.blocks - 15, most: viewBudget.most - 50_000 };
const chunk = 2900;

/**
 * Per claim what stood, and what was beaten by what, with sources; and the way to the other approaches. What does not fit into
 * one window goes on in the next: `page` counts from 1.
 */
export function whyView(
  decision: string,
  explanation: Explanation,
  choice: ShownChoice | undefined,
  rulebook: Rules & Labels,
  page = 1,
): ModalView {
  const pages = portions(findingBlocks(explanation, rulebook), pageBudget);
  const shown = Math.min(page, pages.length);
  const parts: Part[] = [
    { block: headOf(explanation), must: true },
    ...choiceOf(explanation, choice).map((block) => ({ block, must: true })),
    { block: context(texts.why.others), must: true },
    { block: whyNotRow(decision, explanation.approach, rulebook), must: true },
    ...(shown === 1 ? reasonRows(decision, explanation) : []).map((block) => ({ block, must: true })),
    ...(pages[shown - 1] ?? []).map((block) => ({ block })),
    ...(pages.length > 1 ? [{ block: turning(decision, shown, pages.length), must: true }] : []),
  ];
  return readingModal(
    modals.why,
    texts.why.modal,
    texts.why.close,
    fold(parts, viewBudget, context(texts.message.cutShort)),
  );
}

/** To the next page, and from the last one back to the first. */
function turning(decision: string, page: number, pages: number): KnownBlock {
  const next = page === pages ? 1 : page + 1;
  return {
    type: 'actions',
    elements: [buttons.whyPage.render(texts.why.page(next, pages), { v: 1, decision, page: next })],
  };
}

/** The decision record as Markdown to copy. */
export function recordView(markdown: string): ModalView {
  const parts: { block: KnownBlock; must?: boolean }[] = [
    { block: context(texts.record.how), must: true },
    ...chunks(clean(markdown.slice(0, 200_000))).map((text) => ({ block: code(text) })),
  ];
  return readingModal(
    modals.record,
    texts.record.modal,
    texts.record.close,
    fold(parts, viewBudget, context(texts.record.cut)),
  );
}

/** Cut at line ends, or between characters where one line is longer than a chunk. */
function chunks(text: string): string[] {
  const all: string[] = [];
  let current = '';
  const push = () => {
    if (current.trim() !== '') all.push(current.replace(/\n$/, ''));
    current = '';
  };
  for (const one of text.split('\n')) {
    for (const piece of pieces(`${one}\n`)) {
      if (current.length + piece.length > chunk) push();
      current += piece;
    }
  }
  push();
  return all;
}

function pieces(text: string): string[] {
  if (text.length <= chunk) return [text];
  const all: string[] = [];
  let current = '';
  for (const point of text) {
    if (current.length + point.length > chunk) {
      all.push(current);
      current = '';
    }
    current += point;
  }
  return [...all, current];
}
