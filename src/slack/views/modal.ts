import type { KnownBlock, ModalView } from '@slack/types';
import { plain } from '../forms/form.ts';
import { modals } from '../ids.ts';
import { limits } from '../limits.ts';

/** A window that only says something. */
export function readingModal(callback: string, title: string, close: string, blocks: readonly KnownBlock[]): ModalView {
  return {
    type: 'modal',
    callback_id: callback,
    title: plain(title, limits.viewTitle.max),
    close: plain(close, limits.viewButton.max),
    blocks: [...blocks],
  };
}

/** One sentence in a window. */
export function noticeModal(title: string, close: string, sentence: string): ModalView {
  return readingModal(modals.notice, title, close, [{ type: 'section', text: plain(sentence) }]);
}
