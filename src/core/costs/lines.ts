import type { Approach } from '../rulebook.ts';
import type { InputId, Workload } from './inputs.ts';
import type { ApproachCost, CostLine } from './types.ts';

/** A line before it is known whether somebody answered its `drivers`: inputs that are questions. */
export interface Draft {
  readonly id: string;
  readonly label: string;
  readonly usd: number;
  readonly per: 'once' | 'month';
  readonly drivers: readonly InputId[];
}

/** A line paid once, $. `drivers` are the questions it leans on. */
export const once = (id: string, label: string, usd: number, ...drivers: readonly InputId[]): Draft => ({
  id,
  label,
  usd,
  per: 'once',
  drivers,
});

/** A line paid every month, $. */
export const monthly = (id: string, label: string, usd: number, ...drivers: readonly InputId[]): Draft => ({
  id,
  label,
  usd,
  per: 'month',
  drivers,
});

const sum = (lines: readonly CostLine[], per: CostLine['per']): number =>
  lines.reduce((total, line) => (line.per === per ? total + line.usd : total), 0);

/** Adds up the lines of one approach. Fewer than one query in the whole horizon counts as no traffic. */
export function addUp(approach: Approach, model: string, drafts: readonly Draft[], workload: Workload): ApproachCost {
  const lines = drafts.map(({ id, label, usd, per, drivers }) => {
    const assumed = drivers.some((driver) => workload[driver].assumed);
    return { id, label, usd, per, assumed };
  });
  const setup = sum(lines, 'once');
  const perMonth = sum(lines, 'month');
  const months = workload.horizon_months.value;
  const queries = workload.queries_per_day.value * workload.days_per_month.value;
  return {
    approach,
    model,
    lines,
    setup,
    monthly: perMonth,
    per1000: queries * months < 1 ? undefined : (1000 * perMonth) / queries,
    total: setup + months * perMonth,
  };
}

/** An approach that cannot be had, with the reason. */
export const unavailable = (approach: Approach, model: string, reason: string): ApproachCost => ({
  approach,
  model,
  lines: [],
  setup: 0,
  monthly: 0,
  per1000: undefined,
  total: 0,
  unavailable: reason,
});
