import { useQuery } from '@tanstack/react-query';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import { Frame } from './Frame';
import own from './insight.module.css';
import { type Asked, pairsQuery } from './insightQueries';
import { PlainTable } from './PlainTable';
import type { PartProps } from './parts';
import { ShareBar } from './ShareBar';
import { shown } from './values';

/** What is bought together, the strongest first. */
export function ProductPairs({ search, days, report, onChange }: PartProps) {
  const t = useTexts();
  const i = t.insight;
  const answer = useQuery({ ...pairsQuery(days?.now as Asked), enabled: days !== null });
  const count = (value: number) => value.toLocaleString(locale());
  return (
    <Frame
      answer={answer}
      days={days?.now ?? null}
      search={search}
      onChange={onChange}
      report={report}
      empty={(data) => (data.rules === 0 ? i.pairs.empty : null)}
    >
      {(data) => (
        <>
          <p className={styles.note}>{i.pairs.baskets(count(data.baskets), count(data.rules))}</p>
          <PlainTable
            label={i.pairs.title}
            rows={data.data}
            id={(rule) => [...rule.if, rule.then].map((one) => one.product_id).join(' ')}
            columns={[
              {
                key: 'if',
                title: i.pairs.first,
                cell: (rule) => rule.if.map((one) => one.name ?? one.product_id).join(' + '),
              },
              { key: 'then', title: i.pairs.second, cell: (rule) => rule.then.name ?? rule.then.product_id },
              {
                key: 'confidence',
                title: i.pairs.confidence,
                cell: (rule) => (
                  <span className={own.cellBar}>
                    <ShareBar share={rule.confidence} />
                    {shown(rule.confidence, 'ratio', null, t, locale())}
                  </span>
                ),
              },
              {
                key: 'lift',
                title: i.pairs.lift,
                end: true,
                cell: (rule) => i.pairs.times(rule.lift.toLocaleString(locale(), { maximumFractionDigits: 1 })),
              },
              { key: 'count', title: i.pairs.together, end: true, cell: (rule) => count(rule.count) },
              {
                key: 'support',
                title: i.pairs.support,
                end: true,
                cell: (rule) => shown(rule.support, 'ratio', null, t, locale()),
              },
            ]}
          />
          {data.rules > data.data.length ? (
            <p className={styles.note}>{t.analytics.cut(data.data.length, data.rules)}</p>
          ) : null}
        </>
      )}
    </Frame>
  );
}
