import type { ContextBlock, RichTextBlock, RichTextElement, RichTextList, RichTextSection } from '@slack/types';
import { type Rulebook, type SourceRef, sourcesOf as citedIn } from '../../core/index.ts';
import { plain } from '../forms/form.ts';
import { limits } from '../limits.ts';
import { cut, oneLine } from '../mrkdwn.ts';
import { texts } from '../texts.ts';

export type Inline = RichTextElement;

/** Text in rich_text: it stays text, whatever it holds. */
export function words(text: string, max = 800): Inline {
  return { type: 'text', text: cut(text, max) || ' ' };
}

export function bold(text: string, max = 300): Inline {
  return { type: 'text', text: cut(text, max) || ' ', style: { bold: true } };
}

export function italic(text: string, max = 600): Inline {
  return { type: 'text', text: cut(text, max) || ' ', style: { italic: true } };
}

export function line(...elements: Inline[]): RichTextSection {
  return { type: 'rich_text_section', elements };
}

export function list(style: 'bullet' | 'ordered', items: readonly (readonly Inline[])[]): RichTextList {
  return { type: 'rich_text_list', style, elements: items.map((item) => line(...item)) };
}

export function rich(...elements: RichTextBlock['elements']): RichTextBlock {
  return { type: 'rich_text', elements };
}

/** Code to copy. */
export function code(text: string): RichTextBlock {
  return rich({ type: 'rich_text_preformatted', elements: [{ type: 'text', text }] });
}

/** A heading with a list below, or nothing when the list is empty. */
export function titled(
  heading: string,
  style: 'bullet' | 'ordered',
  items: readonly (readonly Inline[])[],
): RichTextBlock[] {
  return items.length === 0 ? [] : [rich(line(bold(heading)), list(style, items))];
}

export function context(text: string, max = 1000): ContextBlock {
  return { type: 'context', elements: [plain(text, Math.min(max, limits.text.max))] };
}

const sourcesShown = 3;

/** " [PremAI, Gaber]": sources as links where they have an address. */
export function sourcesOf(sources: readonly SourceRef[]): Inline[] {
  if (sources.length === 0) return [];
  const shown = sources.slice(0, sourcesShown);
  const rest = sources.length - shown.length;
  return [
    words(' ['),
    ...shown.flatMap((source, at) => (at > 0 ? [words('; '), sourceOf(source)] : [sourceOf(source)])),
    ...(rest > 0 ? [words(`; ${texts.notify.moreSources(rest)}`)] : []),
    words(']'),
  ];
}

/** " [PremAI; Gaber]": who says so, without the titles. */
export function namesOf(rulebook: Pick<Rulebook, 'sources'>, citations: readonly string[]): Inline[] {
  return authorsOf(citedIn(rulebook, citations));
}

/** The same for sources at hand: on a phone a title takes three lines. */
export function authorsOf(sources: readonly SourceRef[]): Inline[] {
  return sourcesOf(sources.map((source) => ({ ...source, label: authorOf(source) })));
}

/** Who wrote a source. */
export const authorOf = ({ label }: SourceRef): string => label.split(',')[0] ?? label;

function sourceOf({ label, url }: SourceRef): Inline {
  const text = cut(oneLine(label), 120) || ' ';
  return url !== undefined && /^https?:\/\/[^\s<>|]{1,2000}$/.test(url)
    ? { type: 'link', url, text }
    : { type: 'text', text };
}
