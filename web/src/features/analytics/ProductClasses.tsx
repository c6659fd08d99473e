import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import { dayText, Frame } from './Frame';
import own from './insight.module.css';
import { type Asked, classesQuery } from './insightQueries';
import { PlainTable } from './PlainTable';
import type { PartProps } from './parts';
import { ShareBar } from './ShareBar';
import { analyticsSearch } from './search';
import { shown } from './values';

/** Which products make the sales, and how steadily: classes of both, then every product. */
export function ProductClasses({ search, days, report, onChange }: PartProps) {
  const t = useTexts();
  const i = t.insight;
  const answer = useQuery({ ...classesQuery(days?.now as Asked), enabled: days !== null });
  const count = (value: number) => value.toLocaleString(locale());
  return (
    <Frame
      answer={answer}
      days={days?.now ?? null}
      search={search}
      onChange={onChange}
      report={report}
      empty={(data) => (data.count === 0 ? i.classes.empty : null)}
    >
      {(data) => (
        <>
          <section className={styles.card}>
            <div className={styles.cardHead}>
              <h2>{i.classes.matrix}</h2>
            </div>
            <PlainTable
              label={i.classes.matrix}
              rows={data.groups}
              id={(group) => `${group.abc} ${group.velocity}`}
              columns={[
                { key: 'abc', title: i.classes.group, cell: (group) => i.classes.abc[group.abc] },
                { key: 'velocity', title: i.classes.pace, cell: (group) => i.classes.velocity[group.velocity] },
                {
                  key: 'products',
                  title: t.analytics.views.products,
                  end: true,
                  cell: (group) => count(group.products),
                },
                {
                  key: 'net',
                  title: t.analytics.measures.net,
                  end: true,
                  cell: (group) => (
                    <span className={own.cellBar}>
                      <ShareBar share={data.net.amount > 0 ? group.net.amount / data.net.amount : 0} />
                      {shown(group.net.amount, 'money', group.net.currency, t, locale())}
                    </span>
                  ),
                },
              ]}
            />
            <p className={styles.note}>{i.classes.velocityExplained}</p>
          </section>
          <PlainTable
            label={i.classes.title}
            rows={data.products}
            id={(product) => product.product_id}
            columns={[
              {
                key: 'name',
                title: i.classes.product,
                cell: (product) => (
                  <Link
                    to="/analytics"
                    search={analyticsSearch({
                      ...search,
                      view: 'products',
                      part: 'figures',
                      by: 'day',
                      only: `product:${product.product_id}`,
                    })}
                    className={styles.rowLink}
                  >
                    {product.name ?? product.product_id}
                  </Link>
                ),
              },
              { key: 'abc', title: i.classes.group, cell: (product) => product.abc.toUpperCase() },
              { key: 'velocity', title: i.classes.pace, cell: (product) => i.classes.velocity[product.velocity] },
              { key: 'units', title: t.analytics.measures.units, end: true, cell: (product) => count(product.units) },
              {
                key: 'net',
                title: t.analytics.measures.net,
                end: true,
                cell: (product) => shown(product.net.amount, 'money', product.net.currency, t, locale()),
              },
              {
                key: 'share',
                title: i.classes.share,
                end: true,
                cell: (product) => shown(product.share, 'ratio', null, t, locale()),
              },
              { key: 'days', title: i.classes.daysSold, end: true, cell: (product) => count(product.days_sold) },
              { key: 'last', title: i.classes.last, end: true, cell: (product) => dayText(product.last_sold_on) },
            ]}
          />
          {data.count > data.products.length ? (
            <p className={styles.note}>{t.analytics.cut(data.products.length, data.count)}</p>
          ) : null}
        </>
      )}
    </Frame>
  );
}
