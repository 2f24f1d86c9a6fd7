const two = (n: number): string => String(n).padStart(2, '0');

/** `day` (YYYY-MM-DD) some whole months later, at most the 28th so that the day exists. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const count = year * 12 + (month - 1) + Math.ceil(months);
  return `${String(Math.floor(count / 12))}-${two((count % 12) + 1)}-${two(Math.min(date, 28))}`;
}

/** Months from one day to another, with the fraction of the last one by days of 30. */
export function monthsBetween(from: string, to: string): number {
  const [year = 0, month = 1, date = 1] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 1, toDate = 1] = to.split('-').map(Number);
  return (toYear - year) * 12 + (toMonth - month) + (toDate - date) / 30;
}

/** Days from one day to another, by months of 30. */
export const daysBetween = (from: string, to: string): number => Math.round(monthsBetween(from, to) * 30);
