import { kernelsOn } from './kernel.ts';
import { type CostOption, fill, placeOf, valuesOf } from './numbers.ts';
import { middleOf, type Scenario } from './scenario.ts';

/** What one uncertain number does to a total when all others stay at P50. */
export interface Swing {
  /** Its path. */
  readonly input: string;
  /** $ over the horizon with the number at its P10 and at its P90. */
  readonly low: number;
  readonly high: number;
  /** The value, in the number's unit, nearest to P50 from which another option is the cheapest; undefined: none is near. */
  readonly flipsAt: number | undefined;
  /** The option that is the cheapest there. */
  readonly flipsTo: CostOption | undefined;
}

/** How far beyond P10 and P90 a flip is still looked for: the distance to the middle once more. */
const steps = 24;

/** Every uncertain number by how far it moves the total of one option, the farthest first. */
export function tornado(scenario: Scenario, option: CostOption, among: readonly CostOption[]): readonly Swing[] {
  const n = middleOf(scenario);
  const kernels = kernelsOn(scenario.market);
  const values = valuesOf((path) => scenario.estimates.get(path)?.p50 ?? 0);
  const own = kernels.find(({ id }) => id === option);
  if (own === undefined) return [];
  const rivals = kernels.filter(({ id }) => among.includes(id));
  const cheapest = (): CostOption | undefined => {
    let least = Number.POSITIVE_INFINITY;
    let best: CostOption | undefined;
    for (const kernel of rivals) {
      const usd = kernel.total(n);
      if (kernel.available === 0 || usd >= least) continue;
      least = usd;
      best = kernel.id;
    }
    return best;
  };
  const now = cheapest();
  return (
    scenario.uncertain
      .filter(({ path }) => path !== 'horizon_months')
      .map(({ path, estimate: { p10, p50, p90 } }): Swing => {
        const place = placeOf(path);
        const write = (value: number): void => {
          values[place] = value;
          fill(n, values);
        };
        const totalAt = (value: number): number => {
          write(value);
          return own.total(n);
        };
        const winnerAt = (value: number): CostOption | undefined => {
          write(value);
          return cheapest();
        };
        const [low, high] = [totalAt(p10), totalAt(p90)];
        const flips = [p10, p90].flatMap((end) => flipBetween(winnerAt, now, p50, end));
        write(p50);
        const nearest = flips.toSorted((a, b) => Math.abs(a - p50) - Math.abs(b - p50))[0];
        const flipsTo = nearest === undefined ? undefined : winnerAt(nearest);
        write(p50);
        return { input: path, low, high, flipsAt: nearest, flipsTo };
      })
      .filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high))
      // What moves nothing has nothing to say: where nothing costs anything there is no bar at all.
      .filter(({ low, high, flipsAt }) => low !== high || flipsAt !== undefined)
      .toSorted((a, b) => Math.abs(b.high - b.low) - Math.abs(a.high - a.low))
  );
}

/** Where the winner changes first on the way from the middle to an end. */
function flipBetween(
  winnerAt: (value: number) => CostOption | undefined,
  now: CostOption | undefined,
  middle: number,
  end: number,
): readonly number[] {
  if (end === middle) return [];
  const at = (step: number): number =>
    middle > 0 && end > 0 ? middle * (end / middle) ** (step / steps) : middle + ((end - middle) * step) / steps;
  for (let step = 1; step <= steps; step += 1) {
    if (winnerAt(at(step)) === now) continue;
    let [same, other] = [at(step - 1), at(step)];
    for (let halving = 0; halving < 60; halving += 1) {
      const half = (same + other) / 2;
      if (winnerAt(half) === now) same = half;
      else other = half;
    }
    return [other];
  }
  return [];
}
