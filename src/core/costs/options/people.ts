import { peopleUsd, upkeepUsd } from '../formulas/units.ts';
import type { CostOption, Numbers } from '../numbers.ts';
import type { Facts, LineRule } from './option.ts';

/** $ for so many weeks of building, and $ a month for so many days of upkeep. */
export const buildUsd = (n: Numbers, weeks: number): number => peopleUsd({ weeks, usdPerWeek: n.people.usd_per_week });
export const caringUsd = (n: Numbers, days: number): number => upkeepUsd({ days, usdPerWeek: n.people.usd_per_week });

/** Building it, and looking after it. */
export function people<F extends Facts>(option: CostOption): readonly LineRule<F>[] {
  return [
    {
      id: 'build',
      label: 'Engineering',
      per: 'once',
      people: true,
      formula: 'weeks × $ per week',
      inputs: [`people.weeks.${option}`, 'people.usd_per_week'],
      usd: (n) => buildUsd(n, n.people.weeks[option]),
    },
    {
      id: 'upkeep',
      label: 'Upkeep',
      per: 'month',
      people: true,
      formula: 'days a month ÷ 5 × $ per week',
      inputs: [`people.upkeep_days_per_month.${option}`, 'people.usd_per_week'],
      usd: (n) => caringUsd(n, n.people.upkeep_days_per_month[option]),
    },
  ];
}

/** An evaluation set; `sets` of them where two parts are measured apart. */
export function evaluation<F extends Facts>(sets = 1): LineRule<F> {
  return {
    id: 'evaluation',
    label: sets === 1 ? 'Evaluation set' : `${String(sets)} evaluation sets`,
    per: 'once',
    formula: sets === 1 ? '$ for an evaluation set' : `${String(sets)} × $ for an evaluation set`,
    inputs: ['tuning.evaluation_usd'],
    usd: (n: Numbers) => sets * n.tuning.evaluation_usd,
  };
}
