import { Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import { type AnalyticsSearch, comparisons, presets } from './search';

const today = () => new Date().toISOString().slice(0, 10);

/** Which days, and what they are compared with. */
export function PeriodPicker({
  search,
  onChange,
}: {
  search: AnalyticsSearch;
  onChange: (next: AnalyticsSearch) => void;
}) {
  const t = useTexts();
  const [picking, setPicking] = useState(false);
  const isCustom = picking || search.from !== undefined;
  const { period: _, from: __, to: ___, ...rest } = search;
  const choose = (value: string | null) => {
    setPicking(value === 'custom');
    if (value === 'custom') onChange({ ...rest, from: search.from ?? today(), to: search.to ?? today() });
    else onChange({ ...rest, period: value ?? 'last_30_days' });
  };
  // A range is only ever asked for with its first day before its last: the other one follows.
  const setDays = (from: string, to: string, moved: 'from' | 'to') => {
    if (!from || !to) return;
    onChange({ ...rest, from: moved === 'to' && from > to ? to : from, to: moved === 'from' && from > to ? from : to });
  };
  return (
    <>
      <Select
        className={styles.select ?? ''}
        label={t.analytics.period}
        allowDeselect={false}
        data={[
          ...presets.map((one) => ({ value: one as string, label: t.analytics.presets[one] })),
          { value: 'custom', label: t.analytics.presets.custom },
        ]}
        value={isCustom ? 'custom' : (search.period ?? 'last_30_days')}
        onChange={choose}
      />
      {isCustom ? (
        <>
          <TextInput
            type="date"
            label={t.analytics.from}
            value={search.from ?? ''}
            onChange={(event) => setDays(event.currentTarget.value, search.to ?? '', 'from')}
          />
          <TextInput
            type="date"
            label={t.analytics.to}
            value={search.to ?? ''}
            onChange={(event) => setDays(search.from ?? '', event.currentTarget.value, 'to')}
          />
        </>
      ) : null}
      {search.view === 'inventory' ? null : (
        <Select
          className={styles.select ?? ''}
          label={t.analytics.compare}
          allowDeselect={false}
          data={comparisons.map((one) => ({ value: one, label: t.analytics.comparisons[one] }))}
          value={search.compare ?? 'previous_period'}
          onChange={(value) => onChange({ ...search, compare: value ?? 'previous_period' })}
        />
      )}
    </>
  );
}
