import { proofs } from '../core/index.ts';
import { diagnosticText, loadRulebook } from '../rules/load.ts';
import { BadInput, type Options, priceDate, rulesFolder, type Streams } from './io.ts';

/** `rag-or-ft check`: proves the rules, or names file, line, counter-example and remedy for each fault. */
export async function check(options: Options, { out, err }: Streams): Promise<number> {
  const loaded = loadRulebook(rulesFolder(options));
  if (!loaded.ok) throw new BadInput(loaded.problems.map(diagnosticText));
  const { rulebook, place } = loaded;
  const found = proofs(rulebook, priceDate(options));
  for (const problem of found) err(`${diagnosticText(place(problem))}\n`);
  const errors = found.filter(({ severity }) => severity === 'error').length;
  if (errors > 0) {
    err(`${errors} ${errors === 1 ? 'fault' : 'faults'} in the rules\n`);
    return 1;
  }
  const counted = `${Object.keys(rulebook.questions).length} questions, ${Object.keys(rulebook.rules).length} rules`;
  out(
    `${counted}, ${rulebook.cases.length} worked cases: exactly one verdict for all answers, nothing contested, no idle rule\n`,
  );
  return 0;
}
