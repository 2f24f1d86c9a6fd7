import type { Coverage } from '../core/index.ts';

/** How many lines of a list the short report shows. */
const few = 5;

/**
 * What the rules cover, for people.
 * @param whole every rule and question, or those at the ends of the lists
 */
export function coverageText(coverage: Coverage, whole: boolean): string {
  const { assignments, possible, approaches, rules, questions } = coverage;
  const narrowest = whole
    ? rules
    : [...rules].sort((a, b) => a.decides - b.decides || a.stands - b.stands).slice(0, few);
  const telling = whole ? questions : questions.slice(0, few);
  return [
    `Proven over ${assignments.toLocaleString('en')} complete cases, of which numbers are known to produce ${possible.toLocaleString('en')}.`,
    '',
    table(
      'Approach',
      ['share of cases', 'of likely answers'],
      approaches.map(({ approach, share, likely }) => [approach, percent(share), percent(likely)]),
    ),
    '',
    table(
      whole ? 'Rule' : 'Rule (those that decide least)',
      ['fires in', 'stands in', 'decides'],
      narrowest.map(({ rule, fires, stands, decides }) => [rule, percent(fires), percent(stands), percent(decides)]),
    ),
    '',
    table(
      whole ? 'Question' : 'Question (the most telling)',
      ['narrows by', 'alone flips'],
      telling.map(({ question, bits, flips }) => [question, `${bits.toFixed(4)} bits`, percent(flips)]),
    ),
    ...(whole
      ? []
      : [
          '',
          `--report shows all ${rules.length} rules and ${questions.length} questions, --json everything for programs.`,
        ]),
    '',
  ].join('\n');
}

function table(title: string, heads: readonly string[], rows: readonly (readonly string[])[]): string {
  return [[title, ...heads], ...rows]
    .map(([first = '', ...rest]) => `  ${first.padEnd(34)}${rest.map((cell) => cell.padStart(18)).join('')}`.trimEnd())
    .join('\n');
}

/** Three digits that count, so that what is rare does not read as nothing. */
function percent(share: number): string {
  return share === 0 ? '0 %' : `${Number((share * 100).toPrecision(3)).toString()} %`;
}
