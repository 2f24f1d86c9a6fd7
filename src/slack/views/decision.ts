import type { KnownBlock, ModalView } from '@slack/types';
import type { ShownChoice } from '../../app/ports.ts';
import type { Explanation } from '../../core/index.ts';
import type { Rules } from '../forms/questions.ts';
import { modals } from '../ids.ts';
import { clean } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { choiceOf, headOf, type Labels } from './answer.ts';
import { findingBlocks } from './argument.ts';
import { fold, type Part, viewBudget } from './fold.ts';
import { readingModal } from './modal.ts';
import { code, context } from './rich.ts';
import { whyNotRow } from './why-not.ts';

const chunk = 2900;

/** Per claim what stood, and what was beaten by what, with sources; and the way to the other approaches. */
export function whyView(
  decision: string,
  explanation: Explanation,
  choice: ShownChoice | undefined,
  rulebook: Rules & Labels,
): ModalView {
  const parts: Part[] = [
    { block: headOf(explanation), must: true },
    ...choiceOf(explanation, choice).map((block) => ({ block, must: true })),
    { block: context(texts.why.others), must: true },
    { block: whyNotRow(decision, explanation.approach, rulebook), must: true },
    ...findingBlocks(explanation, rulebook).map((block) => ({ block })),
  ];
  return readingModal(
    modals.why,
    texts.why.modal,
    texts.why.close,
    fold(parts, viewBudget, context(texts.message.cutShort)),
  );
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
