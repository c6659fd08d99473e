import { formatClock, localDay } from './time';

function wall(at: number, zone: string): number {
  return Date.parse(`${localDay(at, zone)}T${formatClock(at, zone, 'en-GB')}Z`);
}

/**
 * The moment at which the clock of the zone shows that time on that day ("04:00" or "04:00:00"): where business days begin. One that the clocks skip is the
 * first moment after the gap, one that comes twice is the first of the two.
 */
export function momentOf(day: string, time: string, zone: string): Date {
  const wanted = Date.parse(`${day}T${time.padEnd(8, ':00')}Z`);
  const around = [wanted - 86_400_000, wanted + 86_400_000].map((at) => wanted - (wall(at, zone) - at));
  const hit = around.sort((a, b) => a - b).find((at) => wall(at, zone) === wanted);
  if (hit !== undefined) return new Date(hit);
  // In the gap: the clocks jump over it at the moment that both offsets give between them.
  let [before = wanted, after = wanted] = around;
  while (after - before > 1000) {
    const middle = before + Math.floor((after - before) / 2000) * 1000;
    if (wall(middle, zone) < wanted) before = middle;
    else after = middle;
  }
  return new Date(after);
}
