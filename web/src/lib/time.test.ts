import { describe, expect, test } from 'vitest';
import {
  addDays,
  businessDay,
  formatClock,
  formatDate,
  formatMoment,
  formatTime,
  localDay,
  minutesSince,
} from './time';

const at = '2026-11-20T23:30:00Z';

describe('a time', () => {
  test('is that of the place', () => {
    expect(formatTime(at, 'Europe/Berlin', 'en')).toBe('00:30');
    expect(formatTime(at, 'America/New_York', 'en')).toBe('18:30');
    expect(formatClock('2026-11-20T00:00:00Z', 'UTC', 'en')).toBe('00:00:00');
    expect(localDay(at, 'Europe/Berlin')).toBe('2026-11-21');
    expect(localDay(at, 'America/New_York')).toBe('2026-11-20');
  });

  test('names the day only when it is another one', () => {
    expect(formatMoment(at, 'UTC', '2026-11-20T23:59:00Z', 'en-GB')).toBe('23:30');
    expect(formatMoment(at, 'UTC', '2026-11-21T00:01:00Z', 'en-GB')).toBe('20 Nov, 23:30');
    expect(formatDate(at, 'UTC', '2027-01-01T00:00:00Z', 'en-GB')).toBe('20 Nov 2026');
  });

  test('is told in whole minutes that have passed', () => {
    expect(minutesSince(at, '2026-11-20T23:41:59Z')).toBe(11);
    expect(minutesSince(at, '2026-11-20T23:00:00Z')).toBe(0);
  });
});

describe('a business day', () => {
  test('begins at its cut-off', () => {
    expect(businessDay('2026-11-21T03:59:59Z', 'UTC', '04:00')).toBe('2026-11-20');
    expect(businessDay('2026-11-21T04:00:00Z', 'UTC', '04:00:00')).toBe('2026-11-21');
    expect(businessDay('2026-11-21T00:00:00Z', 'UTC', '00:00')).toBe('2026-11-21');
  });

  test('is counted on when clocks change', () => {
    expect(addDays('2026-10-25', 1)).toBe('2026-10-26');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
    expect(businessDay('2026-10-25T00:30:00Z', 'Europe/Berlin', '02:00')).toBe('2026-10-25');
  });
});
