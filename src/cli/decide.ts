import {
  type Book,
  type Case,
  decide,
  type Explanation,
  explain,
  type PlanStage,
  type SourceRef,
  type Question,
  type Possible,
  valuesOf,
} from '../core/index.ts';
import { openBook, type Options, priceDate, readAnswers, type Streams } from './io.ts';

const title = 'This workload';

/** `rag-or-ft decide`: the verdict of one case or of a list, for people or as JSON. */
export async function decideAnswers(options: Options, streams: Streams): Promise<number> {
  const book = await openBook(options);
  const at = priceDate(options);
  const { cases, several } = readAnswers(book, options, streams);
  if (options.json) {
    const results = cases.map((answers) => verdictJson(book, answers, at));
    streams.out(`${JSON.stringify(several ? results : results[0], null, 2)}\n`);
    return 0;
  }
  streams.out(`${cases.map((answers) => verdictText(explain(book, answers, { title, at }))).join('\n\n')}\n`);
  return 0;
}

const idsOf = (sources: readonly SourceRef[]): readonly string[] => sources.map(({ id }) => id);
const namesOf = (sources: readonly SourceRef[]): string =>
  sources.length === 0 ? '' : ` [${sources.map(({ label }) => label).join('; ')}]`;

/**
 * The JSON contract of `decide --json`. Dates are YYYY-MM-DD; `weeks` are calendar weeks from fewest to most, `people` how
 * many at once (0.2 is a day a week); sources are ids of the rule files. What does not apply is left out.
 */
function verdictJson(book: Book, answers: Case, at: string): object {
  const one = explain(book, answers, { title, at });
  const { complete } = decide(book, answers, at);
  return {
    approach: one.approach,
    settled: one.settled,
    possible: one.possible.map(({ approach, share }) => ({ approach, share: Number(share.toFixed(6)) })),
    plan: one.plan.map((stage) => ({
      approach: stage.approach,
      variant: stage.variant,
      stage: stage.stage,
      title: stage.title,
      do: stage.do,
      also: stage.also.map(({ variant, do: how }) => ({ variant, do: how })),
      effort: stage.effort,
      weeks: stage.weeks,
      people: stage.people,
      measure: stage.measure,
      target: stage.target,
      go_on: stage.goOn,
      stop: stage.stop,
      reviewed: stage.reviewed,
      refresh: stage.refresh,
      source: idsOf(stage.sources),
    })),
    tomorrow: one.tomorrow,
    review_on: one.reviewOn,
    reversal: one.reversal,
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
    because: one.reasons.map(({ rule, text, sources }) => ({ rule, text, source: idsOf(sources) })),
    against: one.against.map(({ rule, text, sources, beatenBy, lost }) => ({
      rule,
      text,
      source: idsOf(sources),
      beatenBy,
      lost,
    })),
    why_not: one.whyNot.map(({ approach, text, sources }) => ({ approach, text, source: idsOf(sources) })),
    near: one.near.map(({ question, threshold, text, sources, disagrees, flips }) => ({
      question,
      threshold,
      text,
      source: idsOf(sources),
      disagrees: disagrees.map(({ source, says }) => ({ source: source.id, says })),
      flips,
    })),
    misconception: one.misconception && {
      id: one.misconception.misconception,
      says: one.misconception.says,
      corrected: one.misconception.corrected,
      source: idsOf(one.misconception.sources),
    },
    upkeep: one.upkeep && { ...one.upkeep, sources: undefined, source: idsOf(one.upkeep.sources) },
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
      one.reasons.map(({ text, sources }) => `${text}${namesOf(sources)}`),
    ),
    ...section(
      'Overruled',
      one.against.map(({ text, lost }) => `${text} But: ${lost ?? ''}`),
    ),
    ...section(
      'Why not',
      one.whyNot.map(({ label, text, sources }) => `${label}: ${text}${namesOf(sources)}`),
    ),
    ...section(
      'Assumed',
      one.assumptions.map(({ name, value }) => `${name}: ${value}`),
    ),
    ...section('Near a line', one.near.map(nearText)),
    ...section(
      'What would change it',
      one.pivots.map(({ text }) => text),
    ),
    ...section(
      'Ask next',
      one.ask.slice(0, 3).map(({ name }) => name),
    ),
    ...section('Plan', one.plan.map(stageText)),
    `Tomorrow: ${one.tomorrow}`,
    `Look again: on ${one.reviewOn}, or when one of these is reached: ${one.reversal.join('; ')}`,
    ...section('Upkeep', upkeepLines(one)),
    ...section('Costs', [one.costHeadline]),
    ...section('Often believed', misconceptionLines(one)),
    ...section(
      'Warnings',
      one.warnings.map(({ text, sources }) => `${text}${namesOf(sources)}`),
    ),
  ].join('\n');
}

function nearText({ text, sources, disagrees }: Explanation['near'][number]): string {
  const others = disagrees.map(({ source, says }) => `${source.label} says ${says}`).join('; ');
  return `${text}${namesOf(sources)}${others === '' ? '' : ` Others: ${others}.`}`;
}

function stageText(stage: PlanStage, at: number): string {
  const details = [
    stage.do,
    ...stage.also.map(({ variant, do: how }) => `Besides, ${variant}: ${how}`),
    ...(stage.refresh === undefined ? [] : [`Kept current: ${stage.refresh}`]),
    `Measure: ${stage.measure}`,
    ...(stage.target === undefined ? [] : [`Target: ${stage.target}`]),
    ...(stage.reviewed === undefined ? [] : [`Reviewed: ${stage.reviewed}`]),
    `Go on: ${stage.goOn}`,
    ...(stage.stop === undefined ? [] : [`Stop: ${stage.stop}`]),
  ];
  return [`${at + 1}. ${stage.title}: ${stage.variant}. ${stage.effort}`, ...details].join('\n      ');
}

function upkeepLines({ upkeep }: Explanation): readonly string[] {
  if (upkeep === undefined) return [];
  return [
    `One round of improving takes: ${upkeep.iteration}`,
    `What drifts: ${upkeep.drifts}`,
    `Who owns it: ${upkeep.owner}${namesOf(upkeep.sources)}`,
  ];
}

function misconceptionLines({ misconception }: Explanation): readonly string[] {
  if (misconception === undefined) return [];
  return [`"${misconception.says}" ${misconception.corrected}${namesOf(misconception.sources)}`];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  - ${line}`)];
}
