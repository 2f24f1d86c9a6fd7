import { at, book, rulebook } from '../core/shipped.ts';
import { askingLines, caseLines, mutantLines, proofLines } from './lines.ts';

// Figures about the rules, printed: `npm run eval`. Tests hold the bars; this says how far above them we are.

for (const part of [caseLines(book, at), proofLines(rulebook, at), askingLines(book, at), mutantLines(rulebook, at)]) {
  for (const line of part) console.log(line);
  console.log('');
}
