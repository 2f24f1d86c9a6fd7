/** What a number may be: one time in ten it lies below `p10`, one time in ten above `p90`. Equal ends are a certain number. */
export interface Estimate {
  readonly p10: number;
  readonly p50: number;
  readonly p90: number;
}

/** How an estimate is drawn: `positive` numbers are skewed, a `share` stays within 0 and 1. */
export type Spread = 'positive' | 'share';

/** The standard normal score of P90. */
const z90 = 1.281_551_565_544_6;

/** A number that nobody doubts. */
export const certain = (value: number): Estimate => ({ p10: value, p50: value, p90: value });

export const isCertain = ({ p10, p90 }: Estimate): boolean => p10 === p90;

/**
 * A two-piece lognormal number at the standard normal score `z`: `mid · e^(s z)` with `s = ln(mid / low) / 1.28155` below the
 * middle and `ln(high / mid) / 1.28155` above. Where low or mid is 0 no logarithm exists: the piece is straight, never below 0.
 */
export function twoPiece({ p10, p50, p90 }: Estimate, z: number): number {
  if (z < 0) {
    if (p10 > 0) return p50 * Math.exp((Math.log(p50 / p10) / z90) * z);
    return Math.max(0, p50 + ((p50 - p10) / z90) * z);
  }
  if (p50 > 0) return p50 * Math.exp((Math.log(p90 / p50) / z90) * z);
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
  if (p50 <= 0 || p10 <= 0) return (z) => twoPiece(estimate, z);
  const below = Math.log(p50 / p10) / z90;
  const above = Math.log(p90 / p50) / z90;
  return (z) => p50 * Math.exp((z < 0 ? below : above) * z);
}

/** Uniform numbers in (0, 1) that repeat for the same seed: mulberry32, public domain (T. Ettinger). */
export function uniforms(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return (((t ^ (t >>> 14)) >>> 0) + 0.5) / 4_294_967_296;
  };
}

/** Standard normal numbers by pairs (Box and Muller), from a source of uniform ones. */
export function normals(uniform: () => number): () => number {
  let spare: number | undefined;
  return () => {
    if (spare !== undefined) {
      const last = spare;
      spare = undefined;
      return last;
    }
    const radius = Math.sqrt(-2 * Math.log(uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
}

/** The value below which `share` of rising numbers lie, between neighbours in a straight line. NaN for none. */
export function quantile(rising: ArrayLike<number>, share: number): number {
  const place = (rising.length - 1) * share;
  const below = Math.floor(place);
  const low = rising[below] ?? Number.NaN;
  const high = rising[Math.min(below + 1, rising.length - 1)] ?? low;
  return low === high ? low : low + (high - low) * (place - below);
}
