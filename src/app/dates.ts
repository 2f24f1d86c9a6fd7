/** The date in UTC, YYYY-MM-DD. */
export function isoDate(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
