/** Labels that exclude each other, among them "none of these", which has no weights. */
export interface Group {
  readonly name: string;
  readonly labels: readonly string[];
}

/** A linear classifier as it is kept; `test/threads/README.md` tells how it learns. */
export interface Weights {
  readonly groups: readonly Group[];
  /** One for each label, group after group, in hundredths. */
  readonly bias: readonly number[];
  /** Lines of a feature, a tab, and `label:weight` between commas: the label's place as in `bias`, the weight in hundredths. */
  readonly terms: string;
}

/** The likeliest label of a group. */
export interface Guess {
  readonly label: string;
  /** Between 0 and 1, of all labels of the group and none. */
  readonly share: number;
}

interface Placed extends Group {
  readonly first: number;
}

/** Weighs the features of a text for groups of labels: a softmax over the labels of each group and none. */
export class Classifier {
  readonly #groups: ReadonlyMap<string, Placed>;
  readonly #labels: ReadonlySet<string>;
  readonly #bias: readonly number[];
  readonly #terms: ReadonlyMap<string, readonly number[]>;

  constructor({ groups, bias, terms }: Weights) {
    let first = 0;
    const placed = new Map<string, Placed>();
    for (const group of groups) {
      placed.set(group.name, { ...group, first });
      first += group.labels.length;
    }
    this.#groups = placed;
    this.#labels = new Set(groups.flatMap(({ labels }) => labels));
    this.#bias = bias;
    const table = new Map<string, readonly number[]>();
    for (const line of terms.split('\n')) {
      const tab = line.indexOf('\t');
      if (tab < 0) continue;
      table.set(
        line.slice(0, tab),
        line
          .slice(tab + 1)
          .split(/[:,]/)
          .map(Number),
      );
    }
    this.#terms = table;
  }

  /** Whether it has learned what answers a question, as a group or as a label of one. */
  knows(question: string): boolean {
    return this.#groups.has(question) || this.#labels.has(question);
  }

  /** Sums of the weights, to be read with `guess`: in time linear in the features. */
  weigh(features: ReadonlySet<string>): Float64Array {
    const sums = new Float64Array(this.#bias.length);
    for (const feature of features) {
      const term = this.#terms.get(feature);
      if (term === undefined) continue;
      for (let at = 0; at < term.length; at += 2) {
        const label = term[at] ?? 0;
        sums[label] = (sums[label] ?? 0) + (term[at + 1] ?? 0);
      }
    }
    // Longer texts say more things, not surer ones.
    const scale = 1 / Math.sqrt(features.size || 1);
    for (let at = 0; at < sums.length; at += 1) sums[at] = ((sums[at] ?? 0) * scale + (this.#bias[at] ?? 0)) / 100;
    return sums;
  }

  /** The likeliest label of a group among those that are possible. */
  guess(sums: Float64Array, name: string, possible?: ReadonlySet<string>): Guess | undefined {
    const group = this.#groups.get(name);
    if (group === undefined) return undefined;
    let best: Guess | undefined;
    let all = 1;
    for (const [index, label] of group.labels.entries()) {
      if (possible !== undefined && !possible.has(label)) continue;
      const weight = Math.exp(sums[group.first + index] ?? 0);
      all += weight;
      if (best === undefined || weight > best.share) best = { label, share: weight };
    }
    return best === undefined ? undefined : { label: best.label, share: best.share / all };
  }
}
