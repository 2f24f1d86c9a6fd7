import type { Group, Weights } from '../../src/core/read/classifier.ts';

/** What the text of an example is known to say of a group: a label, none of them (''), or nothing that counts (undefined). */
export type Label = string | undefined;

export interface Example {
  readonly features: readonly string[];
  /** By group; a group that is not named has none of its labels. */
  readonly labels: ReadonlyMap<string, Label>;
  /** Examples of one text: its labels hold for one of them. */
  readonly text: number;
  /** Which groups are asked about it. */
  readonly kind: string;
}

export interface KindOfGroup extends Group {
  readonly kind: string;
}

export interface Learning {
  readonly size: number;
  readonly passes: number;
  /** Share of the features left out of an example in a pass, so that none is leaned on alone. */
  readonly left: number;
  /** How often an example is asked about a group it does not name: far more texts say nothing about a question than say something. */
  readonly unnamed: number;
  /** Features seen less often are not learned. */
  readonly fewest: number;
}

const step = 0.15;
const slowest = 0.2;
/** Features that came to so little, as the length of their numbers, are left out. */
const least = 0.05;

/** Groups with the labels that the examples give them. */
export function groupsOf(
  examples: readonly Example[],
  names: readonly { readonly name: string; readonly kind: string }[],
): readonly KindOfGroup[] {
  return names.map(({ name, kind }) => {
    const labels = examples.flatMap((one) => (one.kind === kind ? (one.labels.get(name) ?? []) : []));
    return { name, kind, labels: [...new Set(labels)].filter((label) => label !== '').sort() };
  });
}

/** A network that tells what examples say, by gradient descent on the cross entropy; the same examples give the same. */
export function learn(examples: readonly Example[], groups: readonly KindOfGroup[], how: Learning): Weights {
  const { size, passes, left, unnamed } = how;
  const { features, inputs } = numbered(examples, how.fewest);
  const random = randomFrom(99);
  const network = new Network(features.length, size, groups, random);
  const rivals = rivalsOf(examples);
  const order = examples.map((_, at) => at);
  for (let pass = 0; pass < passes; pass += 1) {
    shuffle(order, random);
    const chosen = chosenOf(network, examples, inputs, groups, rivals);
    const rate = step * (1 - (pass / passes) * (1 - slowest));
    for (const at of order) {
      const example = examples[at];
      const input = inputs[at]?.filter(() => random() > left);
      if (example === undefined || input === undefined || input.length === 0) continue;
      const lessons = groups.flatMap((group, index) => {
        const right = rightOf(example, group, at, chosen, () => random() <= unnamed);
        return right === undefined ? [] : [{ index, right }];
      });
      network.teach(input, lessons, rate);
    }
  }
  return network.weights(features, least);
}

/** The place of the right label of a group for an example, none being the last; undefined if nothing is to be learned from it. */
function rightOf(
  { kind, labels }: Example,
  group: KindOfGroup,
  at: number,
  chosen: ReadonlySet<string>,
  asked: () => boolean,
): number | undefined {
  if (kind !== group.kind) return undefined;
  const label = labels.get(group.name);
  if (labels.has(group.name) ? label === undefined : !asked()) return undefined;
  if (label === undefined || label === '') return group.labels.length;
  return chosen.has(`${at} ${group.name} others`) ? undefined : group.labels.indexOf(label);
}

/** Texts of several examples, by kind. */
function rivalsOf(examples: readonly Example[]): readonly (readonly number[])[] {
  const byText = new Map<string, number[]>();
  for (const [at, { text, kind }] of examples.entries()) {
    const key = `${text} ${kind}`;
    byText.set(key, [...(byText.get(key) ?? []), at]);
  }
  return [...byText.values()].filter((ats) => ats.length > 1);
}

/** Of several sentences of a text the one that says it most likely is taught; the others are marked. */
function chosenOf(
  network: Network,
  examples: readonly Example[],
  inputs: readonly Int32Array[],
  groups: readonly KindOfGroup[],
  rivals: readonly (readonly number[])[],
): ReadonlySet<string> {
  const others = new Set<string>();
  for (const ats of rivals)
    for (const [index, group] of groups.entries()) {
      const told = ats.filter((at) => (examples[at]?.labels.get(group.name) ?? '') !== '');
      if (told.length < 2 || examples[told[0] ?? 0]?.kind !== group.kind) continue;
      const shares = told.map((at) => {
        const label = group.labels.indexOf(examples[at]?.labels.get(group.name) ?? '');
        return network.shares(inputs[at] ?? new Int32Array(), index)[label] ?? 0;
      });
      const best = shares.indexOf(Math.max(...shares));
      for (const [place, at] of told.entries())
        if (place !== best && group.kind === 'statement') others.add(`${at} ${group.name} others`);
    }
  return others;
}

/** Adagrad on three tables: numbers of features, weights and biases of labels. */
class Network {
  readonly #size: number;
  readonly #groups: readonly KindOfGroup[];
  readonly #first: readonly number[];
  readonly #rows: Float64Array;
  readonly #rowSquares: Float64Array;
  readonly #outputs: Float64Array;
  readonly #outputSquares: Float64Array;
  readonly #hidden: Float64Array;
  readonly #slopes: Float64Array;

  constructor(width: number, size: number, groups: readonly KindOfGroup[], random: () => number) {
    const labels = groups.reduce((sum, group) => sum + group.labels.length + 1, 0);
    let first = 0;
    this.#first = groups.map((group) => (first += group.labels.length + 1) - group.labels.length - 1);
    this.#size = size;
    this.#groups = groups;
    this.#rows = new Float64Array(width * size);
    this.#rowSquares = new Float64Array(width * size).fill(1e-3);
    this.#outputs = new Float64Array(labels * (size + 1));
    this.#outputSquares = new Float64Array(labels * (size + 1)).fill(1e-3);
    this.#hidden = new Float64Array(size);
    this.#slopes = new Float64Array(size);
    for (let at = 0; at < this.#outputs.length; at += 1)
      if (at % (size + 1) !== 0) this.#outputs[at] = (random() - 0.5) * 0.6;
  }

  /** Shares of each label of a group and, last, of none. */
  shares(input: Int32Array, group: number): Float64Array {
    this.#press(input);
    return this.#softmax(group);
  }

  teach(input: Int32Array, lessons: readonly { readonly index: number; readonly right: number }[], rate: number): void {
    if (lessons.length === 0) return;
    const size = this.#size;
    const even = this.#press(input);
    const slopes = this.#slopes.fill(0);
    for (const { index, right } of lessons) {
      const shares = this.#softmax(index);
      for (const [label, share] of shares.entries()) {
        const error = share - (label === right ? 1 : 0);
        if (Math.abs(error) < 1e-4) continue;
        const from = ((this.#first[index] ?? 0) + label) * (size + 1);
        this.#move(this.#outputs, this.#outputSquares, from, error, rate);
        for (let at = 0; at < size; at += 1) {
          const place = from + 1 + at;
          slopes[at] = (slopes[at] ?? 0) + error * (this.#outputs[place] ?? 0);
          this.#move(this.#outputs, this.#outputSquares, place, error * (this.#hidden[at] ?? 0), rate);
        }
      }
    }
    for (let at = 0; at < size; at += 1) slopes[at] = (slopes[at] ?? 0) * (1 - (this.#hidden[at] ?? 0) ** 2) * even;
    for (const feature of input)
      for (let at = 0; at < size; at += 1)
        this.#move(this.#rows, this.#rowSquares, feature * size + at, slopes[at] ?? 0, rate);
  }

  weights(features: readonly string[], shortest: number): Weights {
    const size = this.#size;
    const kept = features
      .map((feature, place) => ({ feature, row: this.#rows.subarray(place * size, (place + 1) * size) }))
      .filter(({ row }) => Math.hypot(...row) >= shortest);
    const scales = kept.map(({ row }) => Math.max(...row.map(Math.abs)) / 127);
    const bytes = kept.flatMap(({ row }, at) => [...row].map((one) => Math.round(one / (scales[at] ?? 1))));
    return {
      groups: this.#groups.map(({ name, labels }) => ({ name, labels })),
      size,
      features: kept.map(({ feature }) => feature).join('\n'),
      rows: base64(Int8Array.from(bytes)),
      scales: base64(Float32Array.from(scales)),
      outputs: base64(Float32Array.from(this.#outputs)),
    };
  }

  #press(input: Int32Array): number {
    const size = this.#size;
    const hidden = this.#hidden.fill(0);
    for (const feature of input)
      for (let at = 0, from = feature * size; at < size; at += 1)
        hidden[at] = (hidden[at] ?? 0) + (this.#rows[from + at] ?? 0);
    const even = 1 / Math.sqrt(input.length || 1);
    for (let at = 0; at < size; at += 1) hidden[at] = Math.tanh((hidden[at] ?? 0) * even);
    return even;
  }

  #softmax(group: number): Float64Array {
    const size = this.#size;
    const sums = new Float64Array((this.#groups[group]?.labels.length ?? 0) + 1);
    let top = -Infinity;
    for (let label = 0; label < sums.length; label += 1) {
      const from = ((this.#first[group] ?? 0) + label) * (size + 1);
      let sum = this.#outputs[from] ?? 0;
      for (let at = 0; at < size; at += 1) sum += (this.#outputs[from + 1 + at] ?? 0) * (this.#hidden[at] ?? 0);
      sums[label] = sum;
      top = Math.max(top, sum);
    }
    let all = 0;
    for (let label = 0; label < sums.length; label += 1) all += sums[label] = Math.exp((sums[label] ?? 0) - top);
    for (let label = 0; label < sums.length; label += 1) sums[label] = (sums[label] ?? 0) / all;
    return sums;
  }

  #move(table: Float64Array, squares: Float64Array, at: number, slope: number, rate: number): void {
    const square = (squares[at] ?? 0) + slope * slope;
    squares[at] = square;
    table[at] = (table[at] ?? 0) - (rate * slope) / Math.sqrt(square);
  }
}

function numbered(
  examples: readonly Example[],
  fewest: number,
): { readonly features: readonly string[]; readonly inputs: readonly Int32Array[] } {
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const one of features) seen.set(one, (seen.get(one) ?? 0) + 1);
  const features = [...seen].flatMap(([feature, times]) => (times >= fewest ? [feature] : []));
  const places = new Map(features.map((feature, place) => [feature, place]));
  return {
    features,
    inputs: examples.map((one) => Int32Array.from(one.features.flatMap((feature) => places.get(feature) ?? []))),
  };
}

function shuffle(list: number[], random: () => number): void {
  for (let at = list.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    [list[at], list[other]] = [list[other] ?? 0, list[at] ?? 0];
  }
}

/** Numbers from 0 to before 1 that follow from the seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}

function base64(numbers: Int8Array | Float32Array): string {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength).toString('base64');
}
