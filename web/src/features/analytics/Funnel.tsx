import { useQuery } from '@tanstack/react-query';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import { Change } from './Change';
import { Frame } from './Frame';
import own from './insight.module.css';
import { type Asked, funnelQuery } from './insightQueries';
import { OrdersBehind } from './OrdersBehind';
import { PlainTable } from './PlainTable';
import type { PartProps } from './parts';
import { ShareBar } from './ShareBar';
import { shown } from './values';

/** How many of the orders that began were placed, paid and handed over; beside it the time before, and where they come from. */
export function Funnel({ search, days, report, onChange }: PartProps) {
  const t = useTexts();
  const i = t.insight;
  const answer = useQuery({ ...funnelQuery(days?.now as Asked), enabled: days !== null });
  const before = useQuery({ ...funnelQuery(days?.before as Asked), enabled: Boolean(days?.before) });
  const count = (value: number) => value.toLocaleString(locale());
  const ratio = (value: number | null) => shown(value, 'ratio', null, t, locale());
  return (
    <Frame
      answer={answer}
      days={days?.now ?? null}
      search={search}
      onChange={onChange}
      report={report}
      empty={(data) => ((data.total.steps[0]?.orders ?? 0) === 0 ? i.funnel.empty : null)}
      actions={<OrdersBehind search={search} counted={days?.now} />}
    >
      {(data) => (
        <>
          <section className={styles.card}>
            <div className={styles.cardHead}>
              <h2>{i.funnel.title}</h2>
            </div>
            <ol className={own.steps}>
              {data.total.steps.map((step) => (
                <li key={step.step} className={own.step}>
                  <span>{i.funnel.step[step.step] ?? step.step}</span>
                  <ShareBar share={step.of_first ?? 0} />
                  <span>
                    <strong>{count(step.orders)}</strong>{' '}
                    <span className={own.small}>
                      <Change
                        now={step.orders}
                        before={before.data?.total.steps.find((one) => one.step === step.step)?.orders}
                      />
                    </span>
                  </span>
                </li>
              ))}
            </ol>
            <p className={styles.note}>{i.funnel.lost(count(data.total.discarded), count(data.total.cancelled))}</p>
          </section>
          <PlainTable
            label={i.funnel.title}
            rows={data.total.steps}
            id={(step) => step.step}
            columns={[
              { key: 'step', title: i.funnel.stepHead, cell: (step) => i.funnel.step[step.step] ?? step.step },
              { key: 'orders', title: i.funnel.orders, end: true, cell: (step) => count(step.orders) },
              { key: 'first', title: i.funnel.ofFirst, end: true, cell: (step) => ratio(step.of_first) },
              { key: 'before', title: i.funnel.ofBefore, end: true, cell: (step) => ratio(step.of_before) },
              {
                key: 'gross',
                title: i.funnel.gross,
                end: true,
                cell: (step) => shown(step.gross.amount, 'money', step.gross.currency, t, locale()),
              },
            ]}
          />
          <h2>{i.funnel.groups}</h2>
          <PlainTable
            label={i.funnel.groups}
            rows={data.groups}
            id={(group) => `${group.source} ${group.channel}`}
            columns={[
              {
                key: 'group',
                title: i.funnel.group,
                cell: (group) =>
                  `${t.orders.sources[group.source as keyof typeof t.orders.sources] ?? group.source} · ${
                    t.orders.channels[group.channel as keyof typeof t.orders.channels] ?? group.channel
                  }`,
              },
              ...data.total.steps.map((step, at) => ({
                key: step.step,
                title: i.funnel.step[step.step] ?? step.step,
                end: true,
                cell: (group: (typeof data.groups)[number]) => {
                  const one = group.funnel.steps[at];
                  return one ? (at === 0 ? count(one.orders) : `${count(one.orders)} · ${ratio(one.of_first)}`) : '';
                },
              })),
            ]}
          />
        </>
      )}
    </Frame>
  );
}
