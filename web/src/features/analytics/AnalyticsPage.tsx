import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useTexts } from '@/texts/analytics';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import styles from './analytics.module.css';
import { Explorer } from './Explorer';
import { Filters } from './Filters';
import { Insight } from './Insight';
import { Overview } from './Overview';
import { PeriodPicker } from './PeriodPicker';
import { partOf, partsOf } from './parts';
import { modelQuery } from './queries';
import { type AnalyticsSearch, analyticsSearch, type Part, type View, views } from './search';

/** "What happened, and why?" The address is the question. */
export function AnalyticsPage() {
  const t = useTexts();
  const i = t.insight;
  const search = useSearch({ from: '/signed-in/analytics' });
  const navigate = useNavigate();
  const model = useQuery(modelQuery);
  const isOffline = useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
  const view = search.view ?? 'overview';
  const go = (next: AnalyticsSearch) => void navigate({ to: '/analytics', search: analyticsSearch(next) });
  // Another screen has other figures; the time and what it is compared with stay.
  const turnTo = (next: View) => {
    const { metric: _, by: __, only: ___, view: ____, part: _____, segment: ______, ...rest } = search;
    go({ ...rest, view: next });
  };
  const part = partOf(search);
  const partTo = (next: Part) => {
    const { metric: _, by: __, part: ___, segment: ____, ...rest } = search;
    // One looks after customers for longer than at sales.
    const period = next === 'cohorts' && !rest.period && !rest.from ? { period: 'last_365_days' } : {};
    go({ ...rest, ...period, part: next });
  };
  return (
    <Page
      title={t.analytics.title}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/analytics/reports" {...props} />}>
            {t.reports.title}
          </Button>
          <Button variant="default" renderRoot={(props) => <Link to="/analytics/experiments" {...props} />}>
            {i.experiments}
          </Button>
        </>
      }
    >
      <div className={styles.bar}>
        <div className={styles.views}>
          <SegmentedControl
            autoContrast={false}
            aria-label={t.analytics.title}
            data={views.map((one) => ({ value: one, label: t.analytics.views[one] }))}
            value={view}
            onChange={(next) => turnTo(next as View)}
          />
        </div>
        <PeriodPicker search={search} onChange={go} />
      </div>
      {partsOf[view] ? (
        <div className={styles.views}>
          <SegmentedControl
            autoContrast={false}
            aria-label={i.parts}
            data={(partsOf[view] ?? []).map((one) => ({ value: one, label: i.part[one] }))}
            value={part}
            onChange={(next) => partTo(next as Part)}
          />
        </div>
      ) : null}
      <Filters search={search} onChange={go} />
      {isOffline ? <p className={styles.note}>{t.analytics.offline}</p> : null}
      {model.error ? <Problem error={model.error} onRetry={() => void model.refetch()} /> : null}
      {part !== 'figures' ? (
        <Insight key={part} part={part} search={search} onChange={go} />
      ) : !model.data ? (
        model.error ? null : (
          <LoadingRows rows={5} height={96} />
        )
      ) : view === 'overview' ? (
        <Overview search={search} />
      ) : (
        <Explorer key={view} view={view} search={search} model={model.data} onChange={go} />
      )}
    </Page>
  );
}
