import { format } from '@/lib/money';
import { formatRate } from '@/lib/rate';
import { useTexts } from '@/texts/orders';
import styles from './detail.module.css';
import type { Order } from './queries';

/** What is on it, with price and tax as they were when it was placed, and how they add up. */
export function OrderLines({ order, showsPrices }: { order: Order; showsPrices: boolean }) {
  const t = useTexts();
  const { detail } = t.orders;
  return (
    <section className={styles.card} aria-labelledby="lines-head">
      <h2 id="lines-head" className={styles.heading}>
        {detail.lines}
      </h2>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className="number">
              {detail.quantity}
            </th>
            <th scope="col">{detail.item}</th>
            {showsPrices ? (
              <>
                <th scope="col" className={`number ${styles.roomy}`}>
                  {detail.price}
                </th>
                <th scope="col" className={`number ${styles.roomy}`}>
                  {detail.tax}
                </th>
                <th scope="col" className="number">
                  {detail.amount}
                </th>
              </>
            ) : null}
          </tr>
        </thead>
        <tbody>
          {order.lines.map((line) => {
            const discount = line.line_discount.amount + line.order_discount.amount;
            return (
              <tr key={line.id}>
                <td className="number">{line.quantity}</td>
                <th scope="row">
                  {line.name}
                  {showsPrices ? (
                    <span className={`${styles.sub} ${styles.tight}`}>
                      {format(line.unit_price)} · {formatRate(line.tax_rate)}
                    </span>
                  ) : null}
                  {line.returned_quantity > 0 ? (
                    <span className={styles.sub}>{detail.returned(line.returned_quantity)}</span>
                  ) : null}
                  {line.note ? <span className={styles.sub}>{detail.lineNote(line.note)}</span> : null}
                  {showsPrices && discount > 0 ? (
                    <span className={styles.sub}>
                      {detail.discount(format({ amount: -discount, currency: order.total.currency }))}
                    </span>
                  ) : null}
                </th>
                {showsPrices ? (
                  <>
                    <td className={`number ${styles.roomy}`}>{format(line.unit_price)}</td>
                    <td className={`number ${styles.roomy}`}>{formatRate(line.tax_rate)}</td>
                    <td className="number">{format(line.gross)}</td>
                  </>
                ) : null}
              </tr>
            );
          })}
        </tbody>
      </table>
      {showsPrices ? (
        <dl className={styles.sums}>
          <dt>{detail.net}</dt>
          <dd className="number">{format(order.totals.net)}</dd>
          {order.taxes.map((tax) => (
            <div key={tax.rate} className={styles.pair}>
              <dt>{detail.taxes(formatRate(tax.rate), format(tax.net))}</dt>
              <dd className="number">{format(tax.tax)}</dd>
            </div>
          ))}
          {order.totals.rounding.amount !== 0 ? (
            <div className={styles.pair}>
              <dt>{detail.rounding}</dt>
              <dd className="number">{format(order.totals.rounding)}</dd>
            </div>
          ) : null}
          <dt className={styles.total}>{detail.total}</dt>
          <dd className={`number ${styles.total}`}>{format(order.total)}</dd>
        </dl>
      ) : null}
    </section>
  );
}
