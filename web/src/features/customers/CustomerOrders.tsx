import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useCan, useIdentity } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/customers';
import { LoadingRows } from '@/ui/LoadingRows';
import { MoneyText } from '@/ui/MoneyText';
import { Problem } from '@/ui/Problem';
import styles from './customers.module.css';
import { type Customer, ordersQuery } from './queries';

/** What they bought so far, in each currency, and every order the person may see. */
export function CustomerOrders({ customer }: { customer: Customer }) {
  const t = useTexts();
  const words = t.customers.profile;
  const mayRead = useCan()('orders:read');
  return (
    <section className={styles.card} aria-labelledby="orders">
      <h2 id="orders">{words.totals}</h2>
      {customer.totals.length === 0 ? <p className={styles.muted}>{words.nothingBought}</p> : null}
      {customer.totals.map((total) => (
        <dl key={total.spent.currency} className={styles.facts}>
          <div>
            <dt>{words.orders}</dt>
            <dd>{total.orders}</dd>
          </div>
          <div>
            <dt>{words.spent}</dt>
            <dd>
              <MoneyText money={total.spent} />
            </dd>
          </div>
          <div>
            <dt>{words.average}</dt>
            <dd>
              <MoneyText
                money={
                  total.orders > 0
                    ? { amount: Math.round(total.spent.amount / total.orders), currency: total.spent.currency }
                    : null
                }
              />
            </dd>
          </div>
          {total.refunded.amount > 0 ? (
            <div>
              <dt>{words.refunded}</dt>
              <dd>
                <MoneyText money={total.refunded} />
              </dd>
            </div>
          ) : null}
        </dl>
      ))}
      {mayRead ? <OrderList id={customer.id} /> : <p className={styles.muted}>{words.ordersHidden}</p>}
    </section>
  );
}

function OrderList({ id }: { id: string }) {
  const t = useTexts();
  const words = t.customers.profile;
  const who = useIdentity();
  const orders = useInfiniteQuery(ordersQuery(id));
  const rows = (orders.data?.pages ?? []).flatMap((page) => page.data);
  if (orders.isPending) return <LoadingRows rows={3} height={48} />;
  if (orders.isError && rows.length === 0)
    return <Problem error={orders.error} onRetry={() => void orders.refetch()} />;
  return (
    <>
      <ul className={styles.list}>
        {rows.map((order) => {
          const place = who.locations.find((one) => one.id === order.location_id);
          return (
            <li key={order.id}>
              <strong>{words.order(order.number)}</strong>
              <span className={styles.grow}>
                {words.states[order.status] ?? order.status}{' '}
                <small className={styles.muted}>
                  {[formatMoment(order.placed_at, place?.time_zone ?? 'UTC'), place?.name ?? '']
                    .filter(Boolean)
                    .join(' · ')}
                </small>
              </span>
              <MoneyText money={order.total} />
            </li>
          );
        })}
      </ul>
      {orders.hasNextPage ? (
        <div>
          <Button variant="default" loading={orders.isFetchingNextPage} onClick={() => void orders.fetchNextPage()}>
            {t.common.loadMore}
          </Button>
        </div>
      ) : null}
    </>
  );
}
