import {
  approaches,
  type Book,
  checkAtStart,
  compile,
  coverageOf,
  decide,
  parseAnswers,
  proofs,
  type Rulebook,
} from '../../src/core/index.ts';
import { planOf } from '../../src/core/plan.ts';
import { inputsOfDrawn, inputsOfWorked, mean, together } from '../core/asking.ts';
import { type Chapter, percent, round } from './finding.ts';
import { type Tried, tryMutants } from './mutants.ts';

/** Whether worked cases come out as their source says: approach, and first stage of the plan. */
export function casesChapter(book: Book, at: string): Chapter {
  const { cases } = book.rulebook;
  const wrong = cases.flatMap(({ given, case: name, expect: approach, first_stage }) => {
    const read = parseAnswers(book.rulebook, given);
    if (!read.ok) return [`The worked case "${name}" cannot be read.`];
    const verdict = decide(book, read.answers, at);
    const stage = planOf(book, read.answers, verdict)[0]?.stage;
    return verdict.approach === approach && stage === first_stage
      ? []
      : [
          `The worked case "${name}" gives ${verdict.approach} and ${stage}, its source ${approach} and ${first_stage}.`,
        ];
  });
  const right = cases.length - wrong.length;
  return {
    id: 'cases',
    title: 'Worked cases',
    about: [
      '`rules/cases.yml`: scenarios of the literature and of our own, each with its source, its approach and the first stage of its plan.',
    ],
    findings: [
      {
        what: 'come out as their source says',
        value: percent(right, cases.length),
        unit: '%',
        of: `${right} of ${cases.length}`,
        bar: { least: 100 },
      },
    ],
    faults: wrong,
  };
}

/** How large the space is that the proofs hold over, what they find and how long they take. */
export function proofsChapter(rulebook: Rulebook, at: string): Chapter {
  const book = compile(rulebook);
  const [problems, whole] = timed(() => proofs(rulebook, at));
  const [atStart, start] = timed(() => checkAtStart(rulebook));
  const found = [...atStart, ...problems];
  const { assignments } = coverageOf(book);
  return {
    id: 'proofs',
    title: 'Proofs',
    about: [
      `\`npm run check:rules\`, over all ${assignments.toLocaleString('en')} ways to answer everything: exactly one verdict each, no claim contested, no`,
      'rule idle, every question able to matter, more of a good thing never worse where a question says so. The slowest of five runs counts.',
    ],
    findings: [
      { what: 'problems found', value: found.length, unit: '', bar: { most: 0 } },
      { what: 'checks at a start', value: Math.round(start), unit: 'ms', bar: { most: 300 } },
      { what: 'all proofs', value: Math.round(whole), unit: 'ms', bar: { most: 5000 } },
    ],
    faults: found.map(({ message }) => message),
  };
}

/** Result of the last run, and milliseconds of processor time of the slowest of five. */
function timed<T>(work: () => T): readonly [T, number] {
  let slowest = 0;
  for (let run = 0; ; run += 1) {
    const from = process.cpuUsage();
    const result = work();
    const { user, system } = process.cpuUsage(from);
    slowest = Math.max(slowest, (user + system) / 1000);
    if (run === 4) return [result, slowest];
  }
}

/** Inputs until settled, on average, per approach. */
export function askingChapter(book: Book, at: string): Chapter {
  const drawn = 500;
  const { asked, anyOrder } = inputsOfDrawn(book, at, drawn);
  const worked = inputsOfWorked(book, at);
  const bars = { prompt: 7, 'long-context': 7, rag: 7, 'fine-tune': 12, hybrid: 12 } as const;
  const inAnyOrder = mean(together(anyOrder)) / mean(together(asked));
  return {
    id: 'asking',
    title: 'Questions until settled',
    about: [
      'Inputs after the title until one approach is left, or is left once the open yes/no limits take their usual value; a list to tick is one',
      `input. ${drawn} cases drawn equally often for each approach, and the worked cases, with what they leave open answered as usual.`,
    ],
    findings: [
      ...approaches.flatMap((approach) => [
        {
          what: `${approach}, drawn cases`,
          value: round(mean(asked.get(approach) ?? [])),
          unit: '' as const,
          of: `${asked.get(approach)?.length} cases`,
          bar: { most: bars[approach] },
        },
        {
          what: `${approach}, worked cases`,
          value: round(mean(worked.get(approach) ?? [])),
          unit: '' as const,
          of: `${worked.get(approach)?.length} cases`,
          bar: { most: bars[approach] },
        },
      ]),
      {
        what: 'in any other order, beside ours',
        value: round(inAnyOrder),
        unit: '×',
        of: `${mean(together(anyOrder)).toFixed(1)} beside ${mean(together(asked)).toFixed(1)}`,
        bar: { least: 1.5 },
      },
    ],
    faults: [],
  };
}

/** The share that something noticed, and what did. */
const caught = (of: readonly Tried[]) => {
  const count = (by: Tried['by']): number => of.filter((one) => one.by === by).length;
  const hits = of.length - count(undefined);
  return {
    value: percent(hits, of.length),
    unit: '%' as const,
    of: `${hits} of ${of.length}: ${count('names')} by names, ${count('verdicts')} by verdicts, ${count('case')} by a worked case, ${count('proof')} by another proof`,
  };
};

/** How many slips of the hand in the rules are caught, by kind, and the survivors by name. */
export function mutantsChapter(rulebook: Rulebook, at: string): Chapter {
  const { tried, alike } = tryMutants(rulebook, at);
  const kinds = [...new Set(tried.map(({ kind }) => kind))];
  return {
    id: 'mutants',
    title: 'Slips of the hand in the rules',
    about: [
      'Every rule, condition and `beats` dropped, every side flipped, every threshold and every end of a condition moved by one band, one at a',
      `time. Of those by which some answers get another verdict (${alike} more change none), a proof or a worked case has to notice it.`,
    ],
    findings: [
      { what: 'caught', ...caught(tried), bar: { least: 95 } },
      ...kinds.map((kind) => ({ what: kind, ...caught(tried.filter((one) => one.kind === kind)) })),
    ],
    faults: tried.flatMap(({ kind, name, by }) => (by === undefined ? [`Nothing notices: ${kind}, ${name}.`] : [])),
  };
}
