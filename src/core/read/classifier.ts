/** Labels that exclude each other, among them "none of these", which comes last and has no name. */
export interface Group {
  readonly name: string;
  readonly labels: readonly string[];
}

/** A network as it is kept; `test/threads/README.md` tells how it learns. Numbers are little-endian, in base64. */
export interface Weights {
  readonly groups: readonly Group[];
  /** How many numbers stand for a feature, and for a text. */
  readonly size: number;
  /** One a line. */
  readonly features: string;
  /** `size` signed bytes for each feature. */
  readonly rows: string;
  /** A 32-bit float for each feature, by which its bytes are multiplied. */
  readonly scales: string;
  /** For each label, group after group, none last: a bias and `size` weights, 32-bit floats. */
  readonly outputs: string;
}

/** The likeliest label of a group. */
export interface Guess {
  readonly label: string;
  /** Between 0 and 1, of all possible labels of the group and none. */
  readonly share: number;
}

/** What a text comes to: `size` numbers between -1 and 1, to be read with `guess`. */
export type Summary = Float64Array;

interface Placed extends Group {
  readonly first: number;
}

/**
 * Tells what features of a text amount to: the numbers of its features are added up and pressed together by tanh, and each group of
 * labels reads that by a softmax.
 */
export class Classifier {
  readonly #groups = new Map<string, Placed>();
  readonly #labels: ReadonlySet<string>;
  readonly #size: number;
  readonly #places: ReadonlyMap<string, number>;
  readonly #rows: Int8Array;
  readonly #scales: Float32Array;
  readonly #outputs: Float32Array;

  constructor({ groups, size, features, rows, scales, outputs }: Weights) {
    let first = 0;
    for (const group of groups) {
      this.#groups.set(group.name, { ...group, first });
      first += group.labels.length + 1;
    }
    this.#labels = new Set(groups.flatMap(({ labels }) => labels));
    this.#size = size;
    this.#places = new Map(features.split('\n').map((feature, place) => [feature, place]));
    this.#rows = new Int8Array(bytesOf(rows));
    this.#scales = new Float32Array(bytesOf(scales));
    this.#outputs = new Float32Array(bytesOf(outputs));
  }

  /** Whether it has learned what answers a question, as a group or as a label of one. */
  knows(question: string): boolean {
    return this.#groups.has(question) || this.#labels.has(question);
  }

  /** In time linear in the features. */
  summary(features: Iterable<string>): Summary {
    const size = this.#size;
    const places = this.#places;
    const rows = this.#rows;
    const sums = new Float64Array(size);
    let known = 0;
    for (const feature of features) {
      const place = places.get(feature);
      if (place === undefined) continue;
      known += 1;
      const scale = this.#scales[place] ?? 0;
      for (let at = 0, from = place * size; at < size; at += 1)
        sums[at] = (sums[at] ?? 0) + (rows[from + at] ?? 0) * scale;
    }
    // Longer texts say more things, not surer ones.
    const even = 1 / Math.sqrt(known || 1);
    for (let at = 0; at < size; at += 1) sums[at] = Math.tanh((sums[at] ?? 0) * even);
    return sums;
  }

  /** The likeliest label of a group among those that are possible. */
  guess(summary: Summary, name: string, possible?: ReadonlySet<string>): Guess | undefined {
    const group = this.#groups.get(name);
    if (group === undefined) return undefined;
    let all = Math.exp(this.#reading(summary, group.first + group.labels.length));
    let best: Guess | undefined;
    for (const [index, label] of group.labels.entries()) {
      if (possible !== undefined && !possible.has(label)) continue;
      const weight = Math.exp(this.#reading(summary, group.first + index));
      all += weight;
      if (best === undefined || weight > best.share) best = { label, share: weight };
    }
    return best === undefined ? undefined : { label: best.label, share: best.share / all };
  }

  #reading(summary: Summary, label: number): number {
    const size = this.#size;
    const outputs = this.#outputs;
    const from = label * (size + 1);
    let sum = outputs[from] ?? 0;
    for (let at = 0; at < size; at += 1) sum += (outputs[from + 1 + at] ?? 0) * (summary[at] ?? 0);
    return sum;
  }
}

function bytesOf(base64: string): ArrayBuffer {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes.buffer;
}
