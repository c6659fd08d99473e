import { Button, Select, TextInput } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import { useRef } from 'react';
import { useCan, useIdentity, usePlace } from '@/api/useSession';
import { momentOf } from '@/lib/localDay';
import { format } from '@/lib/money';
import { addDays, formatFull, formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/orders';
import { type Column, DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { useHands } from '@/ui/useHands';
import { useNow } from '@/ui/useNow';
import type { Status } from './board';
import { OrderFilters } from './OrderFilters';
import { listQuery, type OrderSummary } from './queries';
import { type OrdersSearch, sold } from './search';
import { OrderStatus, PaymentStatus } from './status';
import styles from './table.module.css';
import { useHeldRows } from './useHeldRows';
import { useOrdersLive } from './useOrdersLive';

/** All orders of a location, newest first, a page at a time; the filters stand in the address. */
export function OrderTable({ loc, search }: { loc: string; search: OrdersSearch }) {
  const t = useTexts();
  const can = useCan();
  const place = usePlace();
  const navigate = useNavigate();
  const router = useRouter();
  const now = useNow();
  const region = useRef<HTMLDivElement>(null);
  const isHeld = useHands(region);
  const zone = place?.time_zone ?? 'Etc/UTC';
  const cutOff = place?.day_cut_off ?? '00:00';
  const { me } = useIdentity();
  const { channel, mine, status, from, to, after } = search;
  const filter = {
    loc,
    ...(channel ? { channel } : {}),
    ...(mine ? { takenBy: me.user_id } : {}),
    ...(status ? { status: status === 'sold' ? sold.join(',') : status } : {}),
    ...(from ? { from: momentOf(from, cutOff, zone).toISOString() } : {}),
    ...(to ? { to: momentOf(addDays(to, 1), cutOff, zone).toISOString() } : {}),
    ...(after ? { after } : {}),
  };
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...listQuery(filter),
    placeholderData: keepPreviousData,
  });
  useOrdersLive(loc);
  const { shown, waiting, take } = useHeldRows(data?.data ?? [], isHeld && !isPlaceholderData, JSON.stringify(filter));

  const go = (change: OrdersSearch, replace = false) =>
    void navigate({ to: '/l/$loc/orders', params: { loc }, search: { view: 'table', ...change }, replace });
  const { after: _, view: __, ...filters } = search;
  const set = (name: 'status' | 'from' | 'to', value: string | undefined) => {
    const { [name]: ___, ...rest } = filters;
    go(value ? { ...rest, [name]: value } : rest);
  };
  const hasFilters = Object.keys(filters).length > 0;

  const columns: Column<OrderSummary>[] = [
    {
      key: 'number',
      title: t.orders.list.number,
      width: '6rem',
      cell: (order) => (
        <Link
          to="/l/$loc/orders/$id"
          params={{ loc, id: order.id }}
          className={styles.link}
          aria-label={t.orders.one(order.number)}
        >
          {order.number}
        </Link>
      ),
    },
    {
      key: 'placed',
      title: t.orders.list.placed,
      width: 'minmax(9rem, 1fr)',
      cell: (order) => (
        <time title={formatFull(order.placed_at, zone)}>{formatMoment(order.placed_at, zone, now)}</time>
      ),
    },
    {
      key: 'status',
      title: t.orders.list.status,
      width: 'minmax(9rem, 1fr)',
      cell: (order) => <OrderStatus status={order.status as Status} />,
    },
    ...(can('payments:read', loc)
      ? [
          {
            key: 'payment',
            title: t.orders.list.payment,
            width: 'minmax(10rem, 1fr)',
            cell: (order: OrderSummary) => <PaymentStatus status={order.payment_status} />,
          },
        ]
      : []),
    {
      key: 'channel',
      title: t.orders.list.channel,
      width: 'minmax(8rem, 1fr)',
      cell: (order) => t.orders.channels[order.channel as keyof typeof t.orders.channels] ?? order.channel,
    },
    ...(can('pricing:read', loc)
      ? [
          {
            key: 'total',
            title: t.orders.list.total,
            width: 'minmax(7rem, 1fr)',
            end: true,
            cell: (order: OrderSummary) => format(order.total),
          },
        ]
      : []),
  ];

  return (
    <>
      <search className={styles.filters} aria-label={t.common.filters}>
        <OrderFilters
          search={search}
          onChange={(only) => {
            const { channel: _c, mine: _m, ...rest } = filters;
            go({ ...rest, ...only });
          }}
        />
        <Select
          size="md"
          label={t.orders.list.status}
          value={status ?? ''}
          onChange={(value) => set('status', value ?? undefined)}
          data={[
            { value: '', label: t.orders.list.allStatuses },
            { value: 'sold', label: t.orders.list.sold },
            ...Object.entries(t.orders.statuses).map(([value, label]) => ({ value, label })),
          ]}
        />
        <TextInput
          type="date"
          label={t.orders.list.from}
          value={from ?? ''}
          max={to ?? ''}
          onChange={(event) => set('from', event.currentTarget.value || undefined)}
        />
        <TextInput
          type="date"
          label={t.orders.list.to}
          value={to ?? ''}
          min={from ?? ''}
          onChange={(event) => set('to', event.currentTarget.value || undefined)}
        />
        {hasFilters ? (
          <Button variant="subtle" onClick={() => go({})}>
            {t.common.clearFilters}
          </Button>
        ) : null}
        {waiting > 0 ? (
          <Button variant="light" className={styles.pill ?? ''} onClick={take}>
            {t.orders.list.newer(waiting)}
          </Button>
        ) : null}
      </search>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!data ? (
        error ? null : (
          <LoadingRows rows={10} height={48} />
        )
      ) : shown.length === 0 && waiting === 0 ? (
        hasFilters ? (
          <EmptyState
            icon="search"
            title={t.common.nothingMatches}
            action={<Button onClick={() => go({})}>{t.common.clearFilters}</Button>}
          />
        ) : (
          <EmptyState icon="orders" title={t.orders.list.none.title} body={t.orders.list.none.body} />
        )
      ) : (
        <>
          <div ref={region} className={isPlaceholderData ? styles.stale : undefined}>
            <DataTable
              label={t.orders.list.caption}
              columns={columns}
              rows={shown}
              id={(order) => order.id}
              onOpen={(order) => void navigate({ to: '/l/$loc/orders/$id', params: { loc, id: order.id } })}
              height="min(62dvh, 900px)"
            />
          </div>
          <nav className={styles.pages} aria-label={t.common.rows(shown.length)}>
            <Button
              variant="default"
              disabled={!after}
              onClick={() => (router.history.canGoBack() ? router.history.back() : go(filters))}
            >
              {t.common.previous}
            </Button>
            <Button
              variant="default"
              disabled={!data.next_cursor}
              onClick={() => go({ ...filters, ...(data.next_cursor ? { after: data.next_cursor } : {}) })}
            >
              {t.common.next}
            </Button>
          </nav>
        </>
      )}
    </>
  );
}
