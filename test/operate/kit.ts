import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { readManifest } from '../../src/manifest.ts';
import { type Examined, examine } from '../../src/operate/doctor.ts';
import { startPlayground } from '../../src/playground/index.ts';
import type { Config } from '../../src/config.ts';
import { createLog } from '../../src/log.ts';
import { openRulebook } from '../../src/rules/open.ts';
import { start } from '../../src/start.ts';
import { firstPage } from '../e2e/share.ts';
import { wrote } from '../leaks.ts';
import { credentials } from '../playground/stand-in.ts';

export const root = new URL('../../', import.meta.url);
export const shipped = new URL('manifest.yml', root);

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A workspace that granted these scopes; all of the manifest unless told. */
export async function workspace(scopes: readonly string[] = readManifest(shipped).scopes) {
  const manifest = { ...readManifest(shipped), scopes };
  const playground = await startPlayground({ manifest, credentials, rateLimits: false });
  onTestFinished(() => playground.close());
  return playground;
}

export const secret = '0123456789abcdef0123456789abcdef';
export const tokens = { SLACK_BOT_TOKEN: credentials.botToken, SLACK_APP_TOKEN: credentials.appToken };

/** The rules that ship are sound: one look at them is enough. */
const shippedRules = openRulebook(fileURLToPath(new URL('rules/', root)));
const openRules: Examined['openRules'] = (folder, overlay) =>
  overlay === undefined ? shippedRules : openRulebook(folder, overlay);

/** What the doctor says of this environment, as `check: state`, with its findings and its whole text. */
export async function seen(env: Examined['env'], rest: Partial<Examined> = {}) {
  const RAG_OR_FT_DATA = join(newFolder(), 'data.db');
  const findings = await examine({ env: { RAG_OR_FT_DATA, ...env }, openRules, ...rest });
  const bad = findings.filter(({ state }) => state === 'fail' || state === 'warn');
  return {
    findings,
    bad,
    all: JSON.stringify(findings),
    states: findings.map(({ check, state }) => `${check}: ${state}`),
  };
}

export type Place = Pick<Config, 'data' | 'database'>;

/** A workspace, and the product started on a database as often as need be. */
export async function around(scopes?: readonly string[]) {
  const playground = await workspace(scopes);
  const started = async (place: Place, rest: Partial<Config> = {}) => {
    const app = await start(
      {
        slack: { mode: 'http', botToken: credentials.botToken, signingSecret: credentials.signingSecret },
        port: 0,
        host: '127.0.0.1',
        rules: undefined,
        logLevel: 'error',
        postPauseMs: 0,
        postSettleMs: 3_000,
        slackApiUrl: playground.apiUrl,
        actionsPerMinute: 0,
        ...place,
        ...rest,
      },
      createLog('info', { write: wrote }),
    );
    playground.connect(app.url ?? '');
    return app;
  };
  /** Ann shares something, of which nothing is posted as long as Slack takes no messages. */
  const share = async (title: string): Promise<void> => {
    const ann = playground.as('U0ANN');
    await ann.command('#llm-guild', `/rag-or-ft ${title}`);
    await playground.until(() => ann.view(), 20_000);
    await ann.submit(firstPage);
    await ann.submit({ prompt_success_rate: '60%' });
    await ann.submit();
    await ann.closeView();
  };
  return { playground, started, share };
}
