import { describe, expect, it } from 'vitest';
import { enteredOf, isDay, isTime, requestOf } from './savedReport';

describe('a saved report', () => {
  const nothing = enteredOf(null);
  it('has a schedule by the clock of a zone, or none and nobody to tell', () => {
    expect(requestOf({ ...nothing, name: ' Sales ', recipients: ['u'] }, null, 'Europe/Berlin')).toEqual({
      name: 'Sales',
      request: { report: 'sales', period: { preset: 'last_month' } },
      format: 'pdf',
      is_shared: false,
      schedule: null,
      recipients: [],
    });
    expect(
      requestOf({ ...nothing, cadence: 'weekly', weekday: '5', at: '7:05', recipients: ['u'] }, null, 'Europe/Berlin'),
    ).toMatchObject({
      schedule: { cadence: 'weekly', at: '07:05', time_zone: 'Europe/Berlin', weekday: 5 },
      recipients: ['u'],
    });
    expect(requestOf({ ...nothing, cadence: 'monthly', dayOfMonth: '31' }, null, 'UTC').schedule).toEqual({
      cadence: 'monthly',
      at: '06:30',
      time_zone: 'UTC',
      day_of_month: 31,
    });
  });
  it('keeps what the screen shows, with what no field shows', () => {
    const shown = { report: 'segments', period: { preset: 'last_90_days' }, location_id: 'here' };
    expect(enteredOf(null, shown)).toMatchObject({ name: '', kind: 'segments', period: 'last_90_days' });
    expect(requestOf({ ...enteredOf(null, shown), format: 'csv' }, shown, 'UTC').request).toEqual(shown);
    const asked = { query: { measures: ['net'], dimensions: ['day'], period: { preset: 'today' }, limit: 100 } };
    expect(requestOf(enteredOf(null, asked), asked, 'UTC').request).toBe(asked);
    const days = { report: 'sales', period: { from: '2026-01-01', to: '2026-01-31' } };
    expect(requestOf(enteredOf(null, days), days, 'UTC').request).toEqual(days);
  });
  it('takes times and days that there are', () => {
    expect(['06:30', '7:05', '23:59'].every(isTime)).toBe(true);
    expect(['24:00', '6', '6:5', ''].some(isTime)).toBe(false);
    expect(isDay('31')).toBe(true);
    expect(isDay('32') || isDay('0') || isDay('')).toBe(false);
  });
});
