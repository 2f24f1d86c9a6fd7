import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contentsOf } from '../../src/app/books.ts';
import { compile, explain } from '../../src/core/index.ts';
import { named, storedFlips, watchFlips } from '../../src/operate/stored.ts';
import { loadRulebook } from '../../src/rules/load.ts';
import type { Store } from '../../src/app/ports.ts';
import type { Where } from '../../src/store/database.ts';
import { openStore } from '../../src/store/store.ts';
import { at, book, rulebook, rulesFolder } from '../core/shipped.ts';
import { emptyFolder, type RuleFolder } from '../rules/folder.ts';
import { onEveryDatabase } from '../store/databases.ts';
import { decisionOf, newFile, revisionOf } from '../store/samples.ts';

/** A team that is content with less, as docs/rules.md shows. */
function content(): RuleFolder {
  const folder = emptyFolder();
  folder.write('thresholds.yml', 'thresholds:\n  prompt_ceiling: { value: 0.75, source: [ours] }\n');
  return folder;
}

function bookWith(folder: RuleFolder) {
  const loaded = loadRulebook(rulesFolder, folder.path);
  if (!loaded.ok) throw new Error('the team’s rules cannot be loaded');
  return compile(loaded.rulebook);
}

const title = 'Secret project Nightingale';
const nearly = { gap: 'knowledge', prompt_success_rate: 0.78, required_accuracy: 0.75, error_cost: 'low' };

/** Decides this many things in each workspace as the rules that ship do, of which the first has a prompt that is nearly good enough. */
async function decided(store: Store, workspaces: readonly string[], each: number): Promise<void> {
  const { rules, prices } = contentsOf(rulebook);
  const by = named(rulebook);
  await store.keepContents([
    { hash: by.rulebook, body: rules },
    { hash: by.prices, body: prices },
  ]);
  for (const installation of workspaces) {
    for (let n = 0; n < each; n += 1) {
      const decision = decisionOf({ installation, id: `d${String(n).padStart(3, '0')}`, title });
      const answers = n === 0 ? nearly : { gap: 'none' };
      await store.share(decision, revisionOf(decision, { ...by, answers, approach: n === 0 ? 'rag' : 'prompt' }), []);
    }
  }
}

async function filled(where: Where, workspaces = ['E:E1', 'T:T1', 'T:T2'], each = 3): Promise<Store> {
  const store = await openStore(where);
  await decided(store, workspaces, each);
  return store;
}

describe('stored decisions', () => {
  onEveryDatabase(({ newPlace }) => {
    it('come out as they did by the same rules, workspace by workspace to the last page', async () => {
      const where = await newPlace();
      // More than two pages in one of them.
      const store = await filled(where, ['T:T1'], 104);
      await decided(store, ['T:T2', 'T:T3'], 1);
      await store.close();
      expect(await storedFlips(where, book, at)).toEqual({ all: 106, flips: [] });
    });

    it('that other rules would flip are named with the reason that decides them now, and left as they are', async () => {
      using folder = content();
      const where = await newPlace();
      const store = await filled(where);
      const before = await store.written('T:T1', 'd000');
      const { all, flips } = await storedFlips(where, bookWith(folder), at);
      expect(all).toBe(9);
      expect(flips.map(({ decision, from, to }) => [decision.installation, decision.id, from, to])).toEqual(
        ['E:E1', 'T:T1', 'T:T2'].map((one) => [one, 'd000', 'rag', 'prompt']),
      );
      // The reason is one that did not stand before.
      const [{ because, rule } = { because: '', rule: '' }] = flips;
      const then = explain(book, nearly, { title: '', at }).reasons.map((one) => one.rule);
      expect(then).not.toContain(rule);
      expect(because.length).toBeGreaterThan(10);
      expect(await store.written('T:T1', 'd000')).toEqual(before);
      expect(await store.posts('T:T1', 'd000')).toEqual([]);
      await store.close();
    });

    it('are judged by their latest revision', async () => {
      using folder = content();
      const where = await newPlace();
      const store = await filled(where, ['T:T1'], 1);
      const decision = decisionOf({ installation: 'T:T1', id: 'd000' });
      const far = { ...nearly, prompt_success_rate: 0.5 };
      await store.revise(revisionOf(decision, { ...named(rulebook), number: 2, answers: far }), []);
      await store.close();
      expect(await storedFlips(where, bookWith(folder), at)).toEqual({ all: 1, flips: [] });
    });

    it('whose answers the rules of now do not know are named as such', async () => {
      const where = await newPlace();
      const store = await filled(where, ['T:T1'], 1);
      const decision = decisionOf({ installation: 'T:T1', id: 'd999' });
      const answers = { gone_question: 'yes' };
      await store.share(decision, revisionOf(decision, { ...named(rulebook), answers }), []);
      await store.close();
      const { flips } = await storedFlips(where, book, at);
      expect(flips.map(({ decision: { id }, to, because }) => [id, to, because])).toEqual([
        ['d999', undefined, expect.stringMatching(/^gone_question: /)],
      ]);
    });
  });
});

describe('a start', () => {
  it('counts in the background what other rules would flip, and is silent about what they would not', async () => {
    using folder = content();
    const where = { file: await newFile() };
    await (await filled(where)).close();
    const lines: unknown[] = [];
    const log = {
      info: (...line: unknown[]) => void lines.push(line),
      warn: (...line: unknown[]) => void lines.push(line),
    };
    await watchFlips(where, book, log).done;
    expect(lines).toEqual([]);
    await watchFlips(where, bookWith(folder), log).done;
    expect(lines).toEqual([[{ flips: 3 }, expect.stringContaining('rag-or-ft check --stored')]]);
    await watchFlips({ file: '/nowhere/data.db' }, book, log).done;
    expect(lines.at(-1)).toEqual([
      { error: 'CannotOpenStore', at: expect.anything() },
      expect.stringContaining('could not'),
    ]);
  });
});

const program = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const run = (args: readonly string[], env: Readonly<Record<string, string>>) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, 'check', '--stored', '--at', at, ...args], {
    encoding: 'utf8',
    env: { PATH: process.env['PATH'], ...env },
  });
  return { code: status, out: stdout, err: stderr };
};

describe('rag-or-ft check --stored', () => {
  it('names them beside a running app, by RULES_DIR too, and shows what people wrote only when told to', async () => {
    using folder = content();
    const file = await newFile();
    const store = await filled({ file }, ['T:T1'], 2);
    const env = { RAG_OR_FT_DATA: file, RULES_DIR: folder.path };
    const { code, out, err } = run([], env);
    await store.close();
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^T:T1 {2}d000 {2}C1 {2}rag → prompt: .{10,}\n1 of 2 stored decisions/);
    expect(out).not.toContain('Nightingale');
    const told = JSON.parse(run(['--json', '--titles'], env).out) as { decisions: number; flips: object[] };
    expect(told).toMatchObject({ at, decisions: 2 });
    expect(told.flips).toEqual([
      {
        installation: 'T:T1',
        decision: 'd000',
        channel: 'C1',
        revision: 1,
        title,
        from: 'rag',
        to: 'prompt',
        rule: expect.any(String),
        because: expect.any(String),
      },
    ]);
  });

  it('ends with 2 where there is no database', () => {
    const { code, err } = run([], { RAG_OR_FT_DATA: '/nowhere/data.db' });
    expect(code).toBe(2);
    expect(err).toContain('there is no such file');
  });
});
