import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { usePlace } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { type Texts, useTexts } from '@/texts/analytics';
import { Icon } from '@/ui/Icon';
import styles from './analytics.module.css';
import { figuresQuery } from './queries';
import { explorers, periodOf } from './questions';
import { type AnalyticsSearch, filtersOf, filterText, type Only } from './search';
import { named } from './values';

/** What the figures are narrowed to; each can be taken away. */
export function Filters({ search, onChange }: { search: AnalyticsSearch; onChange: (next: AnalyticsSearch) => void }) {
  const t = useTexts();
  const filters = filtersOf(search.only);
  if (filters.length === 0) return null;
  return (
    <ul className={styles.filters} aria-label={t.analytics.filters}>
      {filters.map((one) => (
        <li key={one.dimension}>
          <Chip
            search={search}
            only={one}
            onRemove={() =>
              onChange({ ...search, only: filterText(filters.filter((other) => other.dimension !== one.dimension)) })
            }
          />
        </li>
      ))}
    </ul>
  );
}

export function dimensionName(name: string, t: Texts): string {
  return t.analytics.dimensions[name as keyof typeof t.analytics.dimensions] ?? name;
}

function Chip({ search, only, onRemove }: { search: AnalyticsSearch; only: Only; onRemove: () => void }) {
  const t = useTexts();
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const view = search.view && search.view !== 'overview' ? search.view : 'sales';
  // A figure that surely knows the dimension tells what the id is called.
  const measure = ['category', 'product', 'variant'].includes(only.dimension)
    ? 'units'
    : only.dimension === 'payment_method'
      ? 'payments'
      : (explorers[view].measures[0] ?? 'orders');
  const needsName = ['location', 'category', 'product', 'variant', 'staff'].includes(only.dimension);
  const { data } = useQuery({
    ...figuresQuery({
      measures: [measure],
      dimensions: [only.dimension],
      filters: [{ dimension: only.dimension, values: [only.value] }],
      period: periodOf(search),
      limit: 1,
    }),
    enabled: needsName,
  });
  const key = data?.rows[0]?.keys[0] ?? { value: only.value, name: null };
  const value = needsName && !data ? '…' : named(only.dimension, key, zone, t, locale());
  const dimension = dimensionName(only.dimension, t);
  return (
    <Button
      variant="default"
      rightSection={<Icon name="close" size={18} />}
      aria-label={t.analytics.removeFilter(dimension, value)}
      onClick={onRemove}
    >
      {dimension}: {value}
    </Button>
  );
}
