export type Change = { kind: 'none' } | { kind: 'same' } | { kind: 'up' | 'down'; percent: number };

/** How much a figure changed against another; without anything to compare with there is none. */
export function changeOf(now: number, before: number): Change {
  if (before <= 0) return { kind: 'none' };
  const percent = Math.round(((now - before) / before) * 100);
  if (percent === 0) return { kind: 'same' };
  return { kind: percent > 0 ? 'up' : 'down', percent: Math.abs(percent) };
}

type Hour = { hour: string; orders: number; net: { amount: number } };

/** One place on the clock with what both days have there; null: that day has not come to it, or does not show it. */
export type HourPair = { hour: string; today: Hour | null; lastWeek: Hour | null };

/**
 * Both days on one clock. Hours meet by what the clock shows, not by their number: a day may have 23 or 25. Where the clocks go back an hour comes
 * twice, and the second meets nothing unless the other day has two as well.
 */
export function onOneClock(today: readonly Hour[], lastWeek: readonly Hour[]): HourPair[] {
  const [longer, isToday] = today.length >= lastWeek.length ? [today, true] : [lastWeek, false];
  const other = isToday ? lastWeek : today;
  const left = new Map<string, Hour[]>();
  for (const hour of other) left.set(hour.hour, [...(left.get(hour.hour) ?? []), hour]);
  const pairs = longer.map((hour) => {
    const match = left.get(hour.hour)?.shift() ?? null;
    return { hour: hour.hour, today: isToday ? hour : match, lastWeek: isToday ? match : hour };
  });
  for (const hour of other)
    if (left.get(hour.hour)?.includes(hour)) {
      const after = pairs.findLastIndex((pair) => pair.hour < hour.hour);
      pairs.splice(after + 1, 0, { hour: hour.hour, today: isToday ? null : hour, lastWeek: isToday ? hour : null });
    }
  return pairs;
}

const leastHours = 8;

/**
 * From the first to the last hour in which one of the days sold something, with one quiet hour around, and never fewer than eight; all of them when nothing
 * was sold.
 */
export function busyHours(pairs: readonly HourPair[]): HourPair[] {
  const busy = pairs.map((pair) => (pair.today?.orders ?? 0) + (pair.lastWeek?.orders ?? 0) > 0);
  const first = busy.indexOf(true);
  if (first < 0) return [...pairs];
  const end = Math.min(pairs.length, busy.lastIndexOf(true) + 2);
  const start = Math.max(0, Math.min(first - 1, end - leastHours));
  return pairs.slice(start, Math.max(end, start + leastHours));
}
