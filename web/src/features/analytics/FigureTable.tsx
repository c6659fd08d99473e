import { Link } from '@tanstack/react-router';
import { usePlace } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import { type Column, DataTable } from '@/ui/DataTable';
import styles from './analytics.module.css';
import { Change } from './Change';
import { dimensionName } from './Filters';
import { PlainTable } from './PlainTable';
import type { FigureRow, Figures } from './queries';
import { type AnalyticsSearch, analyticsSearch } from './search';
import { usePrinting } from './usePrinting';
import { named, shown } from './values';

/** Every figure of every row, the total first. A row's name leads into it. */
export function FigureTable({
  figures,
  by,
  metric,
  next,
}: {
  figures: Figures;
  by: string;
  metric: string;
  next: (key: string | null) => AnalyticsSearch | null;
}) {
  const t = useTexts();
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const dimension = dimensionName(by, t);
  const at = figures.measures.findIndex((one) => one.name === metric);
  const compared = figures.rows.some((row) => row.comparison !== null);
  const columns: Column<FigureRow>[] = [
    {
      key: 'name',
      title: dimension,
      width: 'minmax(11rem, 2fr)',
      header: true,
      cell: (row) => {
        const key = row.keys[0];
        if (!key) return <strong>{t.analytics.total}</strong>;
        const name = named(by, key, zone, t, locale());
        const to = next(key.value);
        return to ? (
          <Link to="/analytics" search={analyticsSearch(to)} className={styles.rowLink} title={t.analytics.open(name)}>
            {name}
          </Link>
        ) : (
          name
        );
      },
    },
    ...figures.measures.map(
      (measure, place): Column<FigureRow> => ({
        key: measure.name,
        title: t.analytics.measures[measure.name as keyof typeof t.analytics.measures] ?? measure.name,
        end: true,
        width: 'minmax(7rem, 1fr)',
        cell: (row) => shown(row.values[place], measure.unit, row.currency, t, locale()),
      }),
    ),
  ];
  if (compared)
    columns.splice(2, 0, {
      key: 'change',
      title: t.analytics.change,
      end: true,
      width: 'minmax(11rem, 1fr)',
      cell: (row) => <Change now={row.values[at]} before={row.comparison?.[at]} />,
    });
  const label = t.analytics.byDimension(columns[1]?.title as string, dimension);
  const rows = [...figures.totals, ...figures.rows];
  const id = (row: FigureRow) => `${row.keys[0] ? (row.keys[0].value ?? 'none') : 'total'} ${row.currency ?? ''}`;
  // On paper every row is there, not those in sight alone.
  if (usePrinting())
    return (
      <PlainTable
        label={label}
        columns={columns.map((column) => ({ ...column, title: String(column.title) }))}
        rows={rows}
        id={id}
      />
    );
  return <DataTable label={label} columns={columns} rows={rows} id={id} />;
}
