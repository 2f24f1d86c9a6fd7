/** A node of the diagram, or a terminal: `no`, `yes` or, in a verdict, the index of an approach. Equal functions have equal nodes. */
export type Node = number;

/** Terminals come before all nodes, so that a walk ends at the first id below this. */
export const terminals = 16;
export const no: Node = 0;
export const yes: Node = 1;

/** The set of values a level may still take, one bit per value. */
export type Mask = number;

/**
 * A reduced, hash-consed multi-valued decision diagram over levels with finite values. One table serves all functions of
 * a rulebook: a node is made once, so two functions are the same exactly if their nodes are.
 */
export class Diagram {
  readonly widths: readonly number[];
  readonly #levels: number[];
  readonly #kids: (readonly Node[])[];
  readonly #unique = new Map<string, Node>();
  /** The key of each node in `#unique`, terminals left out. */
  readonly #keys: string[] = [];
  readonly #ites = new Map<string, Node>();

  /** @param widths number of values of each level, from the top; at most 31. */
  constructor(widths: readonly number[]) {
    this.widths = widths;
    this.#levels = Array.from({ length: terminals }, () => widths.length);
    this.#kids = Array.from({ length: terminals }, () => []);
  }

  /** Nodes made so far, terminals not counted. */
  get size(): number {
    return this.#kids.length - terminals;
  }

  /** The level a node tests; the number of levels for a terminal. */
  levelOf(node: Node): number {
    return this.#levels[node] ?? this.widths.length;
  }

  kidsOf(node: Node): readonly Node[] {
    return this.#kids[node] ?? [];
  }

  /** The function that goes on with `kids[value]` of a level; levels below only. */
  node(level: number, kids: readonly Node[]): Node {
    const first = kids[0];
    if (first !== undefined && kids.every((kid) => kid === first)) return first;
    const key = `${level}:${kids.join(',')}`;
    const known = this.#unique.get(key);
    if (known !== undefined) return known;
    const fresh = this.#kids.length;
    this.#levels.push(level);
    this.#kids.push(kids);
    this.#keys.push(key);
    this.#unique.set(key, fresh);
    return fresh;
  }

  /**
   * What `work` gives. Nodes it made are forgotten afterwards, so that a table that serves case after case does not grow:
   * none may leave `work`.
   */
  scratch<Result>(work: () => Result): Result {
    const before = this.size;
    const itesBefore = this.#ites.size;
    try {
      return work();
    } finally {
      for (const key of this.#keys.splice(before)) this.#unique.delete(key);
      this.#kids.length = before + terminals;
      this.#levels.length = before + terminals;
      // Maps keep the order of insertion: what came last was made by `work`.
      if (this.#ites.size > itesBefore)
        for (const key of [...this.#ites.keys()].slice(itesBefore)) this.#ites.delete(key);
    }
  }

  /** Holds when the level has one of the values of the mask. */
  among(level: number, mask: Mask): Node {
    return this.node(
      level,
      Array.from({ length: this.widths[level] ?? 0 }, (_, value) => ((mask >> value) & 1 ? yes : no)),
    );
  }

  /** If `f` then `g` else `h`; `f` is a yes/no function, the others may end in any terminal. */
  ite(f: Node, g: Node, h: Node): Node {
    if (f === yes || g === h) return g;
    if (f === no) return h;
    if (g === yes && h === no) return f;
    const key = `${f},${g},${h}`;
    const known = this.#ites.get(key);
    if (known !== undefined) return known;
    const level = Math.min(this.levelOf(f), this.levelOf(g), this.levelOf(h));
    const made = this.node(
      level,
      Array.from({ length: this.widths[level] ?? 0 }, (_, value) =>
        this.ite(this.#at(f, level, value), this.#at(g, level, value), this.#at(h, level, value)),
      ),
    );
    this.#ites.set(key, made);
    return made;
  }

  not(f: Node): Node {
    return this.ite(f, no, yes);
  }

  and(nodes: readonly Node[]): Node {
    return nodes.reduce((all, one) => this.ite(all, one, no), yes);
  }

  or(nodes: readonly Node[]): Node {
    return nodes.reduce((any, one) => this.ite(any, yes, one), no);
  }

  /** The function once a level has this value. */
  fix(f: Node, level: number, value: number): Node {
    return this.map(f, (at, kids) => (at === level ? (kids[value] ?? no) : this.node(at, kids)));
  }

  /**
   * The function on the values that remain. Levels with one value left disappear, so what is left of the diagram tests
   * exactly the levels that still matter.
   * @param masks values that remain per level, never empty.
   */
  narrow(f: Node, masks: readonly Mask[]): Node {
    const done = new Map<Node, Node>();
    const visit = (node: Node): Node => {
      if (node < terminals) return node;
      const known = done.get(node);
      if (known !== undefined) return known;
      const level = this.levelOf(node);
      const mask = masks[level] ?? 0;
      const kids = this.kidsOf(node);
      // Values that are gone lead where the first one left does: what lies below them alone is not looked at.
      const first = visit(kids[lowest(mask)] ?? no);
      const left = single(mask) ? [] : kids.map((kid, value) => ((mask >> value) & 1 ? visit(kid) : first));
      const made = left.every((kid) => kid === first) ? first : sameAs(kids, left) ? node : this.node(level, left);
      done.set(node, made);
      return made;
    };
    return visit(f);
  }

  /** Rebuilds a function bottom up; shared nodes are visited once. */
  map(f: Node, rebuild: (level: number, kids: readonly Node[]) => Node): Node {
    const done = new Map<Node, Node>();
    const visit = (node: Node): Node => {
      if (node < terminals) return node;
      const known = done.get(node);
      if (known !== undefined) return known;
      const made = rebuild(this.levelOf(node), this.kidsOf(node).map(visit));
      done.set(node, made);
      return made;
    };
    return visit(f);
  }

  /** All nodes of a function, parents before children; terminals left out. */
  nodesOf(f: Node): readonly Node[] {
    const seen = new Set<Node>();
    const visit = (node: Node): void => {
      if (node < terminals || seen.has(node)) return;
      seen.add(node);
      this.kidsOf(node).forEach(visit);
    };
    visit(f);
    return [...seen].sort((a, b) => this.levelOf(a) - this.levelOf(b));
  }

  /** The levels a function depends on, from the top. */
  support(f: Node): readonly number[] {
    return [...new Set(this.nodesOf(f).map((node) => this.levelOf(node)))];
  }

  /** The terminals a function can end in. */
  ends(f: Node): ReadonlySet<Node> {
    if (f < terminals) return new Set([f]);
    const ends = new Set<Node>();
    for (const node of this.nodesOf(f)) for (const kid of this.kidsOf(node)) if (kid < terminals) ends.add(kid);
    return ends;
  }

  /** The terminal for one value per level. */
  walk(f: Node, values: readonly number[]): Node {
    let node = f;
    while (node >= terminals) node = this.kidsOf(node)[values[this.levelOf(node)] ?? 0] ?? no;
    return node;
  }

  /**
   * Paths that end in a terminal, one at a time: per level the value taken, or `undefined` where any value does.
   * Depth first, so that the first path comes at once however many there are.
   */
  *paths(f: Node, end: Node): Generator<readonly (number | undefined)[]> {
    const path: (number | undefined)[] = this.widths.map(() => undefined);
    yield* this.#pathsFrom(f, end, path);
  }

  *#pathsFrom(node: Node, end: Node, path: (number | undefined)[]): Generator<readonly (number | undefined)[]> {
    if (node === end) yield [...path];
    if (node < terminals) return;
    const level = this.levelOf(node);
    for (const [value, kid] of this.kidsOf(node).entries()) {
      path[level] = value;
      yield* this.#pathsFrom(kid, end, path);
    }
    path[level] = undefined;
  }

  /** How many complete assignments end in a terminal. */
  count(f: Node, end: Node): bigint {
    const done = new Map<Node, bigint>();
    const between = (from: number, to: number): bigint =>
      this.widths.slice(from, to).reduce((product, width) => product * BigInt(width), 1n);
    const visit = (node: Node): bigint => {
      if (node < terminals) return node === end ? 1n : 0n;
      const known = done.get(node);
      if (known !== undefined) return known;
      const level = this.levelOf(node);
      const sum = this.kidsOf(node).reduce(
        (total, kid) => total + visit(kid) * between(level + 1, this.levelOf(kid)),
        0n,
      );
      done.set(node, sum);
      return sum;
    };
    return visit(f) * between(0, this.levelOf(f));
  }

  #at(node: Node, level: number, value: number): Node {
    return this.levelOf(node) === level ? (this.kidsOf(node)[value] ?? no) : node;
  }
}

function sameAs(some: readonly Node[], others: readonly Node[]): boolean {
  return some.every((one, index) => one === others[index]);
}

/** The lowest value in a mask. */
export function lowest(mask: Mask): number {
  return 31 - Math.clz32(mask & -mask);
}

/** Whether exactly one value is left. */
export function single(mask: Mask): boolean {
  return mask !== 0 && (mask & (mask - 1)) === 0;
}
