import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useLive } from '@/api/live';
import { useCan, usePlace } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/orders';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { useNow } from '@/ui/useNow';
import { nextStep, type Status } from './board';
import { CancelDialog } from './CancelDialog';
import styles from './detail.module.css';
import { OrderLines } from './OrderLines';
import { OrderNote } from './OrderNote';
import { OrderPayments } from './OrderPayments';
import { OrderTimeline } from './OrderTimeline';
import { customerQuery, type Order, orderKeys, orderQuery } from './queries';
import { RefundDialog } from './RefundDialog';
import { OrderStatus, PaymentStatus } from './status';
import { useAsks } from './useAsks';
import { usePrinting } from './usePrinting';
import { useSteps } from './useSteps';
import { WhoChanged } from './WhoChanged';

/** One order: what is on it, what was paid, what happened, and its next legal steps as the server says them. */
export function OrderPage() {
  const t = useTexts();
  const client = useQueryClient();
  const { loc = '', id = '' } = useParams({ strict: false });
  const { data: order, error, refetch } = useQuery(orderQuery(id));
  useLive(
    `order:${id}`,
    () => void client.invalidateQueries({ queryKey: orderKeys.one(id) }),
    () => void client.invalidateQueries({ queryKey: orderKeys.one(id) }),
  );
  return (
    <Page title={order ? t.orders.one(order.number) : t.orders.title}>
      <Link to="/l/$loc/orders" params={{ loc }} className={styles.back}>
        <Icon name="back" size={20} />
        {t.orders.detail.back}
      </Link>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {order ? <Detail loc={loc} order={order} /> : error ? null : <LoadingRows rows={6} height={64} />}
    </Page>
  );
}

function Detail({ loc, order }: { loc: string; order: Order }) {
  const t = useTexts();
  const can = useCan();
  const asks = useAsks(loc);
  const place = usePlace();
  const now = useNow();
  const { print, paper } = usePrinting();
  const [refused, setRefused] = useState<{ problem: unknown; since: string } | null>(null);
  const steps = useSteps(loc, (_, problem) => setRefused({ problem, since: order.updated_at }));
  const [dialog, setDialog] = useState<'refund' | 'cancel' | null>(null);
  const zone = place?.time_zone ?? 'Etc/UTC';
  const status: Status = order.status;
  const next = can('orders:update', loc) ? nextStep(status, order.allowed) : null;
  const others = can('orders:update', loc) ? order.allowed.filter((one) => one !== next && one !== 'cancelled') : [];
  const [asksToCancel, asksToRefund] = [asks('orders:cancel'), asks('payments:refund')];
  const mayCancel = order.allowed.includes('cancelled') && (can('orders:cancel', loc) || asksToCancel);
  const seesMoney = can('payments:read', loc);
  const mayRefund =
    (can('payments:refund', loc) || asksToRefund) &&
    seesMoney &&
    order.totals.captured.amount > order.totals.refunded.amount;
  const locked = (label: string) => ({
    leftSection: <Icon name="lock" size={20} />,
    'aria-label': t.orders.approval.needed(label),
  });
  const step = (to: Status) => {
    setRefused(null);
    steps.step(order, to);
  };
  const until =
    can('orders:update', loc) && order.undo_until && Date.parse(order.undo_until) > now ? order.undo_until : null;
  const undo = until ? () => steps.undo({ id: order.id, number: order.number, version: order.version, until }) : null;
  const printIt =
    print && (() => void print(order.id).catch((problem) => setRefused({ problem, since: order.updated_at })));

  useShortcuts(t.orders.one(order.number), [
    ...(next ? [{ keys: 'a', label: t.orders.steps[next], run: () => step(next) }] : []),
    ...(mayRefund ? [{ keys: 'r', label: t.orders.detail.refund, run: () => setDialog('refund') }] : []),
    ...(undo ? [{ keys: 'z', label: t.orders.keys.undo, run: undo }] : []),
    ...(printIt ? [{ keys: 'p', label: t.orders.keys.print, run: printIt }] : []),
  ]);

  return (
    <>
      {paper}
      <div className={styles.summary}>
        <OrderStatus status={status} />
        {seesMoney ? <PaymentStatus status={order.payment_status} /> : null}
        <span className={styles.muted}>
          {t.orders.channels[order.channel]} · {t.orders.sources[order.source]} ·{' '}
          {t.orders.detail.placed(formatMoment(order.placed_at, zone))}
        </span>
        {order.customer_id && can('customers:read') ? <CustomerName id={order.customer_id} /> : null}
        <span className={styles.steps}>
          {printIt ? (
            <Button variant="subtle" leftSection={<Icon name="print" size={20} />} onClick={printIt}>
              {t.orders.detail.print}
            </Button>
          ) : null}
          {undo ? (
            <Button variant="subtle" onClick={undo} disabled={steps.isPending}>
              {t.orders.detail.undo}
            </Button>
          ) : null}
          {mayCancel ? (
            <Button
              variant="subtle"
              color="danger"
              {...(asksToCancel ? locked(t.orders.detail.cancel) : {})}
              onClick={() => setDialog('cancel')}
            >
              {t.orders.detail.cancel}
            </Button>
          ) : null}
          {mayRefund ? (
            <Button
              variant="default"
              {...(asksToRefund ? locked(t.orders.detail.refund) : {})}
              onClick={() => setDialog('refund')}
            >
              {t.orders.detail.refund}
            </Button>
          ) : null}
          {others.map((to) => (
            <Button key={to} variant="default" onClick={() => step(to)} disabled={steps.isPending}>
              {t.orders.steps[to]}
            </Button>
          ))}
          {next ? (
            <Button onClick={() => step(next)} loading={steps.isPending}>
              {t.orders.steps[next]}
            </Button>
          ) : null}
        </span>
      </div>
      {refused ? (
        <div>
          <Problem error={refused.problem} own={t.orders.problems} />
          <WhoChanged id={order.id} since={refused.since} />
        </div>
      ) : null}
      {order.cancel_reason ? (
        <p className={styles.cancelled}>{t.orders.detail.cancelReason(order.cancel_reason)}</p>
      ) : null}
      <div className={styles.columns}>
        <div className={styles.main}>
          <OrderLines order={order} showsPrices={can('pricing:read', loc)} />
          <OrderNote
            order={order}
            mayEdit={can('orders:create', loc) && (status === 'draft' || status === 'pending')}
          />
        </div>
        <div className={styles.side}>
          {seesMoney ? <OrderPayments order={order} zone={zone} /> : null}
          <OrderTimeline order={order} zone={zone} />
        </div>
      </div>
      {dialog === 'refund' ? <RefundDialog order={order} asks={asksToRefund} onClose={() => setDialog(null)} /> : null}
      {dialog === 'cancel' ? <CancelDialog order={order} asks={asksToCancel} onClose={() => setDialog(null)} /> : null}
    </>
  );
}

function CustomerName({ id }: { id: string }) {
  const t = useTexts();
  const { data } = useQuery(customerQuery(id));
  return data ? (
    <span>
      <span className={styles.muted}>{t.orders.detail.customer}: </span>
      {data.name}
    </span>
  ) : null;
}
