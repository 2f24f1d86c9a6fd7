import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { likest } from '../core/index.ts';
import { packageRoot } from '../package-root.ts';
import { auditFile } from './audit.ts';
import { backup, restore } from './backup.ts';
import { check } from './check.ts';
import { costs } from './costs.ts';
import { decideAnswers } from './decide.ts';
import { doctor } from './doctor.ts';
import { BadInput, type Options, type Streams } from './io.ts';
import { orderLevels } from './order.ts';
import { prices } from './prices.ts';
import { read } from './read.ts';
import { startApp } from './start.ts';

const usage = `rag-or-ft: prompt, long context, RAG or fine-tuning?

  rag-or-ft start                            the app in Slack, or without tokens the local workspace to try it in
  rag-or-ft decide --answers FILE [--json]   decide the answers in FILE (JSON or YAML, - for standard input)
  rag-or-ft audit  FILE [--json]             sort out what judged answers in FILE (CSV, - for standard input) say
  rag-or-ft costs  --answers FILE [--json]   price every approach for them
  rag-or-ft costs  --inputs FILE [--json]    price a workload given in numbers
  rag-or-ft costs  --receipt FILE [--json]   compute a receipt again and compare it to the cent
  rag-or-ft read   FILE [--json]             what the messages of a thread say (JSON or YAML, - for standard input)
  rag-or-ft prices [--json]                  price rows that grew old, end soon or disagree with the price list
  rag-or-ft check  [--report] [--json]       prove the rules and say what they cover
  rag-or-ft check  --stored [--json]         which stored decisions come out otherwise by the rules and prices of now
  rag-or-ft doctor [--json]                  what is wrong with environment, Slack, manifest, database, rules, and what to do
  rag-or-ft backup FILE                      copy the embedded database to FILE while the app runs
  rag-or-ft restore [FILE]                   put a copy back before the app is started (PostgreSQL: after pg_restore, no FILE)
  rag-or-ft order                            find an order of levels with a small diagram

  --rules DIR    rule files (default: RAG_OR_FT_RULES, or those of the package)
  --overlay DIR  a team's rule files laid over them (default: RULES_DIR)
  --manifest FILE  for doctor: a manifest to look at in place of the one of the package
  --titles       for check --stored: show titles, which people wrote
  --at DATE      date of the prices, YYYY-MM-DD (default: today)
  --version      the version of this package
`;

interface Command {
  readonly run: (options: Options, streams: Streams, files: readonly string[]) => number | Promise<number>;
  /** The options it takes: any other would be ignored, and nobody would know. */
  readonly takes: readonly (keyof Options)[];
  /** Whether it takes a file beside its options. */
  readonly file?: true;
}

const commands: Readonly<Record<string, Command>> = {
  start: { run: startApp, takes: ['rules', 'overlay'] },
  decide: { run: decideAnswers, takes: ['answers', 'json', 'rules', 'overlay', 'at'] },
  audit: { run: auditFile, takes: ['json', 'rules', 'overlay'], file: true },
  costs: { run: costs, takes: ['answers', 'inputs', 'receipt', 'json', 'rules', 'overlay', 'at'] },
  read: { run: read, takes: ['json', 'rules', 'overlay'], file: true },
  prices: { run: prices, takes: ['json', 'rules', 'overlay', 'at'] },
  check: { run: check, takes: ['report', 'stored', 'titles', 'json', 'rules', 'overlay', 'at'] },
  doctor: { run: doctor, takes: ['json', 'rules', 'overlay', 'manifest'] },
  backup: { run: backup, takes: [], file: true },
  restore: { run: restore, takes: [], file: true },
  order: { run: orderLevels, takes: ['rules', 'overlay'] },
};

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const options = {
  answers: text,
  inputs: text,
  receipt: text,
  json: flag,
  rules: text,
  overlay: text,
  report: flag,
  stored: flag,
  titles: flag,
  manifest: text,
  at: text,
} satisfies Record<keyof Options, typeof text | typeof flag>;

/** Runs one command. @returns the exit code: 0 done, 1 something must be mended: unsound rules, stored decisions that would flip, what the doctor found; 2 bad input. */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...options, help: { ...flag, short: 'h' }, version: flag },
    });
    const { help = false, version: versionAsked = false, ...given } = values;
    const [name, ...files] = positionals;
    if (help || name === 'help') {
      streams.out(usage);
      return 0;
    }
    if (versionAsked) {
      streams.out(`${version()}\n`);
      return 0;
    }
    const command = commandNamed(name);
    const faults = faultsOf(name ?? '', command, Object.keys(given), files);
    if (faults.length > 0) throw new BadInput(faults);
    return await command.run({ json: false, report: false, ...given }, streams, files);
  } catch (cause) {
    if (cause instanceof BadInput) streams.err(`${cause.lines.join('\n')}\n`);
    else if (cause instanceof TypeError && 'code' in cause) streams.err(`${cause.message}\n\n${usage}`);
    else throw cause;
    return 2;
  }
}

/** @throws BadInput with the commands that there are */
function commandNamed(name: string | undefined): Command {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  if (name === undefined) throw new BadInput([usage.trimEnd()]);
  const near = likest(name, Object.keys(commands));
  // What was typed is outside text: it may not steer the terminal.
  const said = name.slice(0, 60).replace(/[\p{Cc}\p{Cf}]/gu, '\u{FFFD}');
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  throw new BadInput([`there is no command "${said}"${meant}\n`, usage.trimEnd()]);
}

/** What the command line holds that its command does not take. */
function faultsOf(
  name: string,
  { takes, file }: Command,
  given: readonly string[],
  files: readonly string[],
): readonly string[] {
  const known = new Set<string>(takes);
  const taken = takes.length === 0 ? 'no options' : takes.map((option) => `--${option}`).join(', ');
  const strange = given.filter((option) => !known.has(option)).map((option) => `--${option}`);
  const extra = files.slice(file === true ? 1 : 0);
  const sources = given.filter((option) => option === 'answers' || option === 'inputs' || option === 'receipt');
  return [
    ...strange.map((option) => `${option} is not for ${name}, which takes ${taken}`),
    ...(extra.length > 0
      ? [`${name} takes ${file === true ? 'one file' : 'no file without an option'}: leave out ${extra.join(' ')}`]
      : []),
    ...(strange.length === 0 && sources.length > 1
      ? [`give one of ${sources.map((option) => `--${option}`).join(' or ')}, not several`]
      : []),
  ];
}

function version(): string {
  const held: unknown = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8'));
  return z.object({ version: z.string() }).parse(held).version;
}
