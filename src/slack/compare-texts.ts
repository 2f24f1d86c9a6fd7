import type { ComplianceNote } from '../core/index.ts';

const about: Readonly<Record<ComplianceNote['about'], string>> = {
  data: 'Where it lies',
  readers: 'Who can read it',
  erasure: 'Erasing a person',
  review: 'Who signs',
  training: 'Training data',
};

/** Sentences of the comparison and of the compliance note. */
export const compareTexts = {
  compare: {
    button: 'Compare',
    heading: 'The approaches side by side',
    aspect: 'Aspect',
    decides: (name: string) => `➤ ${name}`,
    marked: (count: number) =>
      count === 1 ? 'The row marked ➤ decides this case.' : `The ${count} rows marked ➤ decide this case.`,
    unmarked: 'No row alone decides this case.',
    anyCase:
      'Start with what goes wrong today: facts that are missing, or behavior that is wrong. The rows follow from it.',
    onlyYou: 'Only you see this.',
    recommended: (label: string) => `${label} (recommended)`,
    cell: (text: string, by: string) => `${text} (${by})`,
    row: (name: string, cells: string) => `${name}. ${cells}`,
    matrices: 'What the articles say',
    modal: 'What the articles say',
    close: 'Close',
    intro: 'Every row of the tables the articles print, in our words, and where we differ.',
    ours: (why: string) => `Here: ${why}`,
  },
  compliance: {
    heading: 'Data and the law',
    about,
  },
} as const;
