import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { startProgram } from './process.ts';

function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rag-or-ft-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('starts the playground with nothing set, prints where it is, and ends when told', async () => {
  const program = startProgram({ PORT: '0', RAG_OR_FT_DATA: join(temporary(), 'data.db') });
  const [, url] = await program.prints(/Open (http:\S+)/);
  const page = await fetch(url ?? '');
  expect(await page.text()).toContain('llm-guild');
  program.stop();
  expect(await program.ended).toMatchObject({ code: 0, err: '' });
});

it('says in one line that its port is taken', async () => {
  const folder = temporary();
  const first = startProgram({ PORT: '0', RAG_OR_FT_DATA: join(folder, 'first.db') });
  const [, port] = await first.prints(/Open http:\S+:(\d+)/);
  const { code, err } = await startProgram({ PORT: port ?? '', RAG_OR_FT_DATA: join(folder, 'second.db') }).ended;
  expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
  expect(err).toContain(`port ${port} is taken`);
});

it('says in one line that its host is no address of this machine', async () => {
  const data = join(temporary(), 'data.db');
  for (const host of ['999.1.1.1', '192.0.2.1']) {
    const { code, err } = await startProgram({ PORT: '0', HOST: host, RAG_OR_FT_DATA: data }).ended;
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toContain(`HOST ${host} is no address of this machine: write 127.0.0.1`);
  }
});

it('stops once, however often it is told', async () => {
  const program = startProgram({ PORT: '0', RAG_OR_FT_DATA: join(temporary(), 'data.db') });
  await program.prints(/Open (http:\S+)/);
  program.stop();
  program.stop('SIGINT');
  expect(await program.ended).toMatchObject({ code: 0, err: '' });
});

it('names everything that is wrong with the environment at once', async () => {
  const { code, out, err } = await startProgram({
    SLACK_BOT_TOKEN: 'not-a-token',
    PORT: 'http',
    LOG_LEVEL: 'loud',
  }).ended;
  expect({ code, out }).toEqual({ code: 1, out: '' });
  for (const name of ['SLACK_BOT_TOKEN', 'PORT', 'LOG_LEVEL', 'SLACK_APP_TOKEN']) expect(err).toContain(name);
});

it('refuses a broken rule file with file, line and remedy', async () => {
  const rules = join(temporary(), 'rules');
  cpSync(fileURLToPath(new URL('../../rules', import.meta.url)), rules, { recursive: true });
  const claims = join(rules, 'claims.yml');
  const text = readFileSync(claims, 'utf8');
  const line = text.split('\n').findIndex((one) => one.includes('needs: [prompt_falls_short]')) + 1;
  writeFileSync(claims, text.replace('needs: [prompt_falls_short]', 'needs: [prompt_fals_short]'));
  const { code, err } = await startProgram({ RAG_OR_FT_RULES: rules, PORT: '0' }).ended;
  expect(code).toBe(1);
  expect(err).toContain('did you mean "prompt_falls_short"?');
  expect(Number(/claims\.yml:(\d+)/.exec(err)?.[1])).toBeLessThanOrEqual(line);
});

it('starts with a folder laid over the rules, and refuses a faulty one by its own file and line', async () => {
  const rules = temporary();
  writeFileSync(join(rules, 'claims.yml'), rule('pilot'));
  const env = { RULES_DIR: rules, PORT: '0', RAG_OR_FT_DATA: join(temporary(), 'data.db') };
  await startProgram(env).prints(/Open http/);
  writeFileSync(join(rules, 'claims.yml'), rule('pilott'));
  const { code, err } = await startProgram(env).ended;
  expect(code).toBe(1);
  expect(err).toContain(`${join(rules, 'claims.yml')}:3`);
  expect(err).toContain('did you mean "pilot"?');
});

it.each(['/dev/null/data.db', '/proc/no/such/data.db'])('says when its database cannot be made at %s', async (file) => {
  const { code, err } = await startProgram({ PORT: '0', RAG_OR_FT_DATA: file }).ended;
  expect(code).toBe(1);
  expect(err).toContain(file);
  expect(err).not.toContain('    at ');
});

/** A rule file with one rule that waits for a stage. */
function rule(stage: string): string {
  return `rules:\n  ours_alone:\n    when: { stage: ${stage} }\n    opposes: tune\n    limit: true\n    because: We never train a pilot.\n    source: [ours]\n`;
}
