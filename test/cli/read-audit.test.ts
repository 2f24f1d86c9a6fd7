import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rulebook } from '../core/shipped.ts';
import { emptyFolder } from '../rules/folder.ts';
import { type Ran, run } from './run.ts';

const read = (input: unknown): Promise<Ran> => run(['read', '-'], JSON.stringify(input));
const audit = (input: string): Promise<Ran> => run(['audit', '-'], input);

const at = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
const program = `"${process.execPath}" "${at('dist/cli/main.js')}"`;
const page = readFileSync(at('docs/decide.md'), 'utf8');
/** The files a page has people write, and its commands, each with lines of its output in their order. */
const files = [...page.matchAll(/^```yaml\n# (\S+)\n([^]*?)^```$/gm)].map(([, name = '', text = '']) => ({
  name,
  text,
}));
const examples = [...page.matchAll(/^```console\n\$ (.+)\n([^]*?)^```$/gm)].map(
  ([, command = '', says = '']) => [command, says.trimEnd().split('\n')] as const,
);

/** Those of some lines that an output does not have, or not in that order. */
function missing(output: string, lines: readonly string[]): readonly string[] {
  const rest = output.split('\n');
  return lines.filter((line) => rest.splice(0, rest.indexOf(line) + 1).length === 0);
}

const form = 'write {"messages": [{"author": "U1", "ts": "1782000000.000100", "text": "We get 2000 queries a day."}]}';

describe('the page on what audit and read take', () => {
  it('has an example of each', () => {
    expect(examples.map(([command]) => /npx rag-or-ft (\w+)/.exec(command)?.[1])).toEqual(['audit', 'read']);
  });

  it.each(examples)('shows what comes out: %s', (command, says) => {
    using folder = emptyFolder();
    for (const { name, text } of files) folder.write(name, text);
    const ran = spawnSync('/bin/sh', ['-ec', command.replace('npx rag-or-ft', program)], {
      cwd: folder.path,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'] },
    });
    expect([ran.status, ran.stderr, missing(ran.stdout, says)]).toEqual([0, '', []]);
  });
});

describe('a thread of another form', () => {
  const message = { author: 'U1', ts: '1782000000.000100', text: 'x' };

  it.each<[string, unknown, string]>([
    ['no thread', 3, `a thread must be an object with its messages; ${form}`],
    ['an object of nothing', {}, `messages: it must be a list of messages; ${form}`],
    ['no message', { messages: [] }, `messages: it holds no message; ${form}`],
    [
      'no time',
      { messages: [{ ...message, ts: undefined }] },
      'messages.0.ts: it must be seconds since 1970; write "ts": "1782000000.000100"',
    ],
    [
      'a date',
      { messages: [{ ...message, ts: '2026-01-01' }] },
      'messages.0.ts: it must be seconds since 1970; write "ts": "1782000000.000100"',
    ],
    [
      'no author',
      { messages: [message, { ...message, author: 1 }] },
      'messages.1.author: it must be who wrote it; write "author": "U1"',
    ],
    ['a thread in a list', [{ messages: [message] }, {}], `[1] messages: it must be a list of messages; ${form}`],
    ['an empty list', [], `the list holds no thread; ${form}`],
  ])('is refused in one sentence that says how it is written: %s', async (_, input, says) => {
    expect(await read(input)).toEqual({ code: 2, out: '', err: `${says}\n` });
  });
});

describe('a table of other words', () => {
  it('is refused by the line on standard input, and the kinds are listed once', async () => {
    const kinds = ['right', ...Object.keys(rulebook.audit?.kinds ?? {})].join(', ');
    expect(await audit('knowledge\nbehavior\n')).toEqual({
      code: 2,
      out: '',
      err: `standard input:1: "knowledge" is not a kind of failure; use ${kinds}\nstandard input:2: "behavior" is not a kind of failure\n`,
    });
  });

  it.each([
    ['', 'standard input:1: there is nothing in it; write one kind and its count a line, as in "missing fact,12"\n'],
    [
      'kind,count\n',
      'standard input:1: there is only a header; write one kind and its count a line, as in "missing fact,12"\n',
    ],
  ])('is told the form where it holds none: "%s"', async (input, err) => {
    expect(await audit(input)).toEqual({ code: 2, out: '', err });
  });
});
