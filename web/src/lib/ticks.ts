/** Round numbers from zero to at least the largest value: 1, 2 or 5 times a power of ten apart. */
export function ticks(largest: number, about = 4): number[] {
  if (largest <= 0) return [0];
  const rough = largest / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((one) => one * power >= rough) ?? 10) * power);
  return Array.from({ length: Math.ceil(largest / step) + 1 }, (_, place) => place * step);
}
