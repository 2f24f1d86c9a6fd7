/** One amount to three digits: "$0", "<$0.01", "$840", "$21.4K", "$1.2M"; "-$5K". */
export function money(amount: number, sign = '$'): string {
  const size = Math.abs(Number(amount.toPrecision(3)));
  if (size < 0.01 && amount > 0) return `<${sign}0.01`;
  const [unit, thousands] = unitOf(size);
  return signed(amount, `${sign}${String(Number((size / unit).toPrecision(3)))}${thousands}`, sign);
}

/** Amounts on an axis, told apart by as few digits as that needs: "$0", "$2.5K", "$10K"; "-$5K". */
export function moneyTicks(ticks: readonly number[], sign = '$'): readonly string[] {
  const largest = Math.max(...ticks.map(Math.abs));
  const [unit, thousands] = unitOf(largest);
  const digits = [0, 1, 2, 3, 4, 5, 6].find((count) => ticks.every((tick) => exact(tick / unit, count))) ?? 6;
  return ticks.map((tick) => signed(tick, `${sign}${(Math.abs(tick) / unit).toFixed(digits)}${thousands}`, sign));
}

const units = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
] as const;

function unitOf(size: number): readonly [number, string] {
  return units.find(([unit]) => size >= unit) ?? [1, ''];
}

function signed(amount: number, size: string, sign: string): string {
  if (amount === 0) return `${sign}0`;
  return `${amount < 0 ? '-' : ''}${size}`;
}

/** What stands before an amount: "$", or the code of another currency. */
export const signOf = (currency: string | undefined): string => (currency === undefined ? '$' : `${currency} `);

function exact(value: number, digits: number): boolean {
  return Math.abs(Number(value.toFixed(digits)) - value) <= Math.abs(value) * 1e-9;
}
