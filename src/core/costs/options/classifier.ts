import { classifierInstances } from '../formulas/tuning.ts';
import { type Option, priced } from './option.ts';
import { people } from './people.ts';

type ClassifierFacts = { instances: number };

const small: Option<ClassifierFacts> = {
  id: 'classifier',
  facts: () => ({ instances: 0 }),
  compute: () => undefined,
  volume: (n, _, queriesPerDay, f) => {
    f.instances = classifierInstances({
      itemsPerDay: queriesPerDay,
      peakFactor: n.workload.peak_factor,
      itemsPerSecond: n.classifier.items_per_second,
    });
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
      formula: 'servers × $ a month',
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
