import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import * as core from '../src/core/index.ts';
import * as rules from '../src/rules/index.ts';

const root = new URL('../', import.meta.url);
const read = (url: URL): string => readFileSync(url, 'utf8');

/** The entries of the package, by the names other programs import. */
const entries = Object.entries(
  (JSON.parse(read(new URL('package.json', root))) as { exports: Record<string, { types: string; default: string }> })
    .exports,
).map(([name, { types, default: code }]) => ({ name, types, code, source: sourceOf(code) }));

function sourceOf(code: string): URL {
  return new URL(code.replace('./dist/', 'src/').replace(/\.js$/, '.ts'), root);
}

/** Everything a file hands on, with the file that declares it. */
function handedOn(url: URL): readonly { readonly name: string; readonly from: URL }[] {
  return [...read(url).matchAll(/^export (?:type )?\{([^}]*)\} from '([^']+)';/gm)].flatMap(
    ([, names = '', from = '']) =>
      names
        .split(',')
        .map((name) => name.replace(/\btype\b/, '').trim())
        .filter((name) => name !== '')
        .map((name) => ({ name, from: new URL(from, url) })),
  );
}

/** The line before a declaration; undefined where the file does not declare it. */
function before(name: string, from: URL): string | undefined {
  const text = read(from);
  const found = new RegExp(`^export (?:async )?(?:function\\*?|const|interface|type|class) ${name}\\b`, 'm').exec(text);
  if (found !== null) return text.slice(0, found.index).trimEnd().split('\n').at(-1);
  const other = handedOn(from).find((one) => one.name === name);
  return other && before(name, other.from);
}

test('what other programs import is there, typed, and says what it means', () => {
  expect(entries.map(({ name }) => name)).toEqual(['.', './rules']);
  for (const { source, code, types } of entries) {
    expect(existsSync(source)).toBe(true);
    expect(types).toBe(code.replace(/\.js$/, '.d.ts'));
    const all = handedOn(source);
    expect(all.length).toBeGreaterThan(5);
    const silent = all.filter(({ name, from }) => before(name, from)?.trim().endsWith('*/') !== true);
    expect(silent.map(({ name, from }) => `${name} in ${from.pathname}`)).toEqual([]);
  }
});

test('another program reads the rules, decides a case and prices it as the first docstring says', async () => {
  const opened = await rules.openRulebook(rules.shippedRules);
  if (!opened.ok) throw new Error(opened.problems.join('\n'));
  const book = core.compile(opened.rulebook);
  const given = core.parseAnswers(opened.rulebook, { gap: 'knowledge', knowledge_pages: 3000, freshness: 'weekly' });
  if (!given.ok) throw new Error(given.problems.map(({ message }) => message).join('\n'));
  const at = '2026-11-20';
  expect(core.decide(book, given.answers, at).approach).toBe('rag');
  expect(core.explain(book, given.answers, { title: 'Help desk', at }).plan.length).toBeGreaterThan(1);
  const scenario = core.scenarioOf(opened.rulebook, core.inOwnUnits(opened.rulebook, given.answers), at);
  expect(core.price(opened.rulebook, scenario).options.map(({ option }) => option)).toEqual([...core.costOptions]);
});

test('what is wrong comes back as data, with what to write instead', () => {
  const loaded = rules.loadRulebook(rules.shippedRules);
  if (!loaded.ok) throw new Error('the shipped rules are sound');
  const read = core.parseAnswers(loaded.rulebook, { gap: 'knowlege' });
  expect(read.ok ? [] : read.problems).toMatchObject([
    { path: ['gap'], remedy: expect.stringContaining('"knowledge"') },
  ]);
});
