import { expect, it } from 'vitest';
import { run } from './run.ts';

it.each<[string, readonly string[], RegExp]>([
  [
    'an option like one of the command, with what it takes',
    ['decide', '--anwsers', 'case.json'],
    /^there is no option --anwsers; did you mean --answers\? decide takes --answers, --json, --rules, --overlay, --at\n$/,
  ],
  ['an option like none', ['prices', '--bogus'], /^there is no option --bogus; prices takes --json, --rules, /],
  [
    'an option of a command that has none',
    ['backup', '--bogus'],
    /^there is no option --bogus; backup takes no options\n$/,
  ],
  ['an option without a command', ['--bogus'], /^there is no option --bogus; below are those there are\n/],
  [
    'an option that would steer the terminal',
    ['order', '--\u001B[2J'],
    /^there is no option --\uFFFD\[2J; order takes/,
  ],
  ['a letter for an option', ['decide', '-x'], /^there is no option -x; decide takes --answers, /],
  ['a file of a command that reads one by an option', ['decide', 'case.json'], /: write --answers case\.json\n$/],
  ['a file beside that option', ['decide', '--answers', '-', 'case.json'], /: leave out case\.json\n$/],
  ['a file twice', ['decide', '--answers', 'a', '--answers', 'b'], /^--answers stands there 2 times: write it once\n$/],
  [
    'a file without its name',
    ['decide', '--answers', '--json'],
    /^--answers is without its FILE: write --answers FILE\n$/,
  ],
  ['a date without its day', ['decide', '--answers', '-', '--at'], /^--at is without its DATE: write --at DATE\n$/],
  ['a value of an option that has none', ['prices', '--json=yes'], /^--json takes no value: write --json alone\n$/],
  ['an empty name of a file', ['decide', '--answers', ''], /^the name of the file is empty; name a file, /],
  [
    'help on a command that there is not',
    ['decode', '--help'],
    /^there is no command "decode"; did you mean "decide"\?/,
  ],
  ['a date of a receipt', ['costs', '--receipt', 'none', '--at', '2026-01-01'], /^--at is not for costs --receipt: /],
  [
    'rules of a receipt, without a look at them',
    ['costs', '--receipt', 'none', '--rules', 'none', '--overlay', 'none'],
    /^--rules is not for costs --receipt: .+\n--overlay is not for costs --receipt: .+\n$/,
  ],
])('the command line refuses %s', async (_, args, said) => {
  const ran = await run(args);
  expect([ran.code, ran.out]).toEqual([2, '']);
  expect(ran.err).toMatch(said);
});

it.each([[['costs', '--help']], [['help', 'costs']], [['-h', 'costs']]])(
  'says of a command how it is written and which options it takes, and nothing of others: %j',
  async (args) => {
    const { code, out, err } = await run(args);
    expect([code, err]).toEqual([0, '']);
    expect(out.match(/rag-or-ft \w+/g)).toEqual(['rag-or-ft costs', 'rag-or-ft costs', 'rag-or-ft costs']);
    expect([...out.matchAll(/^ {2}--(\w+)/gm)].map(([, option]) => option)).toEqual([
      'answers',
      'inputs',
      'receipt',
      'json',
      'rules',
      'overlay',
      'at',
    ]);
  },
);

it('says of a command without options only how it is written', async () => {
  expect((await run(['backup', '--help'])).out).toMatch(/^ {2}rag-or-ft backup FILE .+\n$/);
});

it.each([
  [['--answers', '-', '--at', '1999-01-01'], '{}'],
  [['--inputs', '-', '--json'], '{start: 1999-01-01}'],
])('costs %j says that its prices are newer than the day asked for', async (args, input) => {
  const ran = await run(['costs', ...args], input);
  expect(ran.code).toBe(0);
  expect(ran.err).toMatch(/^Newer than 1999-01-01, so that they may not be the prices of that day: .*\(2026-.*\)\.\n$/);
});

it('takes a flag twice as once', async () => {
  expect(await run(['prices', '--json', '--json'])).toEqual(await run(['prices', '--json']));
});
