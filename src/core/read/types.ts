import type { Value } from '../case.ts';

/** One message of a thread, as Slack gives it: `text` may hold Slack's markup. */
export interface Message {
  readonly author: string;
  /** Slack's time stamp, seconds since 1970 with a fraction: orders the messages. */
  readonly ts: string;
  readonly text: string;
}

/** What one author said about one question. */
export interface Evidence {
  /** A question of the rulebook, or another unit of one (`knowledge_pages`). */
  readonly question: string;
  /** An option id, `yes`/`no`, or a number or range in the question's unit. */
  readonly value: Value;
  readonly author: string;
  readonly ts: string;
  /** Place of the message in the list, from 1. */
  readonly message: number;
  /** The sentence it was read from, without markup, at most 300 characters. */
  readonly quote: string;
  readonly certainty: 'stated' | 'hedged';
}

/** An amount of money in another currency than dollars: to be asked about, never to be taken as dollars. */
export interface ForeignMoney extends Evidence {
  /** Three letters, ISO 4217. */
  readonly currency: string;
}

/** A question to which two authors gave values that differ. */
export interface ReadConflict {
  readonly question: string;
  readonly positions: readonly Evidence[];
}

/** What a thread says, oldest message first. */
export interface Reading {
  readonly evidence: readonly Evidence[];
  readonly conflicts: readonly ReadConflict[];
  /** Amounts somebody has to put into dollars first. */
  readonly foreign: readonly ForeignMoney[];
}
