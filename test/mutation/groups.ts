/** Files of core that the same tests are about. A mutant that only other tests would notice counts as unnoticed. */
export interface Group {
  readonly name: string;
  /** Files of core, from `src/core/`, by how their paths begin. The first group that takes a file has it. */
  readonly files: readonly string[];
  /** From `test/`. */
  readonly tests: readonly string[];
}

const costs = [
  'formulas',
  'check',
  'budgets',
  'compare',
  'contract',
  'price',
  'receipt',
  'seeds',
  'lines',
  'words',
].map((name) => `core/costs-${name}`);
const cases = [
  'answers',
  'ask',
  'explain',
  'levels',
  'settled',
  'plan',
  'comparison',
  'corrections',
  'why-not',
  'words',
  'record',
  'plain-parts',
].map((name) => `core/${name}`);

/** What an explanation says of money, of the past and of other answers. */
const explained = ['core/costs-budgets', 'core/challenge', 'core/near', 'core/pivots'];

export const groups: readonly Group[] = [
  { name: 'formulas', files: ['costs/formulas/'], tests: costs },
  { name: 'options', files: ['costs/options/'], tests: [...costs, 'core/costs-options', 'core/costs-laws'] },
  {
    name: 'draws',
    files: ['estimate', 'kernel', 'simulate', 'tornado', 'outlook', 'break-even', 'overtaking'].map(
      (name) => `costs/${name}.`,
    ),
    tests: [
      ...costs,
      'core/costs-draws',
      'core/costs-outlook',
      'core/costs-models',
      'core/costs-places',
      'core/costs-laws',
    ],
  },
  {
    name: 'costs',
    files: ['costs/'],
    tests: [
      ...costs,
      'core/costs-options',
      'core/costs-draws',
      'core/costs-outlook',
      'core/costs-models',
      'core/costs-places',
      'core/costs-usual',
      'rules/cases',
    ],
  },
  { name: 'diagram', files: ['diagram.'], tests: ['core/diagram', 'core/laws'] },
  { name: 'audit', files: ['audit'], tests: ['core/audit', 'core/audit-words', 'core/audit-read'] },
  { name: 'debate', files: ['debate'], tests: ['core/debate', 'core/debate-assess', 'core/debate-record'] },
  {
    name: 'read',
    files: ['read/'],
    tests: ['core/read', 'core/read-wordings', 'core/read-numbers', 'core/read-context', 'core/read-heard'],
  },
  {
    name: 'check',
    files: ['check'],
    tests: [
      'rules/load',
      'rules/faults',
      'rules/overlay',
      'rules/pairs',
      'rules/cases',
      'core/check-coverage',
      'core/check-questions',
    ],
  },
  { name: 'lessons', files: ['lessons/'], tests: ['newcomers/lessons', 'core/examples', 'rules/load', 'rules/faults'] },
  {
    name: 'argument',
    files: ['compile', 'findings', 'fires', 'pivots', 'near', 'challenge', 'derived', 'rulebook'].map(
      (name) => `${name}.`,
    ),
    tests: [
      ...cases,
      'core/fires',
      'core/derived',
      'core/laws',
      'core/pivots',
      'core/near',
      'core/challenge',
      'rules/cases',
    ],
  },
  { name: 'decide', files: [''], tests: [...cases, ...explained, 'rules/cases', 'core/laws'] },
];
