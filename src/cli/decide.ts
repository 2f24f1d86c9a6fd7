import {
  type Book,
  type Case,
  decide,
  type Explanation,
  explain,
  type Question,
  type Possible,
  valuesOf,
} from '../core/index.ts';
import { openBook, type Options, priceDate, readAnswers, type Streams } from './io.ts';

const title = 'This workload';

/** `rag-or-ft decide`: the verdict of one case or of a list, for people or as JSON. */
export async function decideAnswers(options: Options, { out }: Streams): Promise<number> {
  const book = await openBook(options);
  const at = priceDate(options);
  const { cases, several } = readAnswers(book, options);
  if (options.json) {
    const results = cases.map((answers) => verdictJson(book, answers, at));
    out(`${JSON.stringify(several ? results : results[0], null, 2)}\n`);
    return 0;
  }
  out(`${cases.map((answers) => verdictText(explain(book, answers, { title, at }))).join('\n\n')}\n`);
  return 0;
}

/** The JSON contract of `decide --json`. */
function verdictJson(book: Book, answers: Case, at: string): object {
  const one = explain(book, answers, { title, at });
  const { complete } = decide(book, answers, at);
  return {
    approach: one.approach,
    settled: one.settled,
    possible: one.possible.map(({ approach, share }) => ({ approach, share: Number(share.toFixed(6)) })),
    plan: one.plan.map(({ stage, approach, variant, title, effort, measure, goOn }) => ({
      approach,
      variant,
      stage,
      title,
      effort,
      measure,
      go_on: goOn,
    })),
    pivots: one.pivots.map(({ question, from, to, below, above, approach }) => ({
      question,
      // While several values are possible, all of them are what it would change from.
      from: from ?? possibleValues(book.rulebook.questions[question], answers[question]),
      ...(to === undefined ? {} : { to }),
      ...(below === undefined ? {} : { below }),
      ...(above === undefined ? {} : { above }),
      approach,
    })),
    ask: one.ask.map(({ question }) => question),
    because: one.reasons.map(({ rule, text, sources }) => ({ rule, text, source: sources.map(({ id }) => id) })),
    against: one.against.map(({ rule, text, sources, beatenBy }) => ({
      rule,
      text,
      source: sources.map(({ id }) => id),
      beatenBy,
    })),
    assumptions: one.assumptions.map(({ question }) => ({
      question,
      value: plainValue(book.rulebook.questions[question], complete[question]),
    })),
    warnings: one.warnings.map(({ text }) => text),
  };
}

/** yes/no as booleans. */
function plainValue(
  question: Question | undefined,
  value: Case[string] | undefined,
): Case[string] | boolean | undefined {
  return question?.kind === 'yes_no' ? value === 'yes' : value;
}

function possibleValues(question: Question | undefined, possible: Possible | undefined) {
  return valuesOf(possible ?? []).map((value) => plainValue(question, value));
}

function verdictText(one: Explanation): string {
  return [
    one.label,
    one.sentence,
    one.status,
    ...section(
      'Because',
      one.reasons.map(({ text, sources }) => `${text} [${sources.map(({ label }) => label).join('; ')}]`),
    ),
    ...section(
      'Overruled',
      one.against.map(({ text }) => text),
    ),
    ...section(
      'Assumed',
      one.assumptions.map(({ name, value }) => `${name}: ${value}`),
    ),
    ...section(
      'What would change it',
      one.pivots.map(({ text }) => text),
    ),
    ...section(
      'Ask next',
      one.ask.slice(0, 3).map(({ name }) => name),
    ),
    ...section(
      'Plan',
      one.plan.map(({ title, variant, effort }) => `${title}: ${variant} (${effort})`),
    ),
    ...section('Costs', [one.costHeadline]),
    ...section(
      'Warnings',
      one.warnings.map(({ text }) => text),
    ),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)];
}
