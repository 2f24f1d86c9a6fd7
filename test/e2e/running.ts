import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import type { Config } from '../../src/config.ts';
import type { Playground } from '../../src/playground/index.ts';
import { wrote } from '../leaks.ts';
import { start, type Running } from '../../src/start.ts';

export interface Slice extends Running {
  readonly playground: Playground;
  /** What operators would read. */
  readonly lines: readonly Record<string, unknown>[];
}

/** The whole product against the local workspace on a database of its own; stopped when the test ends. */
export async function running(changes: Partial<Config> = {}): Promise<Slice> {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-'));
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { base: null },
    {
      write(line: string) {
        wrote(line);
        lines.push(JSON.parse(line));
      },
    },
  );
  const slice = await start(
    {
      slack: { mode: 'playground' },
      port: 0,
      host: '127.0.0.1',
      data: join(folder, 'data.db'),
      rules: undefined,
      logLevel: 'info',
      postPauseMs: 0,
      postSettleMs: 0,
      slackApiUrl: undefined,
      actionsPerMinute: 0,
      ...changes,
    },
    log,
  );
  const { playground } = slice;
  if (playground === undefined) throw new Error('the playground is what these tests run against');
  playground.faults.rateLimits = false;
  onTestFinished(async () => {
    await slice.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  return { ...slice, playground, lines };
}
