import { type Planted, swap } from './planted.ts';

const line = (id: string, rest: string): ((text: string) => string) =>
  swap('    ticks:\n', `    ticks:\n      ${id}: { tick: Planted${rest} }\n`);

/** What no list to tick may hold. */
export const lists: readonly Planted[] = [
  {
    fault: 'a list with more lines than fit',
    file: 'questions.yml',
    change: line('offline', ''),
    line: 'ticks:',
    says: /9 lines do not fit one list/,
    remedy: /keep at most 8/,
  },
  {
    fault: 'a line for a question that there is not',
    file: 'questions.yml',
    change: swap('      eval_harness: { tick', '      eval_harnes: { tick'),
    line: 'eval_harnes: {',
    says: /there is no question "eval_harnes"/,
    remedy: /did you mean "eval_harness"/,
  },
  {
    fault: 'a line that means an option there is not',
    file: 'questions.yml',
    change: swap('means: [quarterly, yearly, static]', 'means: [quarterly, never]'),
    line: 'rules_change:\n        tick',
    says: /a tick at rules_change has to mean some of its options/,
    remedy: /hourly, daily, weekly/,
  },
  {
    fault: 'a line of a yes or no that means something else',
    file: 'questions.yml',
    change: swap('tick: We may train on our examples }', 'tick: We may train on our examples, means: high }'),
    line: 'training_data_approved: {',
    says: /a tick at training_data_approved means yes/,
    remedy: /leave out `means`/,
  },
  {
    fault: 'a line that means a number outside of its question',
    file: 'questions.yml',
    change: swap('means: { below: 200 }', 'means: { below: -1 }'),
    line: 'limit: { tick: "An answer must begin',
    says: /a tick at latency_ms has to mean the numbers on one side/,
    remedy: /from: 100/,
  },
  {
    fault: 'a limit that is usually so',
    file: 'questions.yml',
    change: swap('means: { below: 200 }', 'means: { from: 200 }'),
    line: 'limit: { tick: "An answer must begin',
    says: /latency_ms would be assumed not to be as it usually is/,
    remedy: /tick what is rarely so/,
  },
  {
    fault: 'a question in two lists',
    file: 'questions.yml',
    change: swap(
      '\nlists:\n',
      '\nlists:\n  other:\n    ask: a\n    help: h\n    ticks: { prompt_tried: { tick: Planted } }\n',
    ),
    line: 'prompt_tried: { tick: The prompt',
    says: /prompt_tried is in the list other too/,
    remedy: /keep one/,
  },
];
