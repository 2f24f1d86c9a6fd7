import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { readManifest } from '../../src/manifest.ts';
import type { Examined } from '../../src/operate/doctor.ts';
import { createSealer } from '../../src/slack/oauth/seal.ts';
import { copySqlite, sqlite } from '../../src/store/sqlite.ts';
import { openStore } from '../../src/store/store.ts';
import { instance, installed } from '../oauth/kit.ts';
import { credentials } from '../playground/stand-in.ts';
import { freshDatabase, server } from '../postgres/fresh.ts';
import { onEveryDatabase } from '../store/databases.ts';
import { newFolder, secret, seen, shipped, tokens, workspace } from './kit.ts';

describe('the doctor', () => {
  it('finds nothing to mend where everything is in order, and says so of each thing', async () => {
    const { apiUrl } = await workspace();
    const { states } = await seen({ ...tokens, SLACK_API_URL: apiUrl });
    expect(states).toEqual([
      'environment: ok',
      'rules: ok',
      'manifest: ok',
      'database: ok',
      'token: ok',
      'app token: ok',
      'scopes: ok',
      'clock: ok',
    ]);
  });

  it('needs no Slack where nothing of Slack is set', async () => {
    const { states } = await seen({}, { fetch: () => Promise.reject(new Error('nobody is asked')) });
    expect(states).toEqual(['environment: ok', 'rules: ok', 'manifest: ok', 'database: ok']);
  });

  it('says what is off without the optional scopes, and that all else works', async () => {
    const { apiUrl } = await workspace(['commands', 'chat:write']);
    const { findings, bad } = await seen({ ...tokens, SLACK_API_URL: apiUrl });
    expect(bad).toEqual([]);
    const off = findings.filter(({ state }) => state === 'off').map(({ says }) => says);
    expect(off).toEqual([
      expect.stringContaining('without channels:history and groups:history threads are pasted'),
      expect.stringContaining('without app_mentions:read'),
      expect.stringContaining('without users:read'),
      expect.stringContaining('without channels:read and groups:read'),
      expect.stringContaining('without files:write and files:read'),
    ]);
  });

  it('names scopes that are missing, and those nobody needs', async () => {
    const { apiUrl } = await workspace(['commands', 'users:read', 'admin']);
    const { bad } = await seen({ ...tokens, SLACK_API_URL: apiUrl });
    expect(bad.map(({ state, says }) => `${state} ${says}`)).toEqual([
      'fail chat:write is missing',
      'warn the app holds more than it needs: admin',
    ]);
  });

  it('tells each wrong token by Slack’s code, and shows none of them', async () => {
    const { apiUrl } = await workspace();
    const env = { SLACK_BOT_TOKEN: 'xoxb-wrong-one', SLACK_APP_TOKEN: 'xapp-wrong-too', SLACK_API_URL: apiUrl };
    const { bad, all } = await seen(env);
    expect(bad.map(({ check, says }) => [check, /\((\w+)\)/.exec(says)?.[1]])).toEqual([
      ['token', 'invalid_auth'],
      ['app token', 'invalid_auth'],
    ]);
    expect(all).not.toMatch(/wrong-one|wrong-too/);
  });

  it('says when Slack cannot be asked', async () => {
    const { bad } = await seen({ ...tokens, SLACK_API_URL: 'http://127.0.0.1:1/api/' });
    expect(bad.map(({ check, says }) => [check, says])).toEqual([
      ['token', 'Slack cannot be asked (ECONNREFUSED)'],
      ['app token', 'Slack cannot be asked (ECONNREFUSED)'],
    ]);
  });

  it.each([
    [20_000, 'clock: ok'],
    [-120_000, 'clock: warn'],
    [600_000, 'clock: fail'],
  ])('compares the clock with Slack’s: %i ms', async (off, state) => {
    const { apiUrl } = await workspace();
    const { states } = await seen({ ...tokens, SLACK_API_URL: apiUrl }, { now: () => Date.now() + off });
    expect(states).toContain(state);
  });

  it('doubts a signing secret that is none of Slack’s', async () => {
    const { apiUrl } = await workspace();
    const env = { SLACK_BOT_TOKEN: credentials.botToken, SLACK_API_URL: apiUrl };
    expect((await seen({ ...env, SLACK_SIGNING_SECRET: secret })).states).toContain('signing secret: ok');
    const { states, all } = await seen({ ...env, SLACK_SIGNING_SECRET: 'not-really-one' });
    expect(states).toContain('signing secret: warn');
    expect(all).not.toContain('not-really-one');
  });

  it('names every fault of the environment, and goes on with what does not depend on it', async () => {
    const { states, bad } = await seen({ SLACK_BOT_TOKEN: 'oops-a-token', PORT: 'x', RULES_DIR: '/nowhere' });
    expect(bad.map(({ check, says }) => `${check} ${says}`)).toEqual([
      expect.stringMatching(/^environment SLACK_BOT_TOKEN: a bot token starts with xoxb-/),
      'environment PORT: write a port number',
      expect.stringMatching(/^environment SLACK_BOT_TOKEN: set SLACK_APP_TOKEN too/),
      expect.stringMatching(/^rules .*nowhere/),
    ]);
    expect(states.at(-1)).toBe('manifest: ok');
    expect((await seen({}, { node: '20.18.0' })).states[0]).toBe('environment: fail');
  });

  it('says something to do for all that is wrong', async () => {
    const { apiUrl } = await workspace(['commands']);
    const url = 'postgres://me:pass-word@127.0.0.1:1/x';
    const { bad, all } = await seen({ ...tokens, SLACK_API_URL: apiUrl, RULES_DIR: '/nowhere', DATABASE_URL: url });
    expect(bad.length).toBeGreaterThan(2);
    expect(bad.filter(({ remedy }) => remedy === undefined || !remedy.endsWith('.'))).toEqual([]);
    expect(all).not.toContain('pass-word');
  });

  it('repeats no secret of the environment, whoever says it', async () => {
    const answer = JSON.stringify({ ok: false, error: credentials.botToken });
    const fetch = async () => new Response(answer, { headers: { 'x-oauth-scopes': credentials.appToken } });
    const { all } = await seen({ ...tokens, DATABASE_URL: 'postgres://u:p%40ssword@h.invalid/d' }, { fetch });
    expect(all).not.toMatch(/xoxb-|xapp-|p%40ssword|p@ssword/);
  });
});

describe('the doctor of a database', () => {
  onEveryDatabase(({ newPlace }) => {
    it('says which one, that it can be written, and whether its schema is to be brought up to date', async () => {
      const where = await newPlace();
      const env = 'url' in where ? { DATABASE_URL: where.url } : { RAG_OR_FT_DATA: where.file };
      await (await openStore(where)).close();
      const found = (await seen(env)).findings.find(({ check }) => check === 'database');
      expect(found?.state).toBe('ok');
      expect(found?.says).toMatch(
        /^(SQLite 3\.\d+|PostgreSQL \d+).* opens and can be written; its schema is up to date$/,
      );
    });
  });

  it.skipIf(server === undefined)('tells an empty PostgreSQL and a name that is not there', async () => {
    const url = await freshDatabase({ blank: true });
    expect((await seen({ DATABASE_URL: url })).all).toContain('the next start brings its schema up to date');
    const { bad } = await seen({ DATABASE_URL: url.replace(/\/rag_or_ft_test_\w+/, '/not_there') });
    expect(bad.map(({ says, remedy }) => `${says}: ${remedy}`)).toEqual([
      expect.stringMatching(/there is no database of this name: Create it first\.$/),
    ]);
  });

  it('tells a file that is none, one of a newer version, and one that is damaged', async () => {
    const folder = newFolder();
    const text = join(folder, 'text.db');
    writeFileSync(text, 'not a database, '.repeat(100));
    const { bad } = await seen({ RAG_OR_FT_DATA: text });
    expect(bad.map(({ says, remedy }) => `${says}: ${remedy}`)).toEqual([
      expect.stringMatching(/the file is not a database: Move it away/),
    ]);

    const file = join(folder, 'newer.db');
    await (await openStore({ file })).close();
    const db = new Kysely<{ kysely_migration: { name: string; timestamp: string } }>({ dialect: sqlite(file) });
    await db.insertInto('kysely_migration').values({ name: '9999_later', timestamp: '2030' }).execute();
    await db.destroy();
    expect((await seen({ RAG_OR_FT_DATA: file })).bad[0]?.says).toContain('a newer version (schema step 9999_later)');

    const damaged = join(folder, 'damaged.db');
    await copySqlite(file, damaged);
    writeFileSync(damaged, readFileSync(damaged).fill(0x5a, 3 * 4096));
    const [found] = (await seen({ RAG_OR_FT_DATA: damaged })).bad;
    expect(found).toMatchObject({ check: 'database', state: 'fail', says: expect.stringContaining('damaged') });
    expect(found?.remedy).toContain('restore the last back-up');
  });

  it('makes no file where there is none, and changes nothing in one that is there', async () => {
    const folder = newFolder();
    const file = join(folder, 'data.db');
    expect((await seen({ RAG_OR_FT_DATA: file })).all).toContain('the first start makes');
    writeFileSync(file, '');
    await seen({ RAG_OR_FT_DATA: file });
    expect(readFileSync(file)).toHaveLength(0);
  });
});

const key = (byte: number) => Buffer.alloc(32, byte);
const env = (current: number, before?: number) => ({
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client-secret-word',
  SLACK_SIGNING_SECRET: secret,
  TOKEN_ENCRYPTION_KEY: key(current).toString('base64'),
  ...(before !== undefined && { TOKEN_ENCRYPTION_KEYS_BEFORE: key(before).toString('base64') }),
});
/** Slack, as it answers to tokens that work and to a code that is none. */
const slack: Examined['fetch'] = async (url) => {
  const error = String(url).endsWith('oauth.v2.access') ? { ok: false, error: 'invalid_code' } : { ok: true };
  const scopes = readManifest(shipped).scopes.join(',');
  return new Response(JSON.stringify(error), { headers: { 'x-oauth-scopes': scopes } });
};

describe('the doctor of many installations', () => {
  onEveryDatabase(({ newPlace }) => {
    it('tries the client and the newest tokens, and tells which tokens no key opens any more', async () => {
      const where = await newPlace();
      const store = await openStore(where);
      for (const [at, byte] of [1, 1, 2].entries()) {
        const sealed = instance(store, { sealer: createSealer([key(byte)]), now: () => at });
        await sealed.keep(installed({ installation: `T:T${at}`, token: `xoxb-${at}` }));
      }
      await store.close();
      const place = 'url' in where ? { DATABASE_URL: where.url } : { RAG_OR_FT_DATA: where.file };
      const of = async (one: object) =>
        (await seen({ ...place, ...one }, { fetch: slack })).findings
          .filter(({ check }) => check === 'installations' || check === 'client')
          .map(({ state, says }) => `${state} ${says}`);
      const client = 'ok Slack knows the client id and its secret';
      expect(await of(env(2, 1))).toEqual([client, 'off 3, of which an earlier key sealed 2']);
      expect(await of(env(2))).toEqual([
        client,
        'fail the tokens of 2 of 3 installations open with no key that is set',
      ]);
    });
  });
});
