import { writeFileSync } from 'node:fs';
import { openLanguage } from '../../src/core/read/language.ts';
import { lexiconOf } from '../../src/core/read/meanings.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { hashOfTeaching, threadsOf } from './set.ts';
import { statements } from './statements.ts';
import { learn, textsOf } from './training.ts';

// Learns what sentences say from `sentences/` and `building/`: `npm run train:reader`. The same files give the same weights.

const loaded = loadRulebook('rules');
if (!loaded.ok)
  throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
const { phrases, questions } = loaded.rulebook;
const weights = learn(
  {
    language: await openLanguage(),
    lexicon: lexiconOf(phrases),
    says: phrases.says,
    worded: Object.keys(questions).filter((id) => questions[id]?.kind === 'choice' || questions[id]?.kind === 'yes_no'),
  },
  textsOf(statements(), threadsOf('building')),
);
writeFileSync(
  new URL('../../src/core/read/learned.ts', import.meta.url),
  `import type { Weights } from './classifier.ts';

/** What sentences say by their wording: made by \`npm run train:reader\`, never by hand. */
export const learned: Weights & { readonly from: string } = {
  from: '${hashOfTeaching()}',
  groups: ${JSON.stringify(weights.groups)},
  bias: ${JSON.stringify(weights.bias)},
  terms: ${JSON.stringify(weights.terms)},
};
`,
);
console.log(
  `${weights.terms.split('\n').length} features, ${weights.groups.length} groups, ${weights.terms.length} characters`,
);
