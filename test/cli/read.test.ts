import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const built = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));
const source = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
const program = existsSync(built) ? [built] : ['--import', 'tsx', source];

function run(
  input: unknown,
  ...options: readonly string[]
): { readonly code: number | null; readonly out: string; readonly err: string } {
  const ran = spawnSync(process.execPath, [...program, 'read', '-', ...options], {
    input: JSON.stringify(input),
    encoding: 'utf8',
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const one = {
  messages: [
    { author: 'U1', ts: '1782000000.000100', text: 'We get 2-3k queries a day. Legal needs sources for every answer.' },
  ],
};

describe('rag-or-ft read', () => {
  it('gives one object for one thread and a list for a list', () => {
    const evidence = [
      { question: 'queries_per_day', low: 2000, high: 3000, author: 'U1', message: 1, certainty: 'stated' },
      { question: 'needs_citations', value: true, author: 'U1', message: 1, certainty: 'stated' },
    ];
    const alone: unknown = JSON.parse(run(one, '--json').out);
    expect(alone).toMatchObject({ evidence, conflicts: [] });
    expect(JSON.parse(run([one, one], '--json').out)).toEqual([alone, alone]);
  });

  it('says it in words for people', () => {
    expect(run(one).out).toContain('queries_per_day: 2000 to 3000 – U1, message 1');
  });

  it('refuses bad input with every fault and its place', () => {
    const { code, err } = run([{ messages: [{ author: 1, ts: 'x', text: 'a' }] }, {}]);
    expect(code).toBe(2);
    for (const place of ['[0] messages.0.author', '[0] messages.0.ts', '[1] messages']) expect(err).toContain(place);
  });
});
