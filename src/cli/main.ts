#!/usr/bin/env node
import { readFileSync } from 'node:fs';
import { run } from './commands.ts';

// Whoever reads our output may stop early, as `head` does.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => {
  if (cause.code === 'EPIPE') process.exit(0);
  throw cause;
});

process.exitCode = await run(process.argv.slice(2), {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  in: () => readFileSync(0, 'utf8'),
});
