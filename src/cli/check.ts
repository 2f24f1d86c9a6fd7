import { compile, type Coverage, coverageOf, pairs, proofs, type Rulebook } from '../core/index.ts';
import { diagnosticText, loadRulebook } from '../rules/load.ts';
import type { Located } from '../rules/files.ts';
import { coverageText } from './coverage.ts';
import { BadInput, type Options, overlayFolder, priceDate, rulesFolder, type Streams } from './io.ts';
import { checkStored } from './stored.ts';

/**
 * `rag-or-ft check`: proves the rules and says what they cover, or names file, line, counter-example and remedy for each
 * fault. In a team's overlay what is idle is a warning.
 */
export async function check(options: Options, streams: Streams): Promise<number> {
  if (options.stored === true) {
    if (options.report) throw new BadInput(['--report is for the rules, not for check --stored']);
    return checkStored(options, streams);
  }
  if (options.titles === true) throw new BadInput(['--titles is for check --stored']);
  const { out, err } = streams;
  const overlay = overlayFolder(options);
  const at = priceDate(options);
  const loaded = loadRulebook(rulesFolder(options), overlay);
  if (!loaded.ok) {
    if (!options.json) throw new BadInput(loaded.problems.map(diagnosticText));
    out(`${reportJson(loaded.problems, undefined)}\n`);
    return 2;
  }
  const { rulebook, place } = loaded;
  const whose = overlay === undefined ? 'ours' : 'overlay';
  const found = proofs(rulebook, at, whose).map(place);
  const errors = found.filter(({ severity }) => severity === 'error').length;
  // Faulty rules leave cases without one verdict: what they cover would mislead.
  const coverage = errors === 0 ? coverageOf(compile(rulebook)) : undefined;
  if (options.json) out(`${reportJson(found, coverage)}\n`);
  else for (const problem of found) err(`${diagnosticText(problem)}\n`);
  if (coverage === undefined) {
    err(`${errors} ${errors === 1 ? 'fault' : 'faults'} in the rules\n`);
    return 1;
  }
  if (options.json) return 0;
  out(`${proven(rulebook, found)}\n${coverageText(coverage, options.report)}`);
  if (options.report) {
    const missing = pairs(rulebook, at).map((one) => place({ ...one, severity: 'warning' }));
    out(
      `\nRules without a pair of worked cases: ${missing.length}\n${missing.map((one) => `${diagnosticText(one)}\n`).join('')}`,
    );
  }
  return 0;
}

function proven(rulebook: Rulebook, found: readonly Located[]): string {
  const counted = `${Object.keys(rulebook.questions).length} questions, ${Object.keys(rulebook.rules).length} rules`;
  const warned = found.length === 0 ? 'no idle rule' : `${found.length} ${found.length === 1 ? 'warning' : 'warnings'}`;
  return `${counted}, ${rulebook.cases.length} worked cases: exactly one verdict for all answers, nothing contested, ${warned}`;
}

/** The JSON contract of `check --json`. Counts are exact, as strings: they are larger than a number can hold. */
function reportJson(found: readonly Located[], coverage: Coverage | undefined): string {
  const faults = found.map(({ file, line, path, message, remedy, example, severity }) => ({
    severity,
    file,
    line,
    path,
    message,
    ...(example === undefined ? {} : { example }),
    ...(remedy === undefined ? {} : { remedy }),
  }));
  return JSON.stringify({ sound: coverage !== undefined, faults, ...(coverage && { coverage }) }, exact, 2);
}

function exact(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}
