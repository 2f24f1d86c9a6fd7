/**
 * What other layers and other programs may use. Pure functions of data: no files, no network, no clock and no chance without a seed.
 *
 * A rulebook is read (`rag-or-ft/rules`), compiled once into a {@link Book}, and asked again and again:
 *
 * ```ts
 * import { compile, decide, explain, parseAnswers } from 'rag-or-ft';
 * import { openRulebook, shippedRules } from 'rag-or-ft/rules';
 *
 * const opened = await openRulebook(shippedRules);
 * if (!opened.ok) throw new Error(opened.problems.join('\n'));
 * const book = compile(opened.rulebook);
 * const read = parseAnswers(opened.rulebook, { gap: 'knowledge', knowledge_pages: 3000, freshness: 'weekly' });
 * if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join('\n'));
 * decide(book, read.answers, '2026-11-20').approach; // 'rag'
 * explain(book, read.answers, { title: 'Help desk', at: '2026-11-20' }).plan;
 * ```
 *
 * Throughout: `answers` is a {@link Case}, checked by {@link parseAnswers}. `at` is the day prices are taken at, YYYY-MM-DD. Money is US
 * dollars, not rounded. Shares lie between 0 and 1. What comes from outside and is wrong is returned as {@link Diagnostic}; functions
 * throw only where their docstring says so, or when a rulebook was not checked ({@link checkAtStart}).
 */

// Rulebooks, and what can be wrong with them.
export {
  type Approach,
  approaches,
  type NumberQuestion,
  type Question,
  type Rule,
  type Rulebook,
  rulebookSchema,
} from './rulebook.ts';
export { type Book, compile } from './compile.ts';
export { checkAtStart, pairs, proofs } from './check.ts';
export { type Coverage, coverageOf } from './check/coverage.ts';

// Cases.
export {
  type Case,
  caseSchema,
  type Diagnostic,
  type Possible,
  type Range,
  rangeSchema,
  same,
  type Value,
  valueSchema,
} from './case.ts';
export { likest, parseAnswers, type ParsedAnswers } from './answers.ts';
export { countedRange } from './intervals.ts';
export { inOwnUnits, isRange, unitsOf, valuesOf } from './levels.ts';

// Deciding, and what to ask.
export { approachOf, decide, gapOpen, type Verdict } from './decide.ts';
export { argue, type Outcome } from './findings.ts';
export { type FormQuestions, nextQuestions, questionsOf, questionsToAsk } from './ask.ts';
export { limitTick, listsIn, type Tick, type TickList, ticksOf } from './ticks.ts';

// Explaining.
export { explain } from './explain.ts';
export type {
  Advice,
  AnswerText,
  Argument,
  ComplianceNote,
  Correction,
  Explanation,
  Finding,
  Misconception,
  NearThreshold,
  Pivot,
  PlanStage,
  Settled,
  SourceRef,
  WhyNotLine,
} from './explanation.ts';
export { type Explained, whyNot, type WhyNot, type WhyNotClaim } from './why-not.ts';
export {
  challenge,
  type Challenged,
  hasRoom,
  type LeanedThreshold,
  type Leaning,
  leaningOf,
  type Places,
  type Premise,
} from './challenge.ts';
export { type ComparedAspect, comparisonOf } from './comparison.ts';
export { correctionsIn } from './corrections.ts';
export { addLater } from './later.ts';
export { differences, moved, movedUnpriced } from './moved.ts';
export { record, type RecordMeta } from './record.ts';
export { sourcesOf } from './sources.ts';
export { labelOf, list, possibleText, shortOption, valueText } from './words.ts';

// Debates.
export {
  assess,
  type Camp,
  contestable,
  type Debate,
  type DebatePosition,
  type Dispute,
  type LeadsTo,
  type Said,
  settledCase,
  type Settling,
  type Standing,
  standings,
} from './debate.ts';
export { type DebateRecord, debateRecord } from './debate/record.ts';

// What threads say.
export { type Language, openLanguage } from './read/language.ts';
export { readingThread, readThread } from './read/thread.ts';
export type { Evidence, ForeignMoney, Message, ReadConflict, Reading } from './read/types.ts';

// What judged answers say.
export { type Audit, audit, type Counts, type Lead, type Pile } from './audit.ts';
export { type JudgedRead, type LineProblem, mostCharacters, mostCounted, readJudged } from './audit-read.ts';
export { type AuditWords, auditWords } from './audit-words.ts';

// What it costs.
export { type CostChoices, cheapestOf, numberAsked, price, scenarioOf } from './costs/price.ts';
export { type Choices, conflicts, resolve, type Resolved, type Scenario, type Ways } from './costs/scenario.ts';
export { type CostInputs, costInputs, givenIn } from './costs/contract.ts';
export { type CostOption, costOptions } from './costs/numbers.ts';
export type { CostBook, CostEvent, CostInput, CostLine, Costs, OptionCost } from './costs/types.ts';
export { certain, type Estimate } from './costs/estimate.ts';
export type { CostProblem, Given } from './costs/given.ts';
export { givenBy } from './costs/workload.ts';
export { simulate, simulating, type Simulation } from './costs/simulate.ts';
export { lookingOut, type OptionOutlook, type Outlook, outlookOf } from './costs/outlook.ts';
export { type Swing, tornado } from './costs/tornado.ts';
export { type CostReport, report } from './costs/report.ts';
export {
  checkReceipt,
  costsCsv,
  moneySchema,
  type Receipt,
  type ReceiptInputs,
  receiptOf,
  writingReceipt,
} from './costs/receipt.ts';
export { pricesToLookAt, type PriceNote } from './costs/look.ts';
export { type PriceList, tierReadAs } from './costs/models.ts';
export { rowOn } from './costs/rows.ts';
export type { ModelRow } from './costs/schema.ts';
export { type Currency, moneyIn, usd } from './costs/money.ts';
export {
  moneyAgainst,
  monthWords,
  laterPrices,
  laterRows,
  oldPrices,
  oldRows,
  openWords,
  overtakenWords,
  percent,
  priceDays,
  rangeLine,
  signLine,
} from './costs/words.ts';
export * as costFormulas from './costs/formulas/index.ts';

// What newcomers read.
export { type Example, exampleOf, examplesOf } from './lessons/examples.ts';
export { type Faq, type Lesson, type LessonPicture, lessonPictures } from './lessons/schema.ts';
export { findText, type FoundText } from './lessons/search.ts';

// Long work in slices, and the calendar.
export { atOnce, type Steps } from './steps.ts';
export { monthsLater } from './days.ts';
