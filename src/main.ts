import { readConfig } from './config.ts';
import { TokenRefused } from './identity.ts';
import { createLog } from './log.ts';
import { CannotStart, type Running, start } from './start.ts';
import { CannotOpenStore } from './store/store.ts';

const read = readConfig(process.env);
if (!read.ok) refuse(['The environment is wrong:', ...read.problems.map((problem) => `  ${problem}`)].join('\n'));
else await run(read.config);

async function run(config: Parameters<typeof start>[0]): Promise<void> {
  const log = createLog(config.logLevel);
  try {
    const running = await start(config, log);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(running));
    if (running.playground === undefined) log.info({ url: running.url }, 'started');
    else
      process.stdout.write(
        `\n  RAG or fine-tuning? Open ${running.playground.url}\n  and type /rag-or-ft in #llm-guild. Ctrl-C stops it: decisions stay, the messages here begin anew.\n\n`,
      );
  } catch (cause) {
    if (cause instanceof CannotStart || cause instanceof TokenRefused || cause instanceof CannotOpenStore)
      refuse(cause.message);
    else throw cause;
  }
}

let stopping: Promise<void> | undefined;

/** Stops once, however often a signal comes. */
function stop(running: Running): Promise<void> {
  stopping ??= running.stop().catch((cause: unknown) => {
    refuse(`could not stop cleanly: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  return stopping;
}

function refuse(message: string): void {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
