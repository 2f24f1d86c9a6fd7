import type { KnownBlock } from '@slack/types';
import { limits } from '../limits.ts';
import type { MessageBlock } from './chart.ts';

/** A block that must be there, or one that may be left out when there is no room. */
export interface Part<Block extends MessageBlock = KnownBlock> {
  readonly block: Block;
  readonly must?: boolean;
}

/** Room for blocks: how many, and how much of what `size` measures. */
export interface Budget {
  readonly blocks: number;
  readonly most: number;
  readonly size: (block: MessageBlock) => number;
}

/**
 * The blocks in order within the budget. Blocks that may go are dropped from the end, and `note` says so in their place;
 * blocks that must stay are bounded by their builders.
 */
export function fold<Block extends MessageBlock>(parts: readonly Part<Block>[], budget: Budget, note: Block): Block[] {
  const sized = parts.map(({ block, must }) => ({ block, must: must === true, size: budget.size(block) }));
  const total = sized.reduce((sum, part) => sum + part.size, 0);
  if (sized.length <= budget.blocks && total <= budget.most) return sized.map((part) => part.block);

  const must = sized.filter((part) => part.must);
  const room = { blocks: budget.blocks - 1, size: budget.most - budget.size(note) };
  let blocks = must.length;
  let size = must.reduce((sum, part) => sum + part.size, 0);
  let full = false;
  const kept = sized.filter((part) => {
    if (part.must) return true;
    full ||= blocks + 1 > room.blocks || size + part.size > room.size;
    if (full) return false;
    blocks += 1;
    size += part.size;
    return true;
  });
  return [...kept.map((part) => part.block), note];
}

/** The blocks in order in as many portions as the budget asks for; a block that alone is too large makes one of its own. */
export function portions(blocks: readonly KnownBlock[], budget: Budget): KnownBlock[][] {
  const all: KnownBlock[][] = [];
  let current: KnownBlock[] = [];
  let size = 0;
  for (const block of blocks) {
    const more = budget.size(block);
    if (current.length > 0 && (current.length + 1 > budget.blocks || size + more > budget.most)) {
      all.push(current);
      current = [];
      size = 0;
    }
    current.push(block);
    size += more;
  }
  return [...all, current];
}

/** The bytes of a value on the wire. */
function bytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
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

/** Room in a window; some of what it may weigh is its frame. */
export const viewBudget: Budget = { blocks: limits.viewBlocks.max, most: limits.viewBytes.max - 10_000, size: bytes };
