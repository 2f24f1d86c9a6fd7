/** Words of the project (CONTRIBUTING, "Words"), and what is not to be said in their place. */

/** A wrong word, wherever it may stand, and what to say instead. */
export interface Wrong {
  /** As it reads once names are taken apart: `bucketOf` is "bucket Of". */
  readonly wrong: RegExp;
  readonly say: string;
  /** Sentences and names in which it must be found. */
  readonly planted: readonly string[];
  /** Where it means something else. */
  readonly but?: readonly Exception[];
}

export interface Exception {
  readonly file: RegExp;
  /** The lines of the file; all of them unless said. */
  readonly line?: RegExp;
  readonly why: string;
}

const synonyms: readonly Wrong[] = [
  {
    wrong: /\bbuckets?\b/i,
    say: 'band (of a number), pile (of failures)',
    planted: ['the bucket of large numbers', 'const bucketOf = 1'],
    but: [
      { file: /^src\/playground\/api\/rates\.ts$/, why: 'Slack fills a bucket of calls for each method' },
      { file: /^src\/metrics\.ts$/, why: 'the client of Prometheus calls intervals so' },
    ],
  },
  { wrong: /\bsolutions?\b/i, say: 'approach', planted: ['Choose a solution.', 'const bestSolution = 1'] },
  {
    wrong: /\b(votes?|voted|voters?|voting)\b/i,
    say: 'position, to state one',
    planted: ['A hundred people vote.', 'function castVote() {}'],
  },
  { wrong: /\bveto(es|ed)?\b/i, say: 'limit', planted: ['no team has a veto', 'const vetoRule = 1'] },
  { wrong: /\bmagic numbers?\b/i, say: 'threshold', planted: ['a magic number', 'const magicNumber = 3'] },
  { wrong: /\bcut-?offs?\b/i, say: 'threshold', planted: ['below the cut-off', 'const cutoff = 3'] },
  {
    wrong: /\b(answers?|case) (state|facts)\b/i,
    say: 'case',
    planted: ['the answer state', 'const caseFacts = {}'],
  },
  {
    wrong: /\b(rule|claim|verdict|approach) (scores?|weights?|points?)\b/i,
    say: 'nothing: rules argue, and no number outvotes them',
    planted: ['the weight of a claim weight', 'const ruleScore = 2'],
  },
  {
    wrong: /\b(question|answer) (fields?|variables?)\b/,
    say: 'question',
    planted: ['the answer field', 'a question variable'],
  },
  {
    wrong:
      /\b(draft|decision|debate|rule|case|cost|view|form|post|thread) (manager|helper|util|service)s?\b|\b(utils?|helpers?)\.ts\b/i,
    say: 'what it does (a verb) or what it holds (a noun)',
    planted: ['class DraftManager {}', 'const costHelper = 1', "import { one } from './utils.ts';"],
  },
  {
    wrong: /\b(fine tun(e|es|ed|ing)|finetun(e|es|ed|ing))\b/,
    say: 'fine-tune, fine-tuning',
    planted: ['we fine tune it', 'a finetuned model'],
    but: [
      {
        file: /^src\/core\/lessons\/vocabulary\.ts$/,
        line: /"fine tuning"/,
        why: 'how people write it when they search',
      },
      { file: /^rules\/sources\.yml$/, line: /QLoRA/, why: 'the title of a paper' },
    ],
  },
  {
    wrong: /\bretrieval augmented\b/i,
    say: 'retrieval (RAG)',
    planted: ['Retrieval augmented generation', 'it is retrieval augmented'],
    but: [{ file: /^rules\/sources\.yml$/, line: /title:/, why: 'the title of a paper' }],
  },
];

/** American spelling: "behavior" says which one it is. */
const spellings: readonly (readonly [british: string, american: string, but?: readonly Exception[]])[] = [
  [
    'behaviou(r|rs)',
    'behavior',
    [{ file: /^src\/core\/lessons\/vocabulary\.ts$/, why: 'how people write it when they search' }],
  ],
  ['colou(r|rs|red)', 'color'],
  ['favou(r|rs|rite|rites)', 'favor'],
  ['neighbou(r|rs|ring)', 'neighbor'],
  [
    'judge(ment|ments)',
    'judgment',
    [
      { file: /^rules\/audit\.yml$/, line: /also:/, why: 'a name that tables of judged answers may give a pile' },
      { file: /^src\/core\/audit-read\.ts$/, why: 'a head that tables of judged answers may have' },
    ],
  ],
  // The id of the question keeps its spelling: stored cases, forms and the command line know it by that.
  [
    'label(led|ling)(?!·examples)',
    'labeled, labeling',
    [{ file: /^src\/core\/lessons\/vocabulary\.ts$/, why: 'how people write it when they search' }],
  ],
  [
    'utilis(e|es|ed|ation)',
    'utilization',
    [
      {
        file: /^(src\/core\/costs\/|rules\/costs\.yml$)/,
        why: 'an input of `rag-or-ft costs`: files and stored receipts know it by that',
      },
    ],
  ],
  ['organis(e|es|ed|ation|ations)', 'organization'],
  ['summaris(e|es|ed|ing)', 'summarize'],
  ['anonymis(e|es|ed|ing)', 'anonymize'],
  ['recognis(e|es|ed|ing)', 'recognize'],
  ['optimis(e|es|ed|ing|ation)', 'optimize'],
  ['quantis(e|es|ed|ation)', 'quantize'],
  ['cent(re|res)', 'center'],
  ['licen(ce|ces)', 'license'],
  ['practis(e|es|ed|ing)', 'practice'],
  ['cancel(led|ling)', 'canceled'],
  ['gre(y|ys)', 'gray'],
  ['catalog(ue|ues)', 'catalog'],
  ['analys(e|ed|ing)', 'analyze'],
];

export const words: readonly Wrong[] = [
  ...synonyms,
  ...spellings.map(([british, say, but = []]): Wrong => {
    const [sample = ''] = [...british.matchAll(/^([a-z-]+)\(([a-z]+)/g)].map(([, stem, end]) => `${stem}${end}`);
    return {
      wrong: new RegExp(`\\b${british}\\b`, 'i'),
      say,
      planted: [`The ${sample} of it`, `const new${sample.charAt(0).toUpperCase()}${sample.slice(1)} = 1;`],
      but,
    };
  }),
];

/** A line with its names taken apart, so that their words can be looked for: "bucketOf" is "bucket Of". */
const apart = (line: string): string => line.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').replaceAll('_', '·');

/** What a file says that it should not, by line; `used` notes the exceptions that were needed. */
export function wrongIn(file: string, text: string, used: Set<Exception> = new Set()): readonly string[] {
  return text.split('\n').flatMap((line, index) => {
    const said = apart(line);
    return words.flatMap(({ wrong, say, but = [] }) => {
      const [found] = wrong.exec(said) ?? [];
      if (found === undefined) return [];
      const meant = but.find((one) => one.file.test(file) && (one.line?.test(line) ?? true));
      if (meant !== undefined) used.add(meant);
      return meant === undefined ? [`${file}:${index + 1}: not "${found}" but ${say}`] : [];
    });
  });
}
