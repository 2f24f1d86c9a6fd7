const cents = 2;

/** A whole number for people: "1,200,000". */
export const count = (number: number): string => String(Math.round(number)).replace(/\B(?=(\d{3})+$)/g, ',');

/** Dollars for people: "$0", "$0.0042", "$0.42", "$12.50", "$1,240", "$21K", "$1.1M". A number that is none is "unknown". */
export function usd(amount: number): string {
  if (!Number.isFinite(amount)) return 'unknown';
  const text = positive(Math.abs(amount));
  return amount < 0 && text !== '$0' ? `-${text}` : text;
}

function positive(amount: number): string {
  if (amount < 0.000_01) return '$0';
  if (amount < 0.01) return `$${String(Number(amount.toPrecision(cents)))}`;
  if (amount < 99.995) return `$${whole(amount) ? String(Math.round(amount)) : amount.toFixed(cents)}`;
  if (amount < 9999.5) return `$${count(amount)}`;
  let scaled = amount / 1000;
  for (const unit of ['K', 'M', 'B']) {
    if (Number(scaled.toPrecision(3)) < 1000) return `$${String(Number(scaled.toPrecision(3)))}${unit}`;
    scaled /= 1000;
  }
  return `$${count(Number(scaled.toPrecision(3)))}T`;
}

const whole = (amount: number): boolean => Math.abs(amount - Math.round(amount)) < 0.005;

/** A currency to show prices in, at a rate somebody set on a day. */
export interface Currency {
  /** Three letters, ISO 4217. */
  readonly code: string;
  /** Units of it for one dollar. */
  readonly perUsd: number;
  /** The day the rate was set, YYYY-MM-DD. */
  readonly on: string;
}

/** Dollars as people read them, in another currency if one was set: "EUR 21K". */
export const moneyIn =
  (currency: Currency | undefined) =>
  (dollars: number): string =>
    currency === undefined ? usd(dollars) : usd(dollars * currency.perUsd).replace('$', `${currency.code} `);
