import { useQuery } from '@tanstack/react-query';
import { format } from '@/lib/money';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/orders';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import styles from './detail.module.css';
import { type Order, paymentsQuery } from './queries';

/** What was paid, how, and what went back. */
export function OrderPayments({ order, zone }: { order: Order; zone: string }) {
  const t = useTexts();
  const { detail } = t.orders;
  const { data, error, refetch } = useQuery(paymentsQuery(order.id));
  return (
    <section className={styles.card} aria-labelledby="payments-head">
      <h2 id="payments-head" className={styles.heading}>
        {detail.payments}
      </h2>
      <dl className={styles.sums}>
        <dt>{detail.paid}</dt>
        <dd className="number">{format(order.totals.captured)}</dd>
        {order.totals.refunded.amount > 0 ? (
          <div className={styles.pair}>
            <dt>{detail.refunded}</dt>
            <dd className="number">{format(order.totals.refunded)}</dd>
          </div>
        ) : null}
        <dt className={styles.total}>{detail.due}</dt>
        <dd className={`number ${styles.total}`}>{format(order.due)}</dd>
      </dl>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!data ? (
        error ? null : (
          <LoadingRows rows={1} height={48} />
        )
      ) : data.data.length === 0 ? (
        <p className={styles.muted}>{detail.noPayments}</p>
      ) : (
        <ul className={styles.plain}>
          {data.data.map((payment) => (
            <li key={payment.id} className={styles.payment}>
              <div className={styles.between}>
                <strong>
                  {detail.method[payment.method] ?? payment.method} · {detail.states[payment.status] ?? payment.status}
                </strong>
                <span className="number">{format(payment.amount)}</span>
              </div>
              {payment.tip.amount > 0 ? <span className={styles.sub}>{detail.tip(format(payment.tip))}</span> : null}
              <span className={styles.muted}>
                {formatMoment(payment.created_at, zone)}
                {payment.tendered && payment.change
                  ? ` · ${detail.tendered(format(payment.tendered), format(payment.change))}`
                  : ''}
              </span>
              {payment.refunds.map((refund) => (
                <span key={refund.id} className={styles.sub}>
                  {detail.refundRow(
                    refund.tip.amount === 0
                      ? format(refund.amount)
                      : refund.amount.amount === 0
                        ? detail.tip(format(refund.tip))
                        : `${format(refund.amount)} + ${detail.tip(format(refund.tip))}`,
                    refund.reason,
                  )}
                  {refund.rounding.amount === 0
                    ? ''
                    : ` · ${detail.inCash(format({ ...refund.amount, amount: refund.amount.amount + refund.tip.amount + refund.rounding.amount }))}`}
                  {refund.status === 'succeeded' ? '' : ` · ${detail.refundStates[refund.status] ?? refund.status}`}
                </span>
              ))}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
