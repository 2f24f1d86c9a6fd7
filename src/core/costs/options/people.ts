import { peopleUsd, upkeepUsd } from '../formulas/units.ts';
import type { CostOption, Numbers } from '../numbers.ts';
import type { Facts, LineRule } from './option.ts';

/** Building it, a set to measure it with, and looking after it. */
export function people<F extends Facts>(option: CostOption): readonly LineRule<F>[] {
  return [
    {
      id: 'build',
      label: 'Engineering',
      per: 'once',
      people: true,
      formula: 'weeks × $ per week',
      inputs: [`people.weeks.${option}`, 'people.usd_per_week'],
      usd: (n) => peopleUsd({ weeks: n.people.weeks[option], usdPerWeek: n.people.usd_per_week }),
    },
    {
      id: 'upkeep',
      label: 'Upkeep',
      per: 'month',
      people: true,
      formula: 'days a month ÷ 5 × $ per week',
      inputs: [`people.upkeep_days_per_month.${option}`, 'people.usd_per_week'],
      usd: (n) => upkeepUsd({ days: n.people.upkeep_days_per_month[option], usdPerWeek: n.people.usd_per_week }),
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
