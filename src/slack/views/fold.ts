import type { KnownBlock } from '@slack/types';

/** A block that must be there, or one that may be left out when there is no room. */
export interface Part {
  readonly block: KnownBlock;
  readonly must?: boolean;
}

/**
 * The blocks in order within both budgets. Blocks that may go are dropped from the end, and `note` says so in their
 * place; blocks that must stay are bounded by their builders.
 */
export function fold(
  parts: readonly Part[],
  budget: { readonly blocks: number; readonly text: number },
  note: KnownBlock,
): KnownBlock[] {
  const must = parts.filter((part) => part.must);
  let blocks = must.length;
  let text = must.reduce((sum, part) => sum + textLength(part.block), 0);
  if (fits(parts, budget)) return parts.map((part) => part.block);

  const room = { blocks: budget.blocks - 1, text: budget.text - textLength(note) };
  let full = false;
  const kept = parts.filter((part) => {
    if (part.must) return true;
    const longer = text + textLength(part.block);
    full ||= blocks + 1 > room.blocks || longer > room.text;
    if (full) return false;
    blocks += 1;
    text = longer;
    return true;
  });
  return [...kept.map((part) => part.block), note];
}

function fits(parts: readonly Part[], budget: { readonly blocks: number; readonly text: number }): boolean {
  return parts.length <= budget.blocks && parts.reduce((sum, part) => sum + textLength(part.block), 0) <= budget.text;
}

/** The characters in all `text` strings below a value: what Slack counts. */
export function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, it) => sum + textLength(it), 0);
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce(
    (sum, [key, it]) => sum + (key === 'text' && typeof it === 'string' ? it.length : textLength(it)),
    0,
  );
}
