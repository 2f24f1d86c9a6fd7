import { compile, type Rulebook } from '../core/index.ts';
import { openBook, type Options, type Streams } from './io.ts';

/** Further on in a direction in which the diagram has grown by so much, it hardly ever becomes smallest. */
const mostGrowth = 1.2;

/** `rag-or-ft order`: moves each level to the place where the diagram is smallest, until nothing improves. Prints the order. */
export async function orderLevels(options: Options, { out, err }: Streams): Promise<number> {
  const { rulebook } = await openBook(options);
  let best = rulebook.level_order;
  let size = sizeWith(rulebook, best);
  err(`${size} nodes in the present order\n`);
  /** Levels tried in a row for which every place is the best one. */
  let unmoved = 0;
  while (unmoved < rulebook.level_order.length) {
    for (const id of rulebook.level_order) {
      if (unmoved === rulebook.level_order.length) break;
      unmoved += 1;
      const [others, now] = [best.filter((other) => other !== id), best.indexOf(id)];
      for (const step of [-1, 1]) {
        for (let place = now + step; place >= 0 && place < best.length; place += step) {
          const order = others.toSpliced(place, 0, id);
          const other = sizeWith(rulebook, order);
          if (other > size * mostGrowth) break;
          if (other >= size) continue;
          [best, size, unmoved] = [order, other, 1];
          err(`${size} nodes with ${id} at ${place + 1}\n`);
        }
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
