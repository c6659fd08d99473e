import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import { dayText, Frame } from './Frame';
import own from './insight.module.css';
import { type Asked, type Cohorts as CohortsView, cohortsQuery } from './insightQueries';
import { type CohortMetric, cohortMetric, cohortMetrics, cohortPeriod, cohortPeriods, type PartProps } from './parts';
import { named, shown } from './values';

type Cell = CohortsView['cohorts'][number]['periods'][number];

/** Customers by when they bought first: what each cell is, is written in it; its shade only repeats it. */
export function Cohorts({ search, days, report, onChange }: PartProps) {
  const t = useTexts();
  const i = t.insight;
  const period = cohortPeriod(search);
  const metric = cohortMetric(search);
  const answer = useQuery({
    ...cohortsQuery({ ...(days?.now as Asked), period }),
    enabled: days !== null,
  });
  return (
    <Frame
      answer={answer}
      days={days?.now ?? null}
      search={search}
      onChange={onChange}
      report={report}
      empty={(data) => (data.cohorts.length === 0 ? i.cohorts.empty : null)}
      actions={
        <>
          <Select
            className={styles.select ?? ''}
            label={i.cohorts.by}
            allowDeselect={false}
            data={cohortPeriods.map((one) => ({ value: one, label: i.cohorts[one] }))}
            value={period}
            onChange={(by) => onChange({ ...search, ...(by ? { by } : {}) })}
          />
          <Select
            className={styles.select ?? ''}
            label={i.cohorts.metric}
            allowDeselect={false}
            data={cohortMetrics.map((one) => ({ value: one, label: i.cohorts[one] }))}
            value={metric}
            onChange={(value) => onChange({ ...search, ...(value ? { metric: value } : {}) })}
          />
        </>
      }
    >
      {(data) => {
        const width = Math.max(...data.cohorts.map((cohort) => cohort.periods.length));
        // The first period of a retention is always all of them: it says nothing about the others.
        const cells = data.cohorts.flatMap((cohort) => cohort.periods.slice(metric === 'retention' ? 1 : 0));
        const most = Math.max(...cells.map((cell) => amountOf(cell, metric)), 1e-9);
        return (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
            <section className={own.scroll} tabIndex={0} aria-label={i.cohorts.title}>
              <table className={own.table}>
                <thead>
                  <tr>
                    <th scope="col">{i.cohorts.cohort}</th>
                    <th scope="col" className={own.end}>
                      {i.cohorts.size}
                    </th>
                    {Array.from({ length: width }, (_, index) => (
                      // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the column is
                      <th key={index} scope="col" className={own.end}>
                        {i.cohorts.nth(index)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {data.cohorts.map((cohort) => (
                    <tr key={cohort.on}>
                      <th scope="row">
                        {period === 'month'
                          ? named('month', { value: cohort.on.slice(0, 7), name: null }, 'UTC', t, locale())
                          : dayText(cohort.on)}
                      </th>
                      <td className={own.end}>{cohort.customers.toLocaleString(locale())}</td>
                      {Array.from({ length: width }, (_, index) => {
                        const cell = cohort.periods[index];
                        const part = cell ? Math.min(1, Math.max(0, amountOf(cell, metric) / most)) : 0;
                        return (
                          // biome-ignore lint/suspicious/noArrayIndexKey: the place is what the column is
                          <td key={index} className={own.heat} style={{ '--part': part } as CSSProperties}>
                            {cell ? textOf(cell, metric) : ''}
                          </td>
                        );
                      })}
                    </tr>
                  ))}
                </tbody>
              </table>
            </section>
            <p className={styles.note}>{i.cohorts.legend}</p>
          </>
        );
      }}
    </Frame>
  );

  function textOf(cell: Cell, of: CohortMetric): string {
    if (of === 'retention') return shown(cell.retention, 'ratio', null, t, locale());
    const money = of === 'revenue' ? cell.spent : cell.cumulative_per_customer;
    return shown(money.amount, 'money', money.currency, t, locale());
  }
}

function amountOf(cell: Cell, metric: CohortMetric): number {
  if (metric === 'retention') return cell.retention;
  return metric === 'revenue' ? cell.spent.amount : cell.cumulative_per_customer.amount;
}
