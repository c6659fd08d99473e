import { describe, expect, it } from 'vitest';
import { ProblemError } from '@/api/problem';
import { fileName } from './exportFile';
import { currenciesOf } from './Frame';
import { cohortPeriod, partOf, reportOf } from './parts';
import { analyticsSearch } from './search';

describe('a page behind the figures', () => {
  it('stands in the address, and only behind the screen it belongs to', () => {
    expect(partOf(analyticsSearch({ view: 'sales', part: 'funnel' }))).toBe('funnel');
    expect(partOf(analyticsSearch({ view: 'products', part: 'funnel' }))).toBe('figures');
    expect(partOf(analyticsSearch({ part: 'weather' }))).toBe('figures');
  });
  it('keeps of the address what it knows', () => {
    expect(analyticsSearch({ view: 'customers', part: 'segments', segment: 'champions', currency: 'EUR' })).toEqual({
      view: 'customers',
      part: 'segments',
      segment: 'champions',
      currency: 'EUR',
    });
    expect(analyticsSearch({ view: 'customers', segment: 'champions', currency: 'euro' })).toEqual({
      view: 'customers',
    });
  });
  it('is exported as what is on the screen', () => {
    expect(
      reportOf('cohorts', analyticsSearch({ period: 'this_year', only: 'location:abc;channel:pos', currency: 'EUR' })),
    ).toEqual({ report: 'cohorts', period: { preset: 'this_year' }, location_id: 'abc', currency: 'EUR', by: 'month' });
    expect(reportOf('unusual', { from: '2026-01-01', to: '2026-01-31' })).toEqual({
      report: 'unusual_days',
      period: { preset: 'custom', from: '2026-01-01', to: '2026-01-31' },
    });
  });
});

describe('cohorts', () => {
  it('are as long as the period has room for', () => {
    expect(cohortPeriod({ period: 'last_365_days' })).toBe('month');
    expect(cohortPeriod({})).toBe('week');
    expect(cohortPeriod({ from: '2026-01-01', to: '2026-12-31' })).toBe('month');
    expect(cohortPeriod({ by: 'day' })).toBe('day');
  });
});

describe('an answer', () => {
  it('names its file', () => {
    expect(fileName("attachment; filename=sales-2026.csv; filename*=UTF-8''sales-2026.csv")).toBe('sales-2026.csv');
    expect(fileName(null)).toBeNull();
  });
  it('that needs a currency says which there are', () => {
    const problem = new ProblemError(422, 'analytics.currency_needed', '', [], null, { currencies: ['EUR', 'USD'] });
    expect(currenciesOf(problem)).toEqual(['EUR', 'USD']);
    expect(currenciesOf(new Error('other'))).toBeNull();
  });
});
