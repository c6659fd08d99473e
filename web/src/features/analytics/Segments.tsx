import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useCan } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import { Change } from './Change';
import { dayText, Frame } from './Frame';
import own from './insight.module.css';
import { type Asked, customerNameQuery, segmentQuery, segmentsQuery } from './insightQueries';
import { PlainTable } from './PlainTable';
import type { PartProps } from './parts';
import { ShareBar } from './ShareBar';
import { analyticsSearch } from './search';
import { shown } from './values';

/** All segments with their sizes; one that is opened shows its customers. */
export function Segments(props: PartProps) {
  return props.search.segment ? <OneSegment {...props} segment={props.search.segment} /> : <AllSegments {...props} />;
}

function AllSegments({ search, days, report, onChange }: PartProps) {
  const t = useTexts();
  const i = t.insight;
  const answer = useQuery({ ...segmentsQuery(days?.now as Asked), enabled: days !== null });
  const before = useQuery({ ...segmentsQuery(days?.before as Asked), enabled: Boolean(days?.before) });
  return (
    <Frame
      answer={answer}
      days={days?.now ?? null}
      search={search}
      onChange={onChange}
      report={report}
      empty={(data) => (data.customers === 0 ? i.segments.empty : null)}
    >
      {(data) => (
        <PlainTable
          label={i.segments.title}
          rows={data.segments}
          id={(segment) => segment.segment}
          columns={[
            {
              key: 'segment',
              title: i.segments.segment,
              cell: (segment) => {
                const name = i.segments.name[segment.segment] ?? segment.segment;
                return segment.customers > 0 ? (
                  <Link
                    to="/analytics"
                    search={analyticsSearch({ ...search, segment: segment.segment })}
                    className={styles.rowLink}
                    title={i.segments.open(name)}
                  >
                    {name}
                  </Link>
                ) : (
                  name
                );
              },
            },
            {
              key: 'share',
              title: i.segments.share,
              cell: (segment) => (
                <span className={own.cellBar}>
                  <ShareBar share={segment.share ?? 0} />
                  {shown(segment.share, 'ratio', null, t, locale())}
                </span>
              ),
            },
            {
              key: 'customers',
              title: i.segments.customers,
              end: true,
              cell: (segment) => segment.customers.toLocaleString(locale()),
            },
            ...(days?.before
              ? [
                  {
                    key: 'change',
                    title: t.analytics.change,
                    end: true,
                    cell: (segment: { segment: string; customers: number }) => (
                      <Change
                        now={segment.customers}
                        before={before.data?.segments.find((one) => one.segment === segment.segment)?.customers}
                      />
                    ),
                  },
                ]
              : []),
            {
              key: 'orders',
              title: i.segments.orders,
              end: true,
              cell: (segment) => segment.orders.toLocaleString(locale()),
            },
            {
              key: 'spent',
              title: i.segments.spent,
              end: true,
              cell: (segment) => shown(segment.spent.amount, 'money', segment.spent.currency, t, locale()),
            },
            {
              key: 'since',
              title: i.segments.since,
              end: true,
              cell: (segment) => shown(segment.days_since_last, 'number', null, t, locale()),
            },
          ]}
        />
      )}
    </Frame>
  );
}

function OneSegment({ search, days, report, onChange, segment }: PartProps & { segment: string }) {
  const t = useTexts();
  const i = t.insight;
  const answer = useQuery({ ...segmentQuery(segment, days?.now as Asked), enabled: days !== null });
  const { segment: _, ...all } = search;
  const name = i.segments.name[segment] ?? segment;
  return (
    <Frame
      answer={answer}
      days={days?.now ?? null}
      search={search}
      onChange={onChange}
      report={report}
      empty={(data) => (data.customers === 0 ? i.segments.empty : null)}
      actions={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/analytics" search={analyticsSearch(all)} {...props} />}
        >
          {i.segments.back}
        </Button>
      }
    >
      {(data) => (
        <>
          <h2>{i.segments.of(name, data.customers.toLocaleString(locale()))}</h2>
          <PlainTable
            label={name}
            rows={data.data}
            id={(customer) => customer.customer_id}
            columns={[
              {
                key: 'customer',
                title: i.segments.customer,
                cell: (customer) => <CustomerName id={customer.customer_id} />,
              },
              {
                key: 'orders',
                title: i.segments.orders,
                end: true,
                cell: (customer) => customer.orders.toLocaleString(locale()),
              },
              {
                key: 'spent',
                title: i.segments.spent,
                end: true,
                cell: (customer) => shown(customer.spent.amount, 'money', customer.spent.currency, t, locale()),
              },
              { key: 'last', title: i.segments.last, end: true, cell: (customer) => dayText(customer.last_on) },
              {
                key: 'scores',
                title: i.segments.scores,
                end: true,
                cell: (customer) => `${customer.recency} · ${customer.frequency} · ${customer.money}`,
              },
            ]}
          />
          {data.customers > data.data.length ? (
            <p className={styles.note}>
              {i.segments.shown(data.data.length.toLocaleString(locale()), data.customers.toLocaleString(locale()))}
            </p>
          ) : null}
        </>
      )}
    </Frame>
  );
}

/** Leads to the customer and the orders behind; one that is gone, or not for who looks, has a number instead of a name. */
function CustomerName({ id }: { id: string }) {
  const i = useTexts().insight;
  const may = useCan()('customers:read');
  const { data } = useQuery({ ...customerNameQuery(id), enabled: may });
  const name = data?.name ?? i.segments.unnamed(id);
  return may ? (
    <Link to="/customers/$id" params={{ id }} className={styles.rowLink}>
      {name}
    </Link>
  ) : (
    name
  );
}
