import type { Approach } from './rulebook.ts';
import type { Costs } from './costs/types.ts';

/** Whether one approach is left: whatever the open answers are, once the open limits take their usual value, or not yet. */
export type Settled = 'yes' | 'as_assumed' | 'no';

/** A source as people read it. */
export interface SourceRef {
  readonly id: string;
  /** "PremAI, Fine-tuning vs RAG: a decision framework" */
  readonly label: string;
  readonly url?: string;
}

/** One rule that fired on one claim, with what became of it. */
export interface Argument {
  readonly rule: string;
  readonly claim: string;
  readonly side: 'supports' | 'opposes';
  readonly text: string;
  readonly sources: readonly SourceRef[];
  readonly stands: boolean;
  /** Rules that defeated it on this claim. */
  readonly beatenBy: readonly string[];
  /** Questions it leans on that nobody answered. */
  readonly assumed: readonly string[];
}

/** A claim with its outcome and every argument. */
export interface Finding {
  readonly claim: string;
  /** The outcome as a sentence. */
  readonly says: string;
  readonly holds: boolean;
  readonly arguments: readonly Argument[];
  /** Claims that have to hold first. */
  readonly needs: readonly string[];
  /** Those of them that do not hold. */
  readonly missing: readonly string[];
}

/** One answer whose change changes the verdict. `to` for options; `below`/`above` (in the question's unit) for numbers. */
export interface Pivot {
  readonly question: string;
  /** The value it is compared with; absent while several are possible. */
  readonly from?: string | number | boolean;
  readonly to?: string | boolean;
  readonly below?: number;
  readonly above?: number;
  readonly approach: Approach;
  /** Nobody gave `from`: it is the usual value. */
  readonly assumed: boolean;
  /** "If the facts changed yearly instead of weekly: long context." */
  readonly text: string;
}

export interface PlanStage {
  readonly stage: string;
  readonly approach: Approach;
  readonly variant: string;
  readonly title: string;
  /** How to do it here, one sentence. */
  readonly do: string;
  readonly effort: string;
  readonly measure: string;
  readonly goOn: string;
  readonly sources: readonly SourceRef[];
}

/** A question with a value, as people read it. `how` says where the value came from. */
export interface AnswerText {
  readonly question: string;
  readonly name: string;
  readonly value: string;
  readonly how: 'given' | 'assumed';
}

/** One sentence on where data and weights lie, who can read them, how one person's data is erased, or what may be trained on. */
export interface ComplianceNote {
  readonly about: 'data' | 'readers' | 'erasure' | 'training';
  readonly text: string;
  readonly sources: readonly SourceRef[];
}

/** Everything there is to say about a case: one value, rendered by Slack, the CLI and the playground alike. */
export interface Explanation {
  readonly title: string;
  readonly approach: Approach;
  /** The approach as people read it: "RAG". */
  readonly label: string;
  /** The answer in one line. */
  readonly headline: string;
  /** Why, in one sentence. */
  readonly sentence: string;
  readonly settled: Settled;
  /** How far it is settled, in one sentence: what is assumed, or what is still possible and what to find out. */
  readonly status: string;
  readonly possible: readonly { readonly approach: Approach; readonly label: string; readonly share: number }[];
  /** Standing arguments that lead to the approach, the most telling first. */
  readonly reasons: readonly Argument[];
  /** Arguments that fired and lost. */
  readonly against: readonly Argument[];
  readonly findings: readonly Finding[];
  readonly answers: readonly AnswerText[];
  readonly assumptions: readonly AnswerText[];
  readonly pivots: readonly Pivot[];
  /** Open questions worth asking, the most telling first. */
  readonly ask: readonly { readonly question: string; readonly name: string }[];
  readonly plan: readonly PlanStage[];
  readonly metric: string;
  readonly reviewMonths: number;
  readonly warnings: readonly { readonly text: string; readonly sources: readonly SourceRef[] }[];
  readonly compliance: readonly ComplianceNote[];
  readonly costs: Costs;
  /** The cost of the approach in one line, with the price date; and one sentence when the money speaks against it. */
  readonly costHeadline: string;
}
