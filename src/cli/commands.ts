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
import { BadInput, inert, type Options, type Streams } from './io.ts';
import { orderLevels } from './order.ts';
import { prices } from './prices.ts';
import { read } from './read.ts';
import { startApp } from './start.ts';

interface Command {
  readonly run: (options: Options, streams: Streams, files: readonly string[]) => number | Promise<number>;
  /** The ways to write it, and what each does. */
  readonly usage: readonly (readonly [written: string, does: string])[];
  /** The options it takes: any other would be ignored, and nobody would know. */
  readonly takes: readonly (keyof Options)[];
  /** Whether it takes a file beside its options. */
  readonly file?: true;
}

const commands: Readonly<Record<string, Command>> = {
  start: {
    run: startApp,
    usage: [['start', 'the app in Slack, or without tokens the local workspace to try it in']],
    takes: ['rules', 'overlay'],
  },
  decide: {
    run: decideAnswers,
    usage: [['decide --answers FILE [--json]', 'decide the answers in FILE (JSON or YAML, - for standard input)']],
    takes: ['answers', 'json', 'rules', 'overlay', 'at'],
  },
  audit: {
    run: auditFile,
    usage: [['audit  FILE [--json]', 'sort out what judged answers in FILE (CSV, - for standard input) say']],
    takes: ['json', 'rules', 'overlay'],
    file: true,
  },
  costs: {
    run: costs,
    usage: [
      ['costs  --answers FILE [--json]', 'price every approach for the answers in FILE'],
      ['costs  --inputs FILE [--json]', 'price a workload given in numbers'],
      ['costs  --receipt FILE [--json]', 'compute a receipt again and compare it to the cent'],
    ],
    takes: ['answers', 'inputs', 'receipt', 'json', 'rules', 'overlay', 'at'],
  },
  read: {
    run: read,
    usage: [['read   FILE [--json]', 'what the messages of a thread say (JSON or YAML, - for standard input)']],
    takes: ['json', 'rules', 'overlay'],
    file: true,
  },
  prices: {
    run: prices,
    usage: [['prices [--json]', 'price rows that grew old, end soon or disagree with the price list']],
    takes: ['json', 'rules', 'overlay', 'at'],
  },
  check: {
    run: check,
    usage: [
      ['check  [--report] [--json]', 'prove the rules and say what they cover'],
      ['check  --stored [--json]', 'which stored decisions come out otherwise by the rules and prices of now'],
    ],
    takes: ['report', 'stored', 'titles', 'json', 'rules', 'overlay', 'at'],
  },
  doctor: {
    run: doctor,
    usage: [['doctor [--json]', 'what is wrong with environment, Slack, manifest, database, rules, and what to do']],
    takes: ['json', 'rules', 'overlay', 'manifest'],
  },
  backup: {
    run: backup,
    usage: [['backup FILE', 'copy the embedded database to FILE while the app runs']],
    takes: [],
    file: true,
  },
  restore: {
    run: restore,
    usage: [['restore [FILE]', 'put a copy back before the app is started (PostgreSQL: after pg_restore, no FILE)']],
    takes: [],
    file: true,
  },
  order: {
    run: orderLevels,
    usage: [['order', 'find an order of levels with a small diagram']],
    takes: ['rules', 'overlay'],
  },
};

interface Option {
  readonly type: 'string' | 'boolean';
  /** What stands for its value. */
  readonly value?: string;
  readonly says: string;
}

const text = 'string';
const flag = 'boolean';
const options = {
  answers: { type: text, value: 'FILE', says: 'answers, or a list of them (JSON or YAML, - for standard input)' },
  inputs: { type: text, value: 'FILE', says: 'a workload in numbers, or a list of them' },
  receipt: { type: text, value: 'FILE', says: 'what costs --inputs --json printed' },
  json: { type: flag, says: 'JSON for programs' },
  rules: { type: text, value: 'DIR', says: 'rule files (default: RAG_OR_FT_RULES, or those of the package)' },
  overlay: { type: text, value: 'DIR', says: "a team's rule files laid over them (default: RULES_DIR)" },
  report: { type: flag, says: 'for check: every rule and question' },
  stored: { type: flag, says: 'for check: the stored decisions in place of the rules' },
  titles: { type: flag, says: 'for check --stored: show titles, which people wrote' },
  manifest: { type: text, value: 'FILE', says: 'for doctor: a manifest to look at in place of the one of the package' },
  at: { type: text, value: 'DATE', says: 'date of the prices, YYYY-MM-DD (default: today)' },
} satisfies Record<keyof Options, Option>;
const everywhere = {
  help: { type: flag, short: 'h', says: 'this list; after a command what that command takes' },
  version: { type: flag, says: 'the version of this package' },
} satisfies Record<string, Option & { readonly short?: string }>;
const named: Readonly<Record<string, Option>> = { ...options, ...everywhere };

const written = (name: string): string => [`--${name}`, named[name]?.value ?? []].flat().join(' ');

/** Lines of commands, and below them their options. */
function usageOf(of: readonly Command[], takes: readonly string[]): string {
  const ways = of.flatMap(({ usage }) => usage.map(([how, does]) => `  rag-or-ft ${how.padEnd(32)} ${does}\n`));
  const taken = takes.map((name) => `  ${written(name).padEnd(16)} ${named[name]?.says ?? ''}\n`);
  return [ways, taken].flatMap((lines) => (lines.length === 0 ? [] : [lines.join('')])).join('\n');
}

const usage = (): string =>
  `rag-or-ft: prompt, long context, RAG or fine-tuning?\n\n${usageOf(Object.values(commands), Object.keys(named))}`;

/** Runs one command. @returns the exit code: 0 done, 1 something must be mended: unsound rules, stored decisions that would flip, what the doctor found; 2 bad input. */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  const line = { args: [...argv], allowPositionals: true, options: { ...options, ...everywhere } };
  try {
    const { tokens, positionals } = parseArgs({ ...line, strict: false, tokens: true });
    const [name, ...files] = positionals;
    const given = tokens.flatMap((token) => (token.kind === 'option' ? [token] : []));
    const asked = (option: string) => given.some((one) => one.name === option);
    if (asked('help') || name === 'help') {
      const about = name === 'help' ? files[0] : name;
      const command = about === undefined ? undefined : commandNamed(about);
      streams.out(command === undefined ? usage() : usageOf([command], command.takes));
      return 0;
    }
    if (asked('version')) {
      streams.out(`${version()}\n`);
      return 0;
    }
    if (name === undefined) throw new BadInput([...strangeIn(given), usage().trimEnd()]);
    const command = commandNamed(name);
    const misread = [...strangeIn(given, { name, takes: command.takes }), ...miswritten(given)];
    const faults =
      misread.length > 0 ? misread : faultsOf(name, command, [...new Set(given.map((one) => one.name))], files);
    if (faults.length > 0) throw new BadInput(faults);
    const { help: _help, version: _version, ...values } = parseArgs(line).values;
    return await command.run({ json: false, report: false, ...values }, streams, files);
  } catch (cause) {
    if (!(cause instanceof BadInput)) throw cause;
    streams.err(`${cause.lines.join('\n')}\n`);
    return 2;
  }
}

/** @throws BadInput with the commands that there are */
function commandNamed(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  const near = likest(name, Object.keys(commands));
  const said = inert(name.slice(0, 60));
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  throw new BadInput([`there is no command "${said}"${meant}\n`, usage().trimEnd()]);
}

/** An option as it stands on the command line. */
interface Given {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

const takenText = (takes: readonly string[]): string =>
  takes.length === 0 ? 'no options' : takes.map((option) => `--${option}`).join(', ');

/** Options that no command has. */
function strangeIn(
  given: readonly Given[],
  command?: { readonly name: string; readonly takes: readonly string[] },
): readonly string[] {
  return given
    .filter(({ name }) => !Object.hasOwn(named, name))
    .map(({ name, rawName }) => {
      const near = likest(name, command?.takes ?? Object.keys(named));
      const meant = near === undefined ? '' : `did you mean --${near}? `;
      const all =
        command === undefined ? 'below are those there are' : `${command.name} takes ${takenText(command.takes)}`;
      return `there is no option ${inert(rawName.slice(0, 60))}; ${meant}${all}`;
    });
}

/** Options without their value, with one they do not take, or with several of which all but the last would be ignored. */
function miswritten(given: readonly Given[]): readonly string[] {
  return [...new Set(given.map(({ name }) => name))].flatMap((name) => {
    const ones = given.filter((one) => one.name === name);
    const option = named[name];
    if (option === undefined) return [];
    if (option.type === flag)
      return ones.some(({ value }) => value !== undefined) ? [`--${name} takes no value: write --${name} alone`] : [];
    // What follows an option without its value is the next option.
    const bare = ones.some(
      ({ value, inlineValue }) => value === undefined || (inlineValue !== true && /^-./.test(value)),
    );
    if (bare) return [`--${name} is without its ${option.value ?? 'value'}: write ${written(name)}`];
    return ones.length > 1 ? [`--${name} stands there ${ones.length} times: write it once`] : [];
  });
}

/** Does it name what a command works on? */
const isSource = (option: string) => option === 'answers' || option === 'inputs' || option === 'receipt';

/** What the command line holds that its command does not take. */
function faultsOf(
  name: string,
  { takes, file }: Command,
  given: readonly string[],
  files: readonly string[],
): readonly string[] {
  const known = new Set<string>(takes);
  const strange = given.filter((option) => !known.has(option)).map((option) => `--${option}`);
  const extra = files.slice(file === true ? 1 : 0);
  const sources = given.filter(isSource);
  // Of a command that reads a file by an option, the file was most likely meant for it.
  const meant = file !== true && sources.length === 0 && extra.length === 1 ? takes.find(isSource) : undefined;
  const remedy = `${meant === undefined ? 'leave out' : `write --${meant}`} ${inert(extra.join(' ').slice(0, 200))}`;
  return [
    ...strange.map((option) => `${option} is not for ${name}, which takes ${takenText(takes)}`),
    ...(extra.length > 0
      ? [`${name} takes ${file === true ? 'one file' : 'no file without an option'}: ${remedy}`]
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
