import { usePlace } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import { ChartLegend, LineChart } from '@/ui/LineChart';
import styles from './analytics.module.css';
import { Bars } from './Bars';
import { dimensionName } from './Filters';
import type { Figures } from './queries';
import { isTime } from './questions';
import { named, shown } from './values';

/** One figure: a line over time, bars of anything else. Money of one currency, the first, for no chart adds up several. */
export function FigureChart({ figures, metric, by }: { figures: Figures; metric: string; by: string }) {
  const t = useTexts();
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const at = figures.measures.findIndex((one) => one.name === metric);
  const measure = figures.measures[at];
  if (!measure) return null;
  const name = t.analytics.measures[metric as keyof typeof t.analytics.measures] ?? metric;
  const dimension = dimensionName(by, t);
  const currency = figures.totals[0]?.currency ?? null;
  const rows = figures.rows.filter((row) => row.currency === currency);
  const compared = rows.some((row) => row.comparison !== null);
  const labels = rows.map((row) => (row.keys[0] ? named(by, row.keys[0], zone, t, locale()) : ''));
  const text = (value: number | null | undefined) => shown(value, measure.unit, currency, t, locale());
  return (
    <>
      <div className={styles.cardHead}>
        <h2>{t.analytics.byDimension(name, dimension)}</h2>
        {isTime(by) ? <ChartLegend now={t.analytics.now} before={compared ? t.analytics.before : undefined} /> : null}
      </div>
      {isTime(by) ? (
        <LineChart
          label={t.analytics.chart(name, dimension)}
          points={rows.map((row, place) => ({
            label: labels[place] ?? '',
            now: scaled(row.values[at], measure.unit),
            before: scaled(row.comparison?.[at], measure.unit),
          }))}
          tick={(value) => text(measure.unit === 'ratio' ? value / 10_000 : value)}
          say={(place) => {
            const row = rows[place];
            return row
              ? t.analytics.at(
                  labels[place] ?? '',
                  text(row.values[at]),
                  row.comparison ? text(row.comparison[at]) : null,
                )
              : null;
          }}
        />
      ) : (
        <Bars figures={{ ...figures, rows }} metric={metric} by={by} />
      )}
    </>
  );
}

/** The axis counts whole steps: shares in hundredths of a percent. */
function scaled(value: number | null | undefined, unit: string): number | null {
  return value === null || value === undefined ? null : unit === 'ratio' ? Math.round(value * 10_000) : value;
}
