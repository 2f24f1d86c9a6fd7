/** A linear map from values to user units. */
export type Scale = (value: number) => number;

/** From `domain` to `range`; a range may run backwards, since y grows downwards. */
export function linear(domain: readonly [number, number], range: readonly [number, number]): Scale {
  const span = domain[1] - domain[0];
  return (value) => range[0] + ((value - domain[0]) / span) * (range[1] - range[0]);
}

/** Round numbers that bound `low` and `high`, about `most` steps apart; always at least two. */
export function niceTicks(low: number, high: number, most: number): readonly number[] {
  const top = high - low > tolerance ? high : low + Math.max(1, Math.abs(low));
  const step = niceStep((top - low) / most);
  const from = Math.floor(low / step + tolerance);
  const to = Math.max(from + 1, Math.ceil(top / step - tolerance));
  // Multiplied anew for each tick: sums of 0.1 would drift.
  return Array.from({ length: to - from + 1 }, (_, at) => Number(((from + at) * step).toPrecision(12)));
}

/** The months that get a label: from 0, evenly, at most `most` of them; the last only when it is even too. */
export function monthTicks(last: number, most: number): readonly number[] {
  const step = [1, 2, 3, 4, 6, 12, 24].find((one) => last / one < most) ?? 12 * Math.ceil(last / 12 / (most - 1));
  return Array.from({ length: Math.floor(last / step) + 1 }, (_, at) => at * step);
}

/** @throws RangeError naming what is not a finite number */
export function finite(value: number, what: string): number {
  if (!Number.isFinite(value)) throw new RangeError(`${what} must be a finite number, and is ${value}`);
  return value;
}

const tolerance = 1e-9;

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const least = [1, 2, 2.5, 5].find((one) => one * power >= rough * (1 - tolerance)) ?? 10;
  return least * power;
}
