import type { ComponentType } from 'react';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { Cohorts } from './Cohorts';
import { Funnel } from './Funnel';
import { useDays } from './insightQueries';
import { ProductClasses } from './ProductClasses';
import { ProductPairs } from './ProductPairs';
import { type PartProps, reportOf } from './parts';
import { Segments } from './Segments';
import type { AnalyticsSearch, Part } from './search';
import { UnusualDays } from './UnusualDays';

const pages: Record<Exclude<Part, 'figures'>, ComponentType<PartProps>> = {
  funnel: Funnel,
  unusual: UnusualDays,
  classes: ProductClasses,
  pairs: ProductPairs,
  segments: Segments,
  cohorts: Cohorts,
};

/** A page behind the figures, of the days that the address means. */
export function Insight({
  part,
  search,
  onChange,
}: {
  part: Exclude<Part, 'figures'>;
  search: AnalyticsSearch;
  onChange: (next: AnalyticsSearch) => void;
}) {
  const { days, error, refetch } = useDays(search);
  const Shown = pages[part];
  if (error && !days) return <Problem error={error} onRetry={() => void refetch()} />;
  if (!days) return <LoadingRows rows={6} height={48} />;
  return <Shown search={search} days={days} report={reportOf(part, search)} onChange={onChange} />;
}
