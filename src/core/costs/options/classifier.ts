import { classifierInstances } from '../formulas/tuning.ts';
import type { Numbers } from '../numbers.ts';
import { type Option, priced } from './option.ts';
import { buildUsd, caringUsd, people } from './people.ts';

type ClassifierFacts = { instances: number };

function computeInstances(n: Numbers, queriesPerDay: number, f: ClassifierFacts): void {
  f.instances = classifierInstances({
    itemsPerDay: queriesPerDay,
    peakFactor: n.workload.peak_factor,
    itemsPerSecond: n.classifier.items_per_second,
  });
}

const small: Option<ClassifierFacts> = {
  id: 'classifier',
  facts: () => ({ instances: 0 }),
  compute: () => undefined,
  sums: (n, _market, _facts, into) => {
    into.once = buildUsd(n, n.people.weeks.classifier) + n.classifier.labels * n.classifier.usd_per_label;
    into.month = caringUsd(n, n.people.upkeep_days_per_month.classifier);
    into.query = 0;
    into.retrain = 0;
  },
  volume: (n, _, queriesPerDay, f) => computeInstances(n, queriesPerDay, f),
  months: (n, _, { queriesPerDay, usd, different }, f) => {
    for (let month = 0; month < different; month += 1) {
      computeInstances(n, queriesPerDay[month] ?? 0, f);
      usd[month] = f.instances * n.classifier.usd_per_month_per_instance;
    }
  },
  lines: [
    ...people<ClassifierFacts>('classifier'),
    {
      id: 'labels',
      label: 'Labels',
      per: 'once',
      formula: 'labels × $ per label',
      inputs: ['classifier.labels', 'classifier.usd_per_label'],
      usd: (n) => n.classifier.labels * n.classifier.usd_per_label,
    },
    {
      id: 'instances',
      label: 'Servers',
      per: 'month',
      formula: 'servers × $ a month, servers = queries a day ÷ 86,400 × busiest minute ÷ items a second',
      inputs: [
        'classifier.usd_per_month_per_instance',
        'classifier.items_per_second',
        'workload.queries_per_day',
        'workload.peak_factor',
      ],
      byVolume: true,
      usd: (n, f) => f.instances * n.classifier.usd_per_month_per_instance,
    },
  ],
};

/** A small trained classifier, an encoder with labels. */
export const classifier = priced(small);
