import { usePlace } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import type { Figures } from './queries';
import { named, shown } from './values';

const most = 24;

/** Rows that are no times, as bars: each with its name and number, so that it is its own table. */
export function Bars({ figures, metric, by }: { figures: Figures; metric: string; by: string }) {
  const t = useTexts();
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const at = figures.measures.findIndex((one) => one.name === metric);
  const measure = figures.measures[at];
  const rows = figures.rows.filter((row) => (row.values[at] ?? 0) !== 0).slice(0, most);
  const largest = Math.max(...rows.map((row) => Math.abs(row.values[at] ?? 0)), 1e-9);
  if (!measure || rows.length === 0) return <p className={styles.nothing}>{t.common.unknown}</p>;
  return (
    <ol className={styles.bars}>
      {rows.map((row) => {
        const name = row.keys[0] ? named(by, row.keys[0], zone, t, locale()) : '';
        return (
          <li key={`${row.keys[0]?.value} ${row.currency}`} className={styles.barRow}>
            <span className={styles.barName}>{name}</span>
            <span className={styles.track} aria-hidden="true">
              <span
                className={styles.fill}
                style={{ inlineSize: `${(100 * Math.abs(row.values[at] ?? 0)) / largest}%` }}
              />
            </span>
            <span className={styles.barValue}>{shown(row.values[at], measure.unit, row.currency, t, locale())}</span>
          </li>
        );
      })}
    </ol>
  );
}
