/** Something of a size that would best have its center at `at`. */
export interface Wanted {
  readonly at: number;
  readonly size: number;
}

interface Cluster {
  readonly members: readonly number[];
  readonly size: number;
  /** Where its first end would best be. */
  readonly start: number;
}

/**
 * Centers for all of them, in their order along the line, so that none overlaps another and each is as near as it can be to where
 * it wants to be. They stay between `from` and `to` as long as there is room.
 */
export function spread(wanted: readonly Wanted[], from: number, to: number): readonly number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a]?.at ?? 0) - (wanted[b]?.at ?? 0));
  const within = ({ start, size }: Pick<Cluster, 'start' | 'size'>) => Math.max(from, Math.min(start, to - size));
  const clusters: Cluster[] = [];
  for (const index of order) {
    const { at, size } = wanted[index] ?? { at: 0, size: 0 };
    let next: Cluster = { members: [index], size, start: at - size / 2 };
    let last = clusters.at(-1);
    while (last !== undefined && within(last) + last.size > within(next)) {
      next = joined(last, next);
      clusters.pop();
      last = clusters.at(-1);
    }
    clusters.push(next);
  }
  const centers = wanted.map(({ at }) => at);
  for (const cluster of clusters) {
    let edge = within(cluster);
    for (const index of cluster.members) {
      const size = wanted[index]?.size ?? 0;
      centers[index] = edge + size / 2;
      edge += size;
    }
  }
  return centers;
}

/** Both in a row, where they are together nearest to what each of their members wants. */
function joined(first: Cluster, second: Cluster): Cluster {
  const [a, b] = [first.members.length, second.members.length];
  return {
    members: [...first.members, ...second.members],
    size: first.size + second.size,
    start: (first.start * a + (second.start - first.size) * b) / (a + b),
  };
}
