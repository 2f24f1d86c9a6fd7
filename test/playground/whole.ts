import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pino } from 'pino';
import { readManifest } from '../../src/manifest.ts';
import { type Playground, startPlayground } from '../../src/playground/index.ts';
import { type Running, start } from '../../src/start.ts';
import { credentials } from './stand-in.ts';

/** The whole product beside a workspace, for tests that share one over several tests. */
export interface Whole {
  readonly playground: Playground;
  readonly app: Running;
  /** What operators would read. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

/** Starts the product as it runs with Slack, over signed HTTP or Socket Mode; the workspace is all it knows of Slack. */
export async function startWhole(mode: 'http' | 'socket'): Promise<Whole> {
  const manifest = readManifest(new URL('../../manifest.yml', import.meta.url));
  const playground = await startPlayground({ manifest, credentials, rateLimits: false });
  const { botToken, appToken, signingSecret } = credentials;
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-'));
  const lines: string[] = [];
  const app = await start(
    {
      slack: mode === 'http' ? { mode, botToken, signingSecret } : { mode, botToken, appToken },
      port: 0,
      host: '127.0.0.1',
      data: join(folder, 'data.db'),
      rules: fileURLToPath(new URL('../../rules', import.meta.url)),
      logLevel: 'info',
      postPauseMs: 0,
      postSettleMs: 0,
      slackApiUrl: playground.apiUrl,
      actionsPerMinute: 0,
    },
    pino({ base: null }, { write: (line: string) => void lines.push(line) }),
  );
  if (app.url !== undefined) playground.connect(app.url);
  else await playground.until(() => playground.sockets.open > 0);
  return {
    playground,
    app,
    lines,
    async stop() {
      await app.stop();
      await playground.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
