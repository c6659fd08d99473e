/*
 * Where minor units go when they do not come out even: in shares, in taxes. Products of amounts and rates leave 2^53, so they are BigInt for as long as they
 * last.
 */

export type RoundingMode = 'half_up' | 'half_even' | 'down' | 'up';

const one = 1_000_000n;

/** "0.19" as 190000 millionths, exactly. */
export function millionths(rate: string): bigint {
  const [whole = '0', fraction = ''] = rate.split('.');
  return BigInt(whole) * one + BigInt(fraction.padEnd(6, '0').slice(0, 6));
}

function divide(numerator: bigint, denominator: bigint, mode: RoundingMode): number {
  const quotient = numerator / denominator;
  const left = numerator % denominator;
  const half = 2n * left - denominator;
  const away =
    left !== 0n &&
    (mode === 'up' ||
      (mode === 'half_up' && half >= 0n) ||
      (mode === 'half_even' && (half > 0n || (half === 0n && quotient % 2n === 1n))));
  return Number(away ? quotient + 1n : quotient);
}

export const taxOn = (net: number, rate: bigint, mode: RoundingMode) => divide(BigInt(net) * rate, one, mode);

export const netOf = (gross: number, rate: bigint, mode: RoundingMode) => divide(BigInt(gross) * one, one + rate, mode);

/** Shares that add up to the whole: what is left over goes to the largest remainders, between equals to the earlier one. */
export function split(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + BigInt(weight), 0n);
  if (sum === 0n)
    return weights.length === 0
      ? []
      : split(
          total,
          weights.map(() => 1),
        );
  const exact = weights.map((weight, at) => ({
    at,
    part: (BigInt(total) * BigInt(weight)) / sum,
    left: (BigInt(total) * BigInt(weight)) % sum,
  }));
  let spare = total - exact.reduce((all, share) => all + Number(share.part), 0);
  const parts = exact.map((share) => Number(share.part));
  for (const share of [...exact].sort((a, b) => (a.left === b.left ? a.at - b.at : a.left > b.left ? -1 : 1))) {
    if (spare-- <= 0) break;
    parts[share.at] = (parts[share.at] ?? 0) + 1;
  }
  return parts;
}
