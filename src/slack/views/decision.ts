import type { KnownBlock, ModalView } from '@slack/types';
import type { Explanation } from '../../core/index.ts';
import type { Rules } from '../forms/questions.ts';
import { modals } from '../ids.ts';
import { limits } from '../limits.ts';
import { clean } from '../mrkdwn.ts';
import { texts } from '../texts.ts';
import { headOf } from './answer.ts';
import { findingBlocks } from './argument.ts';
import { type Budget, bytes, fold } from './fold.ts';
import { readingModal } from './modal.ts';
import { code, context } from './rich.ts';

/** Some of what a view may weigh is its frame. */
const budget: Budget = { blocks: limits.viewBlocks.max, most: limits.viewBytes.max - 10_000, size: bytes };
const chunk = 2900;

/** Per claim what stood, and what was beaten by what, with sources. */
export function whyView(explanation: Explanation, rulebook: Rules): ModalView {
  const parts = [
    { block: headOf(explanation), must: true },
    ...findingBlocks(explanation, rulebook).map((block) => ({ block })),
  ];
  return readingModal(
    modals.why,
    texts.why.modal,
    texts.why.close,
    fold(parts, budget, context(texts.message.cutShort)),
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
    fold(parts, budget, context(texts.record.cut)),
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
