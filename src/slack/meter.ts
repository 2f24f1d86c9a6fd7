/** Counts what happens, for operators. Labels are ids of ours and codes of Slack's, never what a person wrote. */
export interface Meter {
  /** A request of Slack's: how long until it was acknowledged, or that it was not. */
  acked(kind: string, outcome: 'acked' | 'failed', ms: number): void;
  /** A call of the Web API, with the HTTP status, or `failed` without one. */
  called(method: string, outcome: string, ms: number): void;
}
