import { describe, expect, it } from 'vitest';
import { daysOf, drill, frame, measuresOf, splitOf, splitsOf, stretchFor } from './questions';
import { analyticsSearch, filtersOf } from './search';

const measure = (name: string, dimensions: string[], unavailable: string | null = null) => ({
  name,
  unit: 'count' as const,
  definition: '',
  source: '',
  rounding: null,
  dimensions,
  unavailable,
});

describe('an address', () => {
  it('keeps what can be asked and drops the rest', () => {
    expect(
      analyticsSearch({ view: 'products', metric: 'net', by: 'product', period: 'last_week', compare: 'none', x: 1 }),
    ).toEqual({ view: 'products', metric: 'net', by: 'product', period: 'last_week', compare: 'none' });
    expect(analyticsSearch({ view: 'overview', period: 'some_day', metric: 'a b', only: 'x;:' })).toEqual({});
    expect(analyticsSearch({ from: '2026-11-02', to: '2026-11-01' })).toEqual({});
    expect(analyticsSearch({ from: '2026-11-01', to: '2026-13-01', period: 'today' })).toEqual({ period: 'today' });
  });
  it('holds one value for a dimension', () =>
    expect(filtersOf('channel:pos;channel:web;product:0199-aa')).toEqual([
      { dimension: 'channel', value: 'pos' },
      { dimension: 'product', value: '0199-aa' },
    ]));
});

describe('a question', () => {
  it('compares with the time before unless told otherwise', () => {
    expect(frame({})).toEqual({ period: { preset: 'last_30_days' }, compare_to: 'previous_period' });
    expect(frame({ compare: 'none' })).toEqual({ period: { preset: 'last_30_days' } });
    expect(frame({ view: 'inventory' }).compare_to).toBeUndefined();
    expect(frame({ period: 'all_time' }).compare_to).toBeUndefined();
    expect(frame({ from: '2026-11-01', to: '2026-11-02', only: 'channel:pos' })).toEqual({
      period: { preset: 'custom', from: '2026-11-01', to: '2026-11-02' },
      compare_to: 'previous_period',
      filters: [{ dimension: 'channel', values: ['pos'] }],
    });
  });
  it('splits a period into as many points as a line can show', () => {
    expect(stretchFor({ period: 'today' })).toBe('hour');
    expect(stretchFor({})).toBe('day');
    expect(stretchFor({ from: '2026-01-01', to: '2026-12-31' })).toBe('week');
    expect(stretchFor({ from: '2020-01-01', to: '2026-12-31' })).toBe('month');
  });
  it('asks only for what the model can split so', () => {
    const model = {
      measures: [measure('net', ['day', 'channel']), measure('orders', ['day']), measure('tax', ['day'], 'No.')],
    };
    expect(measuresOf('sales', { by: 'day' }, model)).toEqual(['net', 'orders']);
    expect(measuresOf('sales', { by: 'day', only: 'channel:pos' }, model)).toEqual(['net']);
    expect(splitsOf('sales', {}, model)).toEqual(['day', 'channel']);
    expect(splitOf('sales', { by: 'nonsense', period: 'today' })).toBe('hour');
  });
});

describe('a row leads', () => {
  it('from a stretch of time to a smaller one, within the period', () => {
    const counted = { from: '2026-11-05', to: '2026-11-20' };
    expect(drill('sales', { view: 'sales', by: 'month', period: 'this_month' }, '2026-11', counted)).toEqual({
      view: 'sales',
      by: 'day',
      from: '2026-11-05',
      to: '2026-11-20',
    });
    expect(drill('sales', { by: 'day' }, '2026-11-05', counted)).toMatchObject({ by: 'hour', from: '2026-11-05' });
    expect(drill('sales', { by: 'hour' }, '2026-11-05T10:00:00Z', counted)).toBeNull();
    expect(drill('customers', { by: 'day' }, '2026-11-05', counted)).toBeNull();
  });
  it('from a value to what is inside it', () => {
    expect(drill('products', { by: 'category' }, 'c1', undefined)).toEqual({ by: 'product', only: 'category:c1' });
    expect(drill('products', { by: 'product', only: 'category:c1' }, 'p1', undefined)).toEqual({
      by: 'variant',
      only: 'category:c1;product:p1',
    });
    expect(drill('sales', { by: 'channel', only: 'channel:x' }, 'delivery', undefined)).toEqual({
      by: 'day',
      only: 'channel:delivery',
    });
    expect(drill('products', { by: 'category' }, null, undefined)).toBeNull();
  });
  it('knows the days of its key', () => {
    expect(daysOf('month', '2024-02')).toEqual({ from: '2024-02-01', to: '2024-02-29' });
    expect(daysOf('quarter', '2026-Q4')).toEqual({ from: '2026-10-01', to: '2026-12-31' });
    expect(daysOf('week', '2026-12-28')).toEqual({ from: '2026-12-28', to: '2027-01-03' });
    expect(daysOf('year', '2026')).toEqual({ from: '2026-01-01', to: '2026-12-31' });
    expect(daysOf('weekday', '3')).toBeNull();
  });
});
