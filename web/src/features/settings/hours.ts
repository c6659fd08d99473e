/** Opening hours as a person edits them. The same rules as the server's, so that a form can tell before it is sent. */

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof weekdays)[number];

/** `HH:mm`; closing at or before opening means on the next day. */
export interface Interval {
  opens: string;
  closes: string;
}

/** A day without intervals is closed. */
export type Week = Record<Weekday, Interval[]>;

/** A date that replaces its weekday; without intervals it is closed. */
export interface SpecialDay {
  on: string;
  intervals: Interval[];
  reason: string;
}

/** As the API writes them. */
export interface WireHours {
  weekly: readonly { day: Weekday; opens: string; closes: string }[];
  exceptions: readonly {
    on: string;
    intervals: readonly { opens: string; closes: string }[];
    reason?: string | null | undefined;
  }[];
}

export interface Hours {
  week: Week;
  specialDays: SpecialDay[];
}

/** What is wrong, and where: `at` is the interval within the day. */
export type Fault =
  | { kind: 'time'; day: Weekday | string; at: number }
  | { kind: 'overlap'; day: Weekday | string; at: number }
  | { kind: 'date'; day: string }
  | { kind: 'twice'; day: string };

export function fromWire(hours: WireHours): Hours {
  const week = Object.fromEntries(weekdays.map((day) => [day, [] as Interval[]])) as Week;
  for (const { day, opens, closes } of hours.weekly)
    week[day].push({ opens: opens.slice(0, 5), closes: closes.slice(0, 5) });
  for (const day of weekdays) week[day].sort((a, b) => a.opens.localeCompare(b.opens));
  return {
    week,
    specialDays: hours.exceptions
      .map(({ on, intervals, reason }) => ({
        on,
        intervals: intervals.map(({ opens, closes }) => ({ opens: opens.slice(0, 5), closes: closes.slice(0, 5) })),
        reason: reason ?? '',
      }))
      .sort((a, b) => a.on.localeCompare(b.on)),
  };
}

export function toWire({ week, specialDays }: Hours): {
  weekly: { day: Weekday; opens: string; closes: string }[];
  exceptions: { on: string; intervals: { opens: string; closes: string }[]; reason: string | null }[];
} {
  const seconds = ({ opens, closes }: Interval) => ({ opens: `${opens}:00`, closes: `${closes}:00` });
  return {
    weekly: weekdays.flatMap((day) => week[day].map((interval) => ({ day, ...seconds(interval) }))),
    exceptions: specialDays.map(({ on, intervals, reason }) => ({
      on,
      intervals: intervals.map(seconds),
      reason: reason.trim() || null,
    })),
  };
}

/** `7`, `730`, `7:30`, `19.30`, `7:30pm`, `7 pm` as `HH:mm`; null when it is no time. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[:.h ]?(\d{2}))?\s*([ap])?\.?m?\.?$/i.exec(text.trim().replace(/\s*uhr$/i, ''));
  if (!match) return null;
  const half = match[3]?.toLowerCase();
  let hour = Number(match[1]);
  const minute = Number(match[2] ?? 0);
  if (half && (hour < 1 || hour > 12)) return null;
  if (half) hour = (hour % 12) + (half === 'p' ? 12 : 0);
  if (hour === 24 && minute === 0) hour = 0;
  return hour > 23 || minute > 59 ? null : `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

/** Everything that is wrong. An interval past midnight may run into the next weekday, on Sunday into Monday. */
export function faults({ week, specialDays }: Hours): Fault[] {
  const found: Fault[] = [];
  const all = weekdays.flatMap((day, index) =>
    week[day].map((interval, at) => ({ day, at, interval, from: index * 1440 + (minuteOf(interval.opens) ?? 0) })),
  );
  for (const { day, at, interval } of all) if (lengthOf(interval) === null) found.push({ kind: 'time', day, at });
  const valid = all.filter(({ interval }) => lengthOf(interval) !== null).sort((a, b) => a.from - b.from);
  valid.forEach((one, i) => {
    const next = valid[i + 1] ?? valid[0];
    if (!next) return;
    const gap = i + 1 < valid.length ? next.from - one.from : next.from + 7 * 1440 - one.from;
    if ((lengthOf(one.interval) ?? 0) > gap) found.push({ kind: 'overlap', day: one.day, at: one.at });
  });
  for (const special of specialDays) {
    if (!isDate(special.on)) found.push({ kind: 'date', day: special.on });
    special.intervals.forEach((interval, at) => {
      if (lengthOf(interval) === null) found.push({ kind: 'time', day: special.on, at });
    });
    const day = special.intervals
      .map((interval, at) => ({ at, from: minuteOf(interval.opens) ?? 0, length: lengthOf(interval) ?? 0 }))
      .sort((a, b) => a.from - b.from);
    day.forEach((one, i) => {
      const next = day[i + 1];
      if (next && one.length > next.from - one.from) found.push({ kind: 'overlap', day: special.on, at: one.at });
    });
  }
  const dates = specialDays.map(({ on }) => on);
  for (const on of new Set(dates.filter((on, i) => on && dates.indexOf(on) !== i)))
    found.push({ kind: 'twice', day: on });
  return found;
}

/** The same hours on other days. */
export function copyDay(week: Week, from: Weekday, to: readonly Weekday[]): Week {
  return { ...week, ...Object.fromEntries(to.map((day) => [day, week[from].map((interval) => ({ ...interval }))])) };
}

/** Where another interval of the day would begin: after the last one, for as long as fits before midnight. */
export function nextInterval(day: readonly Interval[]): Interval {
  const last = day.at(-1);
  if (!last) return { opens: '09:00', closes: '18:00' };
  const from = Math.min((minuteOf(last.closes) ?? 0) + 60, 22 * 60);
  return { opens: timeOf(from), closes: timeOf(Math.min(from + 240, 23 * 60 + 59)) };
}

/** What moving the beginning of the business day does: sales in this stretch of the night count for another day than before. */
export function cutOffEffect(
  before: string,
  after: string,
): { from: string; until: string; countsFor: 'day_before' | 'same_day' } | null {
  if (before === after) return null;
  return after > before
    ? { from: before, until: after, countsFor: 'day_before' }
    : { from: after, until: before, countsFor: 'same_day' };
}

function lengthOf({ opens, closes }: Interval): number | null {
  const [from, to] = [minuteOf(opens), minuteOf(closes)];
  return from === null || to === null ? null : to - from + (to <= from ? 1440 : 0);
}

function minuteOf(time: string): number | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time);
  return match ? Number(match[1]) * 60 + Number(match[2]) : null;
}

function timeOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}

function isDate(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}
