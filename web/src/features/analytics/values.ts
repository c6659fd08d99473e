import { format } from '@/lib/money';
import { addDays, formatDate, formatTime } from '@/lib/time';
import type { Texts } from '@/texts/analytics';
import type { Unit } from './queries';

const numbers = new Map<string, Intl.NumberFormat>();

function number(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  const name = `${locale} ${JSON.stringify(options)}`;
  const found = numbers.get(name) ?? new Intl.NumberFormat(locale, options);
  numbers.set(name, found);
  return found.format(value);
}

/** A value as people read it; "–" where there is no such number. */
export function shown(
  value: number | null | undefined,
  unit: Unit,
  currency: string | null,
  t: Texts,
  locale: string,
): string {
  if (value === null || value === undefined) return t.common.unknown;
  switch (unit) {
    case 'money':
      return currency ? format({ amount: value, currency }, locale) : t.common.unknown;
    case 'ratio':
      return number(value, locale, { style: 'percent', maximumFractionDigits: 1 });
    case 'days':
      return t.analytics.days(number(value, locale, { maximumFractionDigits: 1 }));
    default:
      return number(value, locale, { maximumFractionDigits: 2 });
  }
}

/** How a value compares, in whole percent; null: with nothing to compare there is no share. */
export function changeOf(now: number | null | undefined, before: number | null | undefined): number | null {
  if (now === null || now === undefined || before === null || before === undefined || before === 0) return null;
  return Math.round(((now - before) / Math.abs(before)) * 100);
}

/** What a row is called. */
export function named(
  dimension: string,
  key: { value: string | null; name: string | null },
  zone: string,
  t: Texts,
  locale: string,
): string {
  const { value } = key;
  if (key.name) return key.name;
  if (value === null) return dimension === 'staff' ? t.analytics.nobody : t.analytics.none;
  switch (dimension) {
    case 'hour':
      return formatTime(value, zone, locale);
    case 'day':
      return formatDate(`${value}T12:00:00Z`, 'UTC', Date.now(), locale);
    case 'week':
      return t.analytics.week(
        formatDate(`${value}T12:00:00Z`, 'UTC', Date.now(), locale),
        formatDate(`${addDays(value, 6)}T12:00:00Z`, 'UTC', Date.now(), locale),
      );
    case 'month':
      return new Intl.DateTimeFormat(locale, { month: 'short', year: 'numeric', timeZone: 'UTC' }).format(
        new Date(`${value}-15T00:00:00Z`),
      );
    case 'weekday':
      // 2024 began on a Monday.
      return new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }).format(
        new Date(Date.UTC(2024, 0, Number(value))),
      );
    case 'hour_of_day':
      return `${value.padStart(2, '0')}:00`;
    case 'channel':
      return t.orders.channels[value as keyof typeof t.orders.channels] ?? value;
    case 'source':
      return t.orders.sources[value as keyof typeof t.orders.sources] ?? value;
    case 'payment_method':
      return t.analytics.methods[value as keyof typeof t.analytics.methods] ?? value;
    default:
      return value;
  }
}
