export { type Audit, audit, type Counts } from './audit.ts';
export { type JudgedRead, type LineProblem, mostCharacters, mostCounted, readJudged } from './audit-read.ts';
export { type AuditWords, auditWords } from './audit-words.ts';
export { parseAnswers, type ParsedAnswers } from './answers.ts';
export { type FormQuestions, nextQuestions, questionsOf, questionsToAsk } from './ask.ts';
export { limitTick, listsIn, type Tick, type TickList, ticksOf } from './ticks.ts';
export {
  type Case,
  type Diagnostic,
  type Possible,
  type Range,
  rangeSchema,
  same,
  type Value,
  caseSchema,
  valueSchema,
} from './case.ts';
export {
  challenge,
  type Challenged,
  hasRoom,
  leaningOf,
  type Places,
  type Leaning,
  type LeanedThreshold,
  type Premise,
} from './challenge.ts';
export { checkAtStart, pairs, proofs } from './check.ts';
export { type Coverage, coverageOf } from './check/coverage.ts';
export { type Book, compile } from './compile.ts';
export * as costFormulas from './costs/formulas/index.ts';
export { usd } from './costs/money.ts';
export { monthsLater } from './days.ts';
export { sourcesOf } from './sources.ts';
export { labelOf, list, possibleText, shortOption, valueText } from './words.ts';
export { type CostInputs, costInputs, givenIn } from './costs/contract.ts';
export { certain, type Estimate } from './costs/estimate.ts';
export { type Currency, moneyIn } from './costs/money.ts';
export { lookingOut, type OptionOutlook, type Outlook, outlookOf } from './costs/outlook.ts';
export { type CostChoices, numberAsked, scenarioOf } from './costs/price.ts';
export { simulate, simulating } from './costs/simulate.ts';
export { atOnce, type Steps } from './steps.ts';
export { type Swing, tornado } from './costs/tornado.ts';
export {
  moneyAgainst,
  monthWords,
  oldPrices,
  overtakenWords,
  percent,
  priceDays,
  rangeLine,
  signLine,
} from './costs/words.ts';
export { inOwnUnits } from './levels.ts';
export { pricesToLookAt } from './costs/look.ts';
export { type PriceList, tierReadAs } from './costs/models.ts';
export { cheapestOf } from './costs/price.ts';
export { type CostReport, report } from './costs/report.ts';
export { checkReceipt, costsCsv, moneySchema, receiptOf, writingReceipt } from './costs/receipt.ts';
export type { Scenario } from './costs/scenario.ts';
export { rowOn } from './costs/rows.ts';
export { resolve } from './costs/scenario.ts';
export { givenBy } from './costs/workload.ts';
export type { ModelRow } from './costs/schema.ts';
export { type CostOption, costOptions } from './costs/numbers.ts';
export type { CostEvent, CostInput, CostLine, Costs, OptionCost } from './costs/types.ts';
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
export { type ComparedAspect, comparisonOf } from './comparison.ts';
export { approachOf, decide, gapOpen, type Verdict } from './decide.ts';
export { explain } from './explain.ts';
export type {
  Advice,
  AnswerText,
  Argument,
  ComplianceNote,
  Correction,
  Explanation,
  Finding,
  Pivot,
  PlanStage,
  Settled,
  SourceRef,
} from './explanation.ts';
export { countedRange } from './intervals.ts';
export { argue, type Outcome } from './findings.ts';
export { isRange, unitsOf, valuesOf } from './levels.ts';
export { correctionsIn } from './corrections.ts';
export { addLater } from './later.ts';
export { differences, moved, movedUnpriced } from './moved.ts';
export { record, type RecordMeta } from './record.ts';
export { approaches, rulebookSchema } from './rulebook.ts';
export type { Approach, Question, Rulebook } from './rulebook.ts';
export { findText, type FoundText } from './lessons/search.ts';
export { type Example, exampleOf, examplesOf } from './lessons/examples.ts';
export { type Faq, type Lesson, type LessonPicture, lessonPictures } from './lessons/schema.ts';
export { whyNot, type WhyNot, type WhyNotClaim } from './why-not.ts';
export { type Language, openLanguage } from './read/language.ts';
export { readingThread, readThread } from './read/thread.ts';
export type { Evidence, ForeignMoney, Message, ReadConflict, Reading } from './read/types.ts';
