import { monthsLater } from '../core/index.ts';

/** The date in UTC, YYYY-MM-DD. */
export function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

const dayMs = 24 * 3_600_000;

/** The same time of the day so many months of the calendar later: on the day that a record names as well. */
export function monthsAfter(at: number, months: number): number {
  return Date.parse(monthsLater(isoDate(at), months)) + (at % dayMs);
}
