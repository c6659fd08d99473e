import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useTexts } from '@/texts/analytics';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import styles from './analytics.module.css';
import { Explorer } from './Explorer';
import { Filters } from './Filters';
import { Overview } from './Overview';
import { PeriodPicker } from './PeriodPicker';
import { modelQuery } from './queries';
import { type AnalyticsSearch, analyticsSearch, type View, views } from './search';

/** "What happened, and why?" The address is the question. */
export function AnalyticsPage() {
  const t = useTexts();
  const search = useSearch({ from: '/signed-in/analytics' });
  const navigate = useNavigate();
  const model = useQuery(modelQuery);
  const isOffline = useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
  const view = search.view ?? 'overview';
  const go = (next: AnalyticsSearch) => void navigate({ to: '/analytics', search: analyticsSearch(next) });
  // Another screen has other figures; the time and what it is compared with stay.
  const turnTo = (next: View) => {
    const { metric: _, by: __, only: ___, view: ____, ...rest } = search;
    go({ ...rest, view: next });
  };
  return (
    <Page title={t.analytics.title}>
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
      <Filters search={search} onChange={go} />
      {isOffline ? <p className={styles.note}>{t.analytics.offline}</p> : null}
      {model.error ? <Problem error={model.error} onRetry={() => void model.refetch()} /> : null}
      {!model.data ? (
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
