import { usePlace } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { formatDate, formatTime } from '@/lib/time';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import type { Figures } from './queries';
import type { AnalyticsSearch } from './search';

/** Which days were counted, how many rows that makes, and up to when. */
export function Sentence({ figures, search }: { figures: Figures; search: AnalyticsSearch }) {
  const t = useTexts();
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const preset = search.from ? 'custom' : (search.period ?? 'last_30_days');
  const name = t.analytics.presets[preset as keyof typeof t.analytics.presets] ?? preset;
  const day = (date: string) => formatDate(`${date}T12:00:00Z`, 'UTC', Date.now(), locale());
  const [first] = figures.periods;
  const parts =
    search.view === 'inventory'
      ? [t.analytics.ofNow]
      : [
          ...(first ? [t.analytics.sentence(name, t.analytics.span(day(first.from), day(first.to)))] : [name]),
          ...(figures.periods.length > 1 ? [t.analytics.severalClocks] : []),
          ...(first?.is_running ? [t.analytics.running] : []),
        ];
  return (
    <p className={styles.sentence} data-as-of={figures.as_of}>
      {[
        ...parts,
        ...(figures.dimensions.length > 0 ? [t.common.rows(figures.row_count)] : []),
        t.common.asOf(formatTime(figures.as_of, zone)),
      ].join(' · ')}
    </p>
  );
}
