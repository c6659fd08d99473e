import { locale as currentLocale } from './locale';

/** Every function takes the zone: a time is a place's time, not this device's. Instants are RFC 3339 texts as the API writes them. */
type Instant = string | number | Date;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string, locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { timeZone: zone, ...options });
    formats.set(key, found);
  }
  return found;
}

/** 14:02 */
export function formatTime(at: Instant, zone: string, locale = currentLocale()): string {
  return formatter(zone, locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(new Date(at));
}

/** 14:02:10 */
export function formatClock(at: Instant, zone: string, locale = currentLocale()): string {
  return formatter(zone, locale, { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' }).format(
    new Date(at),
  );
}

/** 20 Nov, or 20 Nov 2025 when that is another year than now's. */
export function formatDate(at: Instant, zone: string, now: Instant = Date.now(), locale = currentLocale()): string {
  const year = localDay(at, zone).slice(0, 4) === localDay(now, zone).slice(0, 4) ? {} : { year: 'numeric' as const };
  return formatter(zone, locale, { day: 'numeric', month: 'short', ...year }).format(new Date(at));
}

/** Friday 20 November 2026 at 14:02:10 CET: for a title or a detail, where nothing may be left open. */
export function formatFull(at: Instant, zone: string, locale = currentLocale()): string {
  return formatter(zone, locale, { dateStyle: 'full', timeStyle: 'long' }).format(new Date(at));
}

/** 14:02 when that is today, else 20 Nov, 14:02. */
export function formatMoment(at: Instant, zone: string, now: Instant = Date.now(), locale = currentLocale()): string {
  const time = formatTime(at, zone, locale);
  return localDay(at, zone) === localDay(now, zone) ? time : `${formatDate(at, zone, now, locale)}, ${time}`;
}

/** The date on the wall at that place: 2026-11-20. */
export function localDay(at: Instant, zone: string): string {
  return formatter(zone, 'en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(at));
}

/** The business day an instant belongs to: it begins at the cut-off ("04:00" or "04:00:00"), not at midnight. */
export function businessDay(at: Instant, zone: string, cutOff: string): string {
  const clock = formatClock(at, zone, 'en-GB');
  const day = localDay(at, zone);
  return clock >= cutOff.padEnd(8, ':00') ? day : addDays(day, -1);
}

/** A date moved by whole days, whatever clocks do in between. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Whole minutes between two instants, never negative: for "12 min". */
export function minutesSince(at: Instant, now: Instant = Date.now()): number {
  return Math.max(0, Math.floor((new Date(now).getTime() - new Date(at).getTime()) / 60_000));
}

/** "3 minutes ago", in the language of the page. */
export function formatAgo(at: Instant, now: Instant = Date.now(), locale = currentLocale()): string {
  const minutes = minutesSince(at, now);
  const words = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' });
  if (minutes < 60) return words.format(-minutes, 'minute');
  if (minutes < 48 * 60) return words.format(-Math.floor(minutes / 60), 'hour');
  return words.format(-Math.floor(minutes / 1440), 'day');
}
