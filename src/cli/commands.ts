import { parseArgs } from 'node:util';
import { auditFile } from './audit.ts';
import { backup, restore } from './backup.ts';
import { check } from './check.ts';
import { costs } from './costs.ts';
import { decideAnswers } from './decide.ts';
import { doctor } from './doctor.ts';
import { BadInput, type Streams } from './io.ts';
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
`;

/** Commands that take a file beside their options. */
const takesFile = new Set(['audit', 'read', 'backup', 'restore']);

const commands = {
  start: startApp,
  decide: decideAnswers,
  audit: auditFile,
  costs,
  read,
  prices,
  check,
  doctor,
  backup,
  restore,
  order: orderLevels,
};

function isCommand(name: string | undefined): name is keyof typeof commands {
  return name !== undefined && Object.hasOwn(commands, name);
}

/** Runs one command. @returns the exit code: 0 done, 1 something must be mended: unsound rules, stored decisions that would flip, what the doctor found; 2 bad input. */
export async function run(argv: readonly string[], streams: Streams): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        answers: { type: 'string' },
        inputs: { type: 'string' },
        receipt: { type: 'string' },
        json: { type: 'boolean', default: false },
        rules: { type: 'string' },
        overlay: { type: 'string' },
        report: { type: 'boolean', default: false },
        stored: { type: 'boolean', default: false },
        titles: { type: 'boolean', default: false },
        manifest: { type: 'string' },
        at: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
    const [command, ...rest] = positionals;
    if (values.help || command === 'help') {
      streams.out(usage);
      return 0;
    }
    if (!isCommand(command) || rest.length > (takesFile.has(command) ? 1 : 0)) throw new BadInput([usage.trimEnd()]);
    return await commands[command](values, streams, rest);
  } catch (cause) {
    if (cause instanceof BadInput) streams.err(`${cause.lines.join('\n')}\n`);
    else if (cause instanceof TypeError && 'code' in cause) streams.err(`${cause.message}\n\n${usage}`);
    else throw cause;
    return 2;
  }
}
