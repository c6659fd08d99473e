import { Button, Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { components } from '@/api/schema';
import { useTexts } from '@/texts/analytics';
import { say } from '@/ui/Announcer';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import styles from './analytics.module.css';
import { ExportMenu } from './ExportMenu';
import { FigureChart } from './FigureChart';
import { FigureTable } from './FigureTable';
import { dimensionName } from './Filters';
import { OrdersBehind } from './OrdersBehind';
import { figuresQuery } from './queries';
import { drill, frame, measuresOf, splitOf, splitsOf } from './questions';
import { Sentence } from './Sentence';
import type { AnalyticsSearch, View } from './search';

type Props = {
  view: Exclude<View, 'overview'>;
  search: AnalyticsSearch;
  model: components['schemas']['FigureModelView'];
  onChange: (next: AnalyticsSearch) => void;
};

/** One figure as a chart, all of the screen's as a table; every row leads further in, to the orders at last. */
export function Explorer({ view, search, model, onChange }: Props) {
  const t = useTexts();
  const by = splitOf(view, search);
  const measures = measuresOf(view, search, model);
  const metric = measures.find((one) => one === search.metric) ?? measures[0] ?? '';
  const ordered = metric === '' ? [] : [metric, ...measures.filter((one) => one !== metric)];
  const { data, error, refetch } = useQuery({
    ...figuresQuery({ ...frame(search), measures: ordered, dimensions: [by] }),
    enabled: ordered.length > 0,
  });
  const name = (measure: string) => t.analytics.measures[measure as keyof typeof t.analytics.measures] ?? measure;
  const definition = model.measures.find((one) => one.name === metric)?.definition;
  useShortcuts(t.analytics.title, [
    {
      keys: 'c',
      label: t.analytics.compare,
      run: () => onChange({ ...search, compare: search.compare === 'none' ? 'previous_period' : 'none' }),
    },
  ]);
  return (
    <>
      <div className={styles.bar}>
        <Select
          className={styles.select ?? ''}
          label={t.analytics.metric}
          allowDeselect={false}
          data={measures.map((one) => ({ value: one, label: name(one) }))}
          value={metric}
          onChange={(value) => onChange({ ...search, ...(value ? { metric: value } : {}) })}
        />
        <Select
          className={styles.select ?? ''}
          label={t.analytics.by}
          allowDeselect={false}
          data={splitsOf(view, search, model).map((one) => ({ value: one, label: dimensionName(one, t) }))}
          value={by}
          onChange={(value) => onChange({ ...search, ...(value ? { by: value } : {}) })}
        />
        <div className={styles.actions}>
          <ExportMenu
            body={{ query: { ...frame(search), measures: ordered, dimensions: [by], limit: 1000 } }}
            disabled={!data || data.rows.length === 0}
          />
          <Button
            variant="default"
            onClick={() => void navigator.clipboard.writeText(location.href).then(() => say(t.analytics.linkCopied))}
          >
            {t.analytics.copyLink}
          </Button>
          {view === 'inventory' ? null : <OrdersBehind search={search} counted={data?.periods[0]} />}
        </div>
      </div>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!data ? (
        error ? null : (
          <LoadingRows rows={6} height={56} />
        )
      ) : (
        <>
          <Sentence figures={data} search={search} />
          {data.rows.length === 0 ? (
            <EmptyState
              icon="today"
              title={t.analytics.noRows(t.analytics.views[view])}
              body={t.analytics.noRowsBody}
            />
          ) : (
            <>
              <section className={styles.card}>
                <FigureChart figures={data} metric={metric} by={by} />
                {definition ? (
                  <details className={styles.explain}>
                    <summary>{t.analytics.explain}</summary>
                    <p lang="en">{definition}</p>
                  </details>
                ) : null}
              </section>
              <FigureTable
                figures={data}
                by={by}
                metric={metric}
                next={(key) => drill(view, search, key, data.periods[0])}
              />
              {data.row_count > data.rows.length ? (
                <p className={styles.note}>{t.analytics.cut(data.rows.length, data.row_count)}</p>
              ) : null}
            </>
          )}
        </>
      )}
    </>
  );
}
