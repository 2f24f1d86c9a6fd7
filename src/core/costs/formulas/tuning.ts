import { hoursPerMonth, million, secondsPerDay, secondsPerHour, tokensUsd } from './units.ts';

/** Tokens billed for one training run: `X · t · e`, and a share on top that is read for validation. */
export const trainingTokens = (q: {
  readonly examples: number;
  readonly tokensPerExample: number;
  readonly epochs: number;
  readonly validationShare: number;
}): number => q.examples * q.tokensPerExample * q.epochs * (1 + q.validationShare);

/** $ for all training runs paid per token; price in $ per 1M tokens. */
export const trainingUsd = (q: {
  readonly runs: number;
  readonly trainingTokens: number;
  readonly usdPerMtok: number;
}): number => q.runs * tokensUsd(q.trainingTokens, q.usdPerMtok);

/** $ for all training runs on rented cards: `runs · (tokens / tps / 3600) · cards · $/h`; tps of all cards together. */
export const gpuTrainingUsd = (q: {
  readonly runs: number;
  readonly trainingTokens: number;
  readonly tokensPerSecond: number;
  readonly gpus: number;
  readonly usdPerHour: number;
}): number => q.runs * (q.trainingTokens / q.tokensPerSecond / secondsPerHour) * q.gpus * q.usdPerHour;

/** $ a month for a fee by the hour, at any traffic. */
export const hostingUsd = (usdPerHour: number): number => usdPerHour * hoursPerMonth;

/** Seconds one query keeps a copy of the model busy: `T_in / prefill + O / decode`. Tokens, tokens per second. */
export const gpuSecondsPerQuery = (q: {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly prefillTps: number;
  readonly decodeTps: number;
}): number => q.inputTokens / q.prefillTps + q.outputTokens / q.decodeTps;

/** Copies of a model for the busiest minute: `max(least, ceil(N · k / 86400 · seconds / u))`. */
export const replicas = (q: {
  readonly queriesPerDay: number;
  /** Busiest minute against the average over 24 hours. */
  readonly peakFactor: number;
  readonly secondsPerQuery: number;
  /** Share of the capacity that can be used, above 0. */
  readonly utilisation: number;
  readonly least: number;
}): number =>
  Math.max(
    q.least,
    Math.ceil((((q.queriesPerDay * q.peakFactor) / secondsPerDay) * q.secondsPerQuery) / q.utilisation),
  );

/** $ a month for copies on cards of your own: `replicas · G · $/h · 720 h · share of the month they are on`. */
export const ownGpusUsd = (q: {
  readonly replicas: number;
  readonly gpusPerReplica: number;
  readonly usdPerHour: number;
  readonly onShare: number;
}): number => q.replicas * q.gpusPerReplica * q.usdPerHour * hoursPerMonth * q.onShare;

/** $ per 1M tokens on a card of your own: `p / (tps · u · 3600) · 1e6`. */
export const ownGpuUsdPerMtok = (q: {
  readonly usdPerHour: number;
  readonly tokensPerSecond: number;
  readonly utilisation: number;
}): number => (q.usdPerHour / (q.tokensPerSecond * q.utilisation * secondsPerHour)) * million;

/**
 * How often a tuned model is trained again within the horizon, in the months after the start and before the end: the next time is
 * the earlier of one refresh later and the day the base model is shut down. Months; 0 as refresh means never, no shutdown is Infinity.
 */
export function retrains(q: {
  readonly horizonMonths: number;
  readonly refreshMonths: number;
  readonly shutdownMonth: number;
}): number {
  const { horizonMonths: end, refreshMonths: every, shutdownMonth: forced } = q;
  if (forced <= 0 || forced >= end) return refreshes(end, every);
  return refreshes(forced, every) + 1 + refreshes(end - forced, every);
}

const refreshes = (months: number, every: number): number =>
  every > 0 ? Math.max(0, Math.ceil(months / every) - 1) : 0;

/** $ for one retrain: `φ · X · d + training + evaluation + weeks · R`, φ the share of the examples that is new. */
export const retrainUsd = (q: {
  readonly newExamplesShare: number;
  readonly examples: number;
  readonly usdPerExample: number;
  readonly trainingUsd: number;
  readonly evaluationUsd: number;
  readonly weeks: number;
  readonly usdPerWeek: number;
}): number =>
  q.newExamplesShare * q.examples * q.usdPerExample + q.trainingUsd + q.evaluationUsd + q.weeks * q.usdPerWeek;

/** Servers for a small classifier: `max(1, ceil(N · k / 86400 / items per second))`. */
export const classifierInstances = (q: {
  readonly itemsPerDay: number;
  readonly peakFactor: number;
  readonly itemsPerSecond: number;
}): number => Math.max(1, Math.ceil((q.itemsPerDay * q.peakFactor) / secondsPerDay / q.itemsPerSecond));

/** $ for examples that are still to be made: `max(0, X − at hand) · d`; d in $ per example. */
export const examplesUsd = (q: {
  readonly examples: number;
  readonly atHand: number;
  readonly usdPerExample: number;
}): number => Math.max(0, q.examples - q.atHand) * q.usdPerExample;
