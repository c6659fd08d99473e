import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { usePlace } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import styles from './analytics.module.css';
import { Bars } from './Bars';
import { Change } from './Change';
import { FigureChart } from './FigureChart';
import { type Figures, figuresQuery } from './queries';
import { frame, stretchFor, tiles } from './questions';
import { Sentence } from './Sentence';
import { type AnalyticsSearch, analyticsSearch } from './search';
import { shown } from './values';

/** The period in six numbers, a line, what sold best and when. */
export function Overview({ search }: { search: AnalyticsSearch }) {
  const t = useTexts();
  const base = frame(search);
  const by = stretchFor(search);
  const totals = useQuery(figuresQuery({ ...base, measures: [...tiles] }));
  const line = useQuery(figuresQuery({ ...base, measures: ['net'], dimensions: [by] }));
  const products = useQuery(figuresQuery({ ...base, measures: ['net', 'units'], dimensions: ['product'], limit: 5 }));
  const hours = useQuery(figuresQuery({ ...base, measures: ['orders'], dimensions: ['hour_of_day'] }));
  if (totals.error) return <Problem error={totals.error} onRetry={() => void totals.refetch()} />;
  if (!totals.data) return <LoadingRows rows={4} height={120} />;
  const to = (view: 'sales' | 'products', by: string, metric: string) => (
    <Link to="/analytics" search={analyticsSearch({ ...search, view, by, metric })} className={styles.link}>
      {t.analytics.all}
    </Link>
  );
  return (
    <>
      <Sentence figures={totals.data} search={search} />
      {totals.data.totals.map((total) => (
        <Tiles key={total.currency ?? ''} figures={totals.data} total={total} search={search} />
      ))}
      <section className={styles.card}>
        {line.error ? <Problem error={line.error} onRetry={() => void line.refetch()} /> : null}
        {line.data ? <FigureChart figures={line.data} metric="net" by={by} /> : null}
      </section>
      <div className={styles.columns}>
        <section className={styles.card} aria-labelledby="top-head">
          <div className={styles.cardHead}>
            <h2 id="top-head">{t.analytics.topProducts}</h2>
            {to('products', 'product', 'net')}
          </div>
          {products.error ? <Problem error={products.error} onRetry={() => void products.refetch()} /> : null}
          {products.data ? <Bars figures={products.data} metric="net" by="product" /> : null}
        </section>
        <section className={styles.card} aria-labelledby="hours-head">
          <div className={styles.cardHead}>
            <h2 id="hours-head">{t.analytics.peakHours}</h2>
            {to('sales', 'hour_of_day', 'orders')}
          </div>
          {hours.error ? <Problem error={hours.error} onRetry={() => void hours.refetch()} /> : null}
          {hours.data ? <Bars figures={hours.data} metric="orders" by="hour_of_day" /> : null}
        </section>
      </div>
    </>
  );
}

function Tiles({
  figures,
  total,
  search,
}: {
  figures: Figures;
  total: Figures['totals'][number];
  search: AnalyticsSearch;
}) {
  const t = useTexts();
  const place = usePlace();
  return (
    <ul className={styles.tiles} aria-label={place ? t.analytics.total : t.analytics.title}>
      {figures.measures.map((measure, at) => {
        const name = t.analytics.measures[measure.name as keyof typeof t.analytics.measures] ?? measure.name;
        const [value, before] = [total.values[at], total.comparison?.[at]];
        return (
          <li key={measure.name} className={styles.tile}>
            <span className={styles.name}>{name}</span>
            <span className={styles.value}>{shown(value, measure.unit, total.currency, t, locale())}</span>
            <span className={styles.beside}>
              <Change now={value} before={before} />
            </span>
            <Link
              to="/analytics"
              search={analyticsSearch({
                ...search,
                view: measure.name === 'customers' ? 'customers' : 'sales',
                metric: measure.name,
              })}
              className={styles.cover}
              aria-label={t.analytics.open(name)}
            />
          </li>
        );
      })}
    </ul>
  );
}
