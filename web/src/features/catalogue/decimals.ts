/** Prices as files have them: "1.234,50", "1,234.50", "€ 12", "12,5", "1'200.00". */

export type Decimal = '.' | ',';

export type PriceProblem = 'price_not_a_number' | 'price_negative' | 'price_too_exact' | 'price_too_large';

const LARGEST = 999_999_999_999;

/** Which sign stands before the cents in this column; null when no value tells. */
export function guessDecimal(values: readonly string[]): Decimal | null {
  let votes = 0;
  for (const value of values) {
    const text = bare(value);
    const [dot, comma] = [text.lastIndexOf('.'), text.lastIndexOf(',')];
    if (dot >= 0 && comma >= 0) votes += dot > comma ? 1 : -1;
    else if (dot >= 0 && tellsDecimal(text, '.')) votes++;
    else if (comma >= 0 && tellsDecimal(text, ',')) votes--;
  }
  return votes === 0 ? null : votes > 0 ? '.' : ',';
}

/** Alone in a number, a sign with three digits behind it may group thousands; otherwise it stands before decimals. */
function tellsDecimal(text: string, sign: Decimal): boolean {
  const parts = text.split(sign);
  return parts.length === 2 && parts[1]?.length !== 3;
}

/** Minor units, or what is wrong. `digits`: how many decimals the currency has. */
export function minorUnits(value: string, decimal: Decimal, digits: number): number | PriceProblem {
  const text = bare(value);
  const group = decimal === '.' ? ',' : '.';
  const pattern = new RegExp(`^(-?)(\\d{1,3}(?:\\${group}\\d{3})+|\\d+)?(?:\\${decimal}(\\d*))?$`);
  const match = pattern.exec(text);
  const [, sign = '', whole = '', fraction = ''] = match ?? [];
  if (!match || (whole === '' && fraction === '')) return 'price_not_a_number';
  const kept = fraction.replace(/0+$/, '');
  if (kept.length > digits) return 'price_too_exact';
  const amount = Number(whole.replaceAll(group, '') + kept.padEnd(digits, '0'));
  if (sign === '-' && amount > 0) return 'price_negative';
  return amount > LARGEST ? 'price_too_large' : amount;
}

/** A number for a file: minor units with all their decimals, without grouping. */
export function plainDecimal(amount: number, decimal: Decimal, digits: number): string {
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  const sign = amount < 0 ? '-' : '';
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}${decimal}${text.slice(-digits)}`;
}

/** Without spaces, currency signs and codes, and the apostrophes that group thousands in Switzerland. */
function bare(value: string): string {
  return value
    .replace(/[\s\u00a0\u202f'’]/g, '')
    .replace(/^(?:[A-Za-z]{3}|\p{Sc})/u, '')
    .replace(/(?:[A-Za-z]{3}|\p{Sc})$/u, '')
    .replace(/^\u2212/, '-');
}
