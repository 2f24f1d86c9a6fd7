import { writeFileSync } from 'node:fs';
import { compile } from '../../src/core/index.ts';
import { openLanguage } from '../../src/core/read/language.ts';
import { lexiconOf } from '../../src/core/read/meanings.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import { learnRight, textsOfOthers } from './judging.ts';
import { hashOfTeaching, lessons } from './set.ts';
import { learnSays, type Teaching } from './training.ts';

// Learns what sentences say, and which readings to keep, from `sentences/` and `building/`: `npm run train:reader`. The same files
// give the same weights.

const loaded = loadRulebook('rules');
if (!loaded.ok)
  throw new Error(loaded.problems.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n'));
const { phrases, questions } = loaded.rulebook;
const teaching: Teaching = {
  language: await openLanguage(),
  lexicon: lexiconOf(phrases),
  says: phrases.says,
  worded: Object.keys(questions).filter((id) => questions[id]?.kind === 'choice' || questions[id]?.kind === 'yes_no'),
};
const says = learnSays(teaching, textsOfOthers(lessons(), new Set()));
const right = learnRight(teaching, compile(loaded.rulebook), lessons());
const text = `import type { Weights } from './classifier.ts';

/** What sentences say by their wording, and which readings are right: made by \`npm run train:reader\`, never by hand. */
export const learned: { readonly from: string; readonly says: Weights; readonly right: Weights } = ${JSON.stringify(
  { from: hashOfTeaching(), says, right },
  null,
  2,
)};
`;
writeFileSync(new URL('../../src/core/read/learned.ts', import.meta.url), text);
console.log(
  `${says.features.split('\n').length} and ${right.features.split('\n').length} features, ${text.length} characters`,
);
