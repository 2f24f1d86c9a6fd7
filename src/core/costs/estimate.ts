/** What a number may be: one time in ten it lies below `p10`, one time in ten above `p90`. Equal ends are a certain number. */
export interface Estimate {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** How an estimate is drawn: `positive` numbers are skewed, a `share` stays within 0 and 1, `growth` is one more than nothing. */
export type Spread = 'positive' | 'share' | 'growth';

/** No draw is larger: more of anything is no number to calculate with. */
export const largest = 1e12;

/** The standard normal score of P90. */
const z90 = 1.281_551_565_544_6;

/** A number that nobody doubts. */
export const certain = (value: number): Estimate => ({ p10: value, p50: value, p90: value });

/** The same estimate where nothing is above `most`. */
export const atMost = ({ p10, p50, p90 }: Estimate, most: number): Estimate => ({
  p10: Math.min(p10, most),
  p50: Math.min(p50, most),
  p90: Math.min(p90, most),
});

export const isCertain = ({ p10, p90 }: Estimate): boolean => p10 === p90;

/**
 * A two-piece lognormal number at the standard normal score `z`: `mid · e^(s z)` with `s = ln(mid / low) / 1.28155` below the
 * middle and `ln(high / mid) / 1.28155` above. Where low or mid is 0 no logarithm exists: the piece is straight, never below 0.
 */
export function twoPiece({ p10, p50, p90 }: Estimate, z: number): number {
  if (z < 0) {
    if (p10 > 0) return p50 * Math.exp(((Math.log(p50) - Math.log(p10)) / z90) * z);
    return Math.max(0, p50 + ((p50 - p10) / z90) * z);
  }
  if (p50 > 0) return p50 * Math.exp(((Math.log(p90) - Math.log(p50)) / z90) * z);
  return p50 + ((p90 - p50) / z90) * z;
}

/**
 * A share at the standard normal score `z`. It keeps within 0 and 1 as PERT does, and meets all of P10, P50 and P90, which PERT
 * cannot: each piece is drawn on the log-odds. An end at 0 or 1 is approached in a straight line.
 */
export function twoPieceShare({ p10, p50, p90 }: Estimate, z: number): number {
  const end = z < 0 ? p10 : p90;
  const straight = end <= 0 || end >= 1 || p50 <= 0 || p50 >= 1;
  if (straight) return Math.min(1, Math.max(0, p50 + ((end - p50) / (z < 0 ? -z90 : z90)) * z));
  const odds = logit(p50) + ((logit(end) - logit(p50)) / (z < 0 ? -z90 : z90)) * z;
  return 1 / (1 + Math.exp(-odds));
}

const logit = (share: number): number => Math.log(share / (1 - share));

/** A way to draw one estimate, with its logarithms taken once: the number at a standard normal score. */
export function drawing(estimate: Estimate, spread: Spread): (z: number) => number {
  const { p10, p50, p90 } = estimate;
  if (spread === 'share') return (z) => twoPieceShare(estimate, z);
  if (spread === 'growth') {
    // What is skewed is how many times as much there is a month later; growth itself may be below 0.
    const times = drawing({ p10: 1 + p10, p50: 1 + p50, p90: 1 + p90 }, 'positive');
    return (z) => Math.min(mostTimes, times(z)) - 1;
  }
  if (p50 <= 0 || p10 <= 0) return (z) => Math.min(largest, twoPiece(estimate, z));
  const below = (Math.log(p50) - Math.log(p10)) / z90;
  const above = (Math.log(p90) - Math.log(p50)) / z90;
  return (z) => Math.min(largest, p50 * Math.exp((z < 0 ? below : above) * z));
}

/** Growth of a month is never drawn higher: after ten years there would be no number left to write it with. */
const mostTimes = 11;

/** Draws of one estimate, one with each call. The same seed and name give the same draws, whatever else is drawn. */
export function drawsOf(
  { estimate, spread, name }: { readonly estimate: Estimate; readonly spread: Spread; readonly name: string },
  seed: number,
): () => number {
  const drawn = drawing(estimate, spread);
  const normal = normals(uniforms(seedOf(name, seed)));
  return () => drawn(normal());
}

/** Normal numbers are made this many at a time, where they stay near. */
const atATime = 250;

/**
 * The same draws as {@link drawsOf}, written into a list from a place on, so many apart, to its end. Plain loops that hand no number
 * from call to call: a simulation would spend most of its time here.
 */
export function drawingInto(
  { estimate, spread, name }: { readonly estimate: Estimate; readonly spread: Spread; readonly name: string },
  seed: number,
): (into: Float64Array, place: number, apart: number) => void {
  const { p10, p50, p90 } = estimate;
  const skewed = spread === 'positive' && p10 > 0 && p50 > 0;
  const below = skewed ? (Math.log(p50) - Math.log(p10)) / z90 : 0;
  const above = skewed ? (Math.log(p90) - Math.log(p50)) / z90 : 0;
  const drawn = drawing(estimate, spread);
  const source = { state: seedOf(name, seed) | 0, spare: Number.NaN };
  const scores = new Float64Array(atATime);
  return (into, place, apart) => {
    for (let from = place; from < into.length; from += atATime * apart) {
      const count = Math.min(atATime, Math.ceil((into.length - from) / apart));
      normalsInto(scores, count, source);
      if (skewed) skewedInto(into, from, apart, { scores, count, p50, below, above });
      else for (let one = 0; one < count; one += 1) into[from + one * apart] = drawn(scores[one] ?? 0);
    }
  };
}

/** Skewed numbers at normal scores; a loop of its own, so that nothing else is in the way of the processor. */
function skewedInto(
  into: Float64Array,
  from: number,
  apart: number,
  {
    scores,
    count,
    p50,
    below,
    above,
  }: {
    readonly scores: Float64Array;
    readonly count: number;
    readonly p50: number;
    readonly below: number;
    readonly above: number;
  },
): void {
  for (let one = 0, at = from; one < count; one += 1, at += apart) {
    const z = scores[one] ?? 0;
    into[at] = Math.min(largest, p50 * Math.exp((z < 0 ? below : above) * z));
  }
}

/** Where a row of normal numbers stands: the state of its generator, and one number left over from the last pair. */
interface Source {
  state: number;
  spare: number;
}

/** The next normal numbers of {@link normals}, so many. */
function normalsInto(into: Float64Array, count: number, source: Source): void {
  let { state } = source;
  let at = 0;
  if (!Number.isNaN(source.spare) && count > 0) {
    into[at] = source.spare;
    source.spare = Number.NaN;
    at = 1;
  }
  for (; at < count; at += 2) {
    let x = 0;
    let y = 0;
    let square = 0;
    do {
      state = (state + step) | 0;
      x = 2 * mixed(state) - 1;
      state = (state + step) | 0;
      y = 2 * mixed(state) - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    into[at] = x * scale;
    if (at + 1 < count) into[at + 1] = y * scale;
    else source.spare = y * scale;
  }
  source.state = state;
}

/** A seed for each name: FNV-1a over its letters, public domain (G. Fowler, L. C. Noll, K.-P. Vo). */
function seedOf(name: string, seed: number): number {
  let hash = 0x81_1c_9d_c5 ^ seed;
  for (let place = 0; place < name.length; place += 1) hash = Math.imul(hash ^ name.charCodeAt(place), 0x01_00_01_93);
  return hash;
}

/** Uniform numbers in (0, 1) that repeat for the same seed: mulberry32, public domain (T. Ettinger). */
export function uniforms(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + step) | 0;
    return mixed(state);
  };
}

const step = 0x6d2b79f5;

/** The number in (0, 1) that belongs to a state of mulberry32. */
function mixed(state: number): number {
  let t = Math.imul(state ^ (state >>> 15), state | 1);
  t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
  return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
}

/** Standard normal numbers from a source of uniform ones, by pairs: a point drawn in the unit circle (G. Marsaglia). */
export function normals(uniform: () => number): () => number {
  const spare = new Float64Array(1);
  let left = false;
  return () => {
    if (left) {
      left = false;
      return spare[0] ?? 0;
    }
    let [x, y, square] = [0, 0, 0];
    do {
      x = 2 * uniform() - 1;
      y = 2 * uniform() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const scale = Math.sqrt((-2 * Math.log(square)) / square);
    spare[0] = y * scale;
    left = true;
    return x * scale;
  };
}

/** The value below which `share` of rising numbers lie, between neighbors in a straight line. NaN for none. */
export function quantile(rising: ArrayLike<number>, share: number): number {
  const place = (rising.length - 1) * share;
  const below = Math.floor(place);
  const low = rising[below] ?? Number.NaN;
  if (place === below) return low;
  const high = rising[Math.min(below + 1, rising.length - 1)] ?? low;
  return low === high ? low : low + (high - low) * (place - below);
}
