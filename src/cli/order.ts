import { compile, type Rulebook } from '../core/index.ts';
import { openBook, type Options, type Streams } from './io.ts';

/** `rag-or-ft order`: moves each level to the place where the diagram is smallest, until nothing improves. Prints the order. */
export async function orderLevels(options: Options, { out, err }: Streams): Promise<number> {
  const { rulebook } = await openBook(options);
  let best = rulebook.level_order;
  let size = sizeWith(rulebook, best);
  err(`${size} nodes in the present order\n`);
  for (let improved = true; improved;) {
    improved = false;
    for (const id of rulebook.level_order) {
      for (let place = 0; place < best.length; place += 1) {
        const order = best.filter((other) => other !== id).toSpliced(place, 0, id);
        const smaller = sizeWith(rulebook, order);
        if (smaller >= size) continue;
        [best, size, improved] = [order, smaller, true];
        err(`${size} nodes with ${id} at ${place + 1}\n`);
      }
    }
  }
  out(`level_order:\n${best.map((id) => `  - ${id}\n`).join('')}`);
  return 0;
}

/** Nodes of the verdict and the claims in an order of levels. */
function sizeWith(rulebook: Rulebook, order: readonly string[]): number {
  const book = compile({ ...rulebook, level_order: [...order] });
  const nodes = [book.verdict, ...book.claims.map(({ holds }) => holds)].flatMap((node) => book.diagram.nodesOf(node));
  return new Set(nodes).size;
}
