import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], RAG_OR_FT_DATA: join(folder, 'data.db'), ...env },
  });
  return { code: status, out: stdout, err: stderr };
}

/** The contract of `doctor --json`. */
const report = z.strictObject({
  ok: z.boolean(),
  findings: z.array(
    z.strictObject({
      check: z.string(),
      state: z.enum(['ok', 'off', 'warn', 'fail']),
      says: z.string().min(1),
      remedy: z.string().min(1).optional(),
    }),
  ),
});

it('rag-or-ft doctor ends with 0 where all is well, a line for each thing', () => {
  const { code, out, err } = run(['doctor'], {});
  expect([code, err]).toEqual([0, '']);
  expect(out.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^ok {4}environment {2}no Slack variable is set/),
    expect.stringMatching(/^ok {4}rules {8}\d+ questions and \d+ rules/),
    expect.stringMatching(/^ok {4}manifest {5}/),
    expect.stringMatching(/^ok {4}database {5}SQLite: the first start makes/),
  ]);
});

it('rag-or-ft doctor says that a database has no place where no folder can be made', () => {
  const { code, out } = run(['doctor'], { RAG_OR_FT_DATA: '/proc/x/data.db' });
  expect(code).toBe(1);
  expect(out).toMatch(/^fail {2}database {5}\/proc may not be written$/m);
});

it('rag-or-ft doctor --json ends with 1 and says what to do where something is wrong', () => {
  const { code, out, err } = run(['doctor', '--json'], { SLACK_BOT_TOKEN: 'xoxb-very-secret', LOG_LEVEL: 'loud' });
  expect([code, err]).toEqual([1, '']);
  const { ok, findings } = report.parse(JSON.parse(out));
  expect(ok).toBe(false);
  expect(findings.filter(({ state }) => state === 'fail').map(({ says }) => says)).toEqual([
    'LOG_LEVEL: use debug, info, warn, error or silent',
    'SLACK_BOT_TOKEN: set SLACK_APP_TOKEN too (Socket Mode), or SLACK_SIGNING_SECRET (HTTP)',
  ]);
  expect(out).not.toContain('very-secret');
});
