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
  /** Why it lost, as a sentence; only among what spoke against a verdict. */
  readonly lost?: string;
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

/** One stage of a plan: what to do, how long it takes, what to measure, and when to go on. */
export interface PlanStage {
  readonly stage: string;
  readonly approach: Approach;
  readonly variant: string;
  readonly title: string;
  /** How to do it here, one sentence. */
  readonly do: string;
  /** What this workload needs besides. */
  readonly also: readonly { readonly variant: string; readonly do: string; readonly sources: readonly SourceRef[] }[];
  /** "2 to 4 weeks, 1 person" with what it goes into. */
  readonly effort: string;
  /** Calendar weeks from fewest to most. */
  readonly weeks?: readonly [number, number];
  /** People at once; 0.2 is a day a week. */
  readonly people?: number;
  readonly measure: string;
  /** The value to reach. */
  readonly target?: string;
  readonly goOn: string;
  /** When to give it up, or to end it. */
  readonly stop?: string;
  /** Which share of answers people look at. */
  readonly reviewed?: string;
  /** How facts are kept current. */
  readonly refresh?: string;
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
  readonly about: 'data' | 'readers' | 'erasure' | 'review' | 'training';
  readonly text: string;
  readonly sources: readonly SourceRef[];
}

/** Why not another approach, in one line. */
export interface WhyNotLine {
  readonly approach: Approach;
  readonly label: string;
  readonly text: string;
  readonly sources: readonly SourceRef[];
}

/** A number that was given and is near one the rules lean on. */
export interface NearThreshold {
  readonly question: string;
  readonly threshold: string;
  /** "You said 300 examples; the rules draw a line at 500 examples." */
  readonly text: string;
  /** Who draws the line there. */
  readonly sources: readonly SourceRef[];
  /** Who says otherwise, and what. */
  readonly disagrees: readonly { readonly source: SourceRef; readonly says: string }[];
  /** What the other side of it leads to, if that differs. */
  readonly flips?: Approach;
}

/** Something that is often believed, and what is known. */
export interface Misconception {
  readonly misconception: string;
  readonly says: string;
  readonly corrected: string;
  readonly sources: readonly SourceRef[];
}

/** A figure met in a text, and what is known about it. */
export interface Correction {
  readonly correction: string;
  readonly corrected: string;
  readonly sources: readonly SourceRef[];
}

/** What a verdict says beside its argument and plan. */
export interface Advice {
  /** One line for each other approach, in the order of the ladder. */
  readonly whyNot: readonly WhyNotLine[];
  readonly near: readonly NearThreshold[];
  /** What people with this workload often believe. */
  readonly misconception?: Misconception;
  /** Figures in the title that should not be believed. */
  readonly corrections: readonly Correction[];
  /** How long one round takes, what drifts, and who owns it. */
  readonly upkeep?: {
    readonly iteration: string;
    readonly drifts: string;
    readonly owner: string;
    readonly sources: readonly SourceRef[];
  };
  /** When it is looked at again at the latest, YYYY-MM-DD, counted from the day of the prices. */
  readonly reviewOn: string;
  /** The values at which the advice flips: look again when one of them is reached. */
  readonly reversal: readonly string[];
  /** What to do tomorrow, in a day at most. */
  readonly tomorrow: string;
}

/** Everything there is to say about a case: one value, rendered by Slack, the CLI and the playground alike. */
export interface Explanation extends Advice {
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
  /** At most three standing arguments that decide, the most telling first; all others are in `findings`. */
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
  readonly warnings: readonly {
    readonly warning: string;
    readonly text: string;
    readonly sources: readonly SourceRef[];
  }[];
  readonly compliance: readonly ComplianceNote[];
  readonly costs: Costs;
  /** The cost of the approach in one line, with the price date; and one sentence when the money speaks against it. */
  readonly costHeadline: string;
}
