import type { ReportRequest } from './exportFile';
import type { Days } from './insightQueries';
import { periodOf } from './questions';
import { type AnalyticsSearch, filtersOf, type Part, type View } from './search';

/** What every page behind the figures is given. */
export type PartProps = {
  search: AnalyticsSearch;
  days: Days | null;
  report: ReportRequest;
  onChange: (next: AnalyticsSearch) => void;
};

/** Which pages stand behind a screen of figures. */
export const partsOf: Partial<Record<View, readonly Part[]>> = {
  sales: ['figures', 'funnel', 'unusual'],
  products: ['figures', 'classes', 'pairs'],
  customers: ['figures', 'segments', 'cohorts'],
};

export function partOf(search: AnalyticsSearch): Part {
  const part = search.part ?? 'figures';
  return partsOf[search.view ?? 'overview']?.includes(part) ? part : 'figures';
}

const reports: Record<Exclude<Part, 'figures'>, string> = {
  funnel: 'funnel',
  unusual: 'unusual_days',
  classes: 'product_classes',
  pairs: 'product_pairs',
  segments: 'segments',
  cohorts: 'cohorts',
};

/** The report of what such a page shows: the same days, place and currency. */
export function reportOf(part: Exclude<Part, 'figures'>, search: AnalyticsSearch): ReportRequest {
  const location = filtersOf(search.only).find((one) => one.dimension === 'location')?.value;
  return {
    report: reports[part],
    period: periodOf(search),
    ...(location ? { location_id: location } : {}),
    ...(search.currency ? { currency: search.currency } : {}),
    ...(part === 'cohorts' ? { by: cohortPeriod(search) } : {}),
  };
}

export const cohortPeriods = ['day', 'week', 'month'] as const;
export type CohortPeriod = (typeof cohortPeriods)[number];

/** What the address says, else what the period holds neither too few nor too many of. */
export function cohortPeriod(search: AnalyticsSearch): CohortPeriod {
  const chosen = cohortPeriods.find((one) => one === search.by);
  if (chosen) return chosen;
  if (search.from && search.to)
    return Date.parse(search.to) - Date.parse(search.from) > 100 * 86_400_000 ? 'month' : 'week';
  return ['this_year', 'last_year', 'last_365_days', 'all_time'].includes(search.period ?? '') ? 'month' : 'week';
}

export const cohortMetrics = ['retention', 'revenue', 'cumulative'] as const;
export type CohortMetric = (typeof cohortMetrics)[number];

export function cohortMetric(search: AnalyticsSearch): CohortMetric {
  return cohortMetrics.find((one) => one === search.metric) ?? 'retention';
}
