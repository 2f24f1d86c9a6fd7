/** The month of the cost model: 30 days, 720 hours. Source s1#cost. */
export const daysPerMonth = 30;
export const hoursPerMonth = 720;
export const secondsPerHour = 3600;
export const secondsPerDay = 86_400;
export const workDaysPerWeek = 5;
export const million = 1e6;

/** $ for `tokens` at `usdPerMtok` $ per 1M tokens. */
export const tokensUsd = (tokens: number, usdPerMtok: number): number => (tokens * usdPerMtok) / million;

/** $ for work: engineer-weeks at $ per week. */
export const peopleUsd = ({ weeks, usdPerWeek }: { readonly weeks: number; readonly usdPerWeek: number }): number =>
  weeks * usdPerWeek;

/** $ a month for upkeep in working days a month, five to a week. */
export const upkeepUsd = ({ days, usdPerWeek }: { readonly days: number; readonly usdPerWeek: number }): number =>
  (days / workDaysPerWeek) * usdPerWeek;
