import { Select } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ProblemError } from '@/api/problem';
import { locale } from '@/lib/locale';
import { formatDate } from '@/lib/time';
import { useTexts } from '@/texts/analytics';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import styles from './analytics.module.css';
import { ExportMenu } from './ExportMenu';
import type { ReportRequest } from './exportFile';
import type { AnalyticsSearch } from './search';

export const dayText = (day: string) => formatDate(`${day}T12:00:00Z`, 'UTC', Date.now(), locale());

/** What all of these pages share: the days in words, export, the choice of a currency where there are several, and every state but the answer itself. */
export function Frame<T extends { as_of: string }>({
  answer,
  days,
  search,
  onChange,
  report,
  empty,
  actions,
  children,
}: {
  answer: UseQueryResult<T>;
  days: { from: string; to: string } | null;
  search: AnalyticsSearch;
  onChange: (next: AnalyticsSearch) => void;
  /** What the file is of that one exports. */
  report: ReportRequest;
  /** The sentence when there is nothing. */
  empty: (data: T) => string | null;
  actions?: ReactNode;
  children: (data: T) => ReactNode;
}) {
  const t = useTexts();
  const i = t.insight;
  const { data, error } = answer;
  const currencies = currenciesOf(error);
  const nothing = data ? empty(data) : null;
  return (
    <>
      <div className={styles.bar}>
        {currencies || search.currency ? (
          <Select
            className={styles.select ?? ''}
            label={i.currency}
            clearable
            clearButtonProps={{ 'aria-label': t.common.close }}
            data={currencies ?? [search.currency ?? '']}
            value={search.currency ?? null}
            onChange={(value) => {
              const { currency: _, ...rest } = search;
              onChange(value ? { ...rest, currency: value } : rest);
            }}
          />
        ) : null}
        <p className={styles.sentence}>
          {days ? i.days(dayText(days.from), dayText(days.to)) : ''}
          {data ? ` · ${t.common.asOf(new Date(data.as_of).toLocaleTimeString(locale(), { timeStyle: 'short' }))}` : ''}
        </p>
        <div className={styles.actions}>
          {actions}
          <ExportMenu body={report} disabled={!data || nothing !== null} />
        </div>
      </div>
      {currencies ? (
        <p className={styles.note} role="status">
          {i.currencyNeeded}
        </p>
      ) : error ? (
        <Problem error={error} own={{ 'analytics.too_much': i.tooMuch }} onRetry={() => void answer.refetch()} />
      ) : null}
      {!data ? (
        error ? null : (
          <LoadingRows rows={6} height={48} />
        )
      ) : nothing !== null ? (
        <EmptyState icon="analytics" title={nothing} body={t.analytics.noRowsBody} />
      ) : (
        children(data)
      )}
    </>
  );
}

/** The currencies to choose from, where the server asked for one. */
export function currenciesOf(error: unknown): string[] | null {
  if (!(error instanceof ProblemError) || error.code !== 'analytics.currency_needed') return null;
  const { currencies } = error.facts;
  return Array.isArray(currencies) ? currencies.filter((one): one is string => typeof one === 'string') : null;
}
