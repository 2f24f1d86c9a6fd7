import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { slackHosts } from '../src/slack/http.ts';

// SECURITY.md says what holds and which test shows it.

const root = new URL('../', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, root), 'utf8');
const page = read('SECURITY.md');

/** The cells of a chapter's table, without its head. */
const rowsOf = (title: string): readonly (readonly string[])[] => {
  const part = page.split(/^## /m).find((one) => one.startsWith(title)) ?? '';
  const rows = part.split('\n').filter((line) => line.startsWith('| '));
  return rows.slice(1).map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));
};

const sources = readdirSync(fileURLToPath(new URL('src/', root)), { recursive: true })
  .map(String)
  .filter((name) => name.endsWith('.ts') && !name.startsWith('playground/'))
  // Types are nothing at run time.
  .map((name) => ({ name, text: read(`src/${name}`).replaceAll(/^import type .*$/gm, '') }));

describe('SECURITY.md', () => {
  it.each(['OWASP ASVS 5.0', "Slack's Marketplace"].flatMap((title) => rowsOf(title)))(
    '%s: is shown by a test that is there',
    (...cells) => {
      const [file = '', says = ''] = cells.slice(-2);
      const path = /^`(test\/[\w/-]+\.test\.ts)`$/.exec(file)?.[1] ?? '';
      expect(read(path)).toContain(says);
    },
  );

  it('has both lists', () => {
    expect(rowsOf('OWASP ASVS 5.0').length).toBeGreaterThan(30);
    expect(rowsOf("Slack's Marketplace").length).toBeGreaterThan(10);
  });

  it('links to what is there', () => {
    for (const [, to = ''] of page.matchAll(/\]\(([\w/.-]+)\)/g))
      expect([to, existsSync(new URL(to, root))]).toEqual([to, true]);
  });
});

it('the table of hosts is what the program may call', () => {
  const told = rowsOf('Every host it calls').map(([host = '']) => host.replaceAll('`', ''));
  expect(new Set(told)).toEqual(slackHosts);
  // What SVG calls itself is no address that anybody asks.
  const named = sources.flatMap(({ name, text }) =>
    [...text.matchAll(/['"`](?:https?|wss?):\/\/([\w.-]+\.\w+)/g)].map(([, host = '']) => `${host} in ${name}`),
  );
  const names = new Set(['www.w3.org in charts/svg.ts']);
  const others = named.filter((one) => !names.has(one) && ![...slackHosts].some((host) => one.startsWith(`${host} `)));
  expect(others).toEqual([]);
  // Nothing reaches the network but through the one door, and the driver of the database.
  const doors = sources.filter(({ text }) =>
    /\bfrom 'undici'|\bfetch\(|node:(?:https|net|tls|dgram|http2|dns)'/.test(text),
  );
  expect(doors.map(({ name }) => name).toSorted()).toEqual(['slack/http.ts']);
});

it('no code is made of text', () => {
  const made = sources.filter(({ text }) => /\beval\(|new Function\(|node:vm'|node:child_process'/.test(text));
  expect(made.map(({ name }) => name)).toEqual([]);
});

const lock = z
  .object({ packages: z.record(z.string(), z.object({ license: z.string().optional(), dev: z.boolean().optional() })) })
  .parse(JSON.parse(read('package-lock.json'))).packages;
const run = Object.entries(lock).flatMap(([path, one]) =>
  path === '' || one.dev === true
    ? []
    : [{ name: path.replace(/^.*node_modules\//, ''), license: one.license ?? 'none' }],
);

it('every part that is run comes under a licence that was looked at', () => {
  const free = new Set(['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0']);
  const others = run.filter(({ license }) => !free.has(license));
  const decided = others.filter(({ name, license }) => license === 'MPL-2.0' && /^@resvg\/resvg-js(?:-|$)/.test(name));
  expect(others).toEqual(decided);
  expect(decided.length).toBeGreaterThan(0);
  expect(page).toContain('`@resvg/resvg-js`');
  expect(readdirSync(new URL('node_modules/@resvg/resvg-js', root)).some((name) => /^licen[cs]e/i.test(name))).toBe(
    true,
  );
  expect(read('assets/fonts/LICENSE')).toContain('SIL Open Font License');
});

it('no package calls a language model', () => {
  const clients = /^(openai|@anthropic-ai|@google|cohere|replicate|langchain|@langchain|@aws-sdk|ollama|@mistralai)/;
  expect(run.filter(({ name }) => clients.test(name))).toEqual([]);
});

it('what is run has no known fault, as far as a registry can be asked', async (context) => {
  const asked = promisify(execFile)(
    'npm',
    ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000'],
    {
      cwd: fileURLToPath(root),
      timeout: 40_000,
    },
  );
  // It ends with 1 when there are faults, and when nobody answers.
  const out = await asked.then(
    ({ stdout }) => stdout,
    (error: { readonly stdout?: string }) => error.stdout ?? '',
  );
  const report = audit.safeParse(parsed(out));
  if (!report.success) {
    console.log('npm audit is skipped: no registry that can be reached answers it.');
    context.skip();
  }
  expect(report.data?.vulnerabilities).toEqual({});
});

const audit = z.object({ auditReportVersion: z.number(), vulnerabilities: z.record(z.string(), z.unknown()) });

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
