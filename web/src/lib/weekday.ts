import { locale as currentLocale } from './locale';

/** "Friday" for 2026-11-20, whatever the zone: a business day is a date. */
export function weekday(day: string, locale = currentLocale()): string {
  return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}
