import { format } from '@/lib/money';
import { formatPercent } from '@/lib/percent';
import { useTexts } from '@/texts/useTexts';
import { Icon } from '@/ui/Icon';
import type { Priced } from './pricing';
import styles from './Register.module.css';
import type { Place, Product, Ticket, TicketLine } from './ticket';

/** What the catalogue says of a line by now: the till only says it, nothing is changed or removed by itself. */
function flagOf(line: TicketLine, products: readonly Product[]): { isGone: boolean; price: number | null } {
  const variant = products
    .find((product) => product.id === line.product)
    ?.variants.find((one) => one.id === line.variant);
  const isKept = line.orderLine !== null;
  return {
    isGone: !isKept && !variant?.is_available,
    price: !isKept && variant && variant.price.amount !== line.unitPrice ? variant.price.amount : null,
  };
}

/** The open ticket: its lines, its sum, and the one thing to do with it. */
export function TicketPane({
  ticket,
  priced,
  place,
  products,
  onLine,
  onAccept,
  onWhy,
  onPay,
  onClose,
  isPaying,
}: {
  ticket: Ticket;
  priced: Priced | { noRateFor: string };
  place: Place;
  products: readonly Product[];
  onLine: (line: TicketLine) => void;
  onAccept: (line: TicketLine, price: number) => void;
  onWhy: () => void;
  onPay: () => void;
  onClose: () => void;
  isPaying: boolean;
}) {
  const t = useTexts();
  const money = (amount: number) => format({ amount, currency: place.currency });
  const known = 'noRateFor' in priced ? null : priced;
  return (
    <section className={styles.side} aria-label={t.register.ticket(ticket.lines.length)}>
      <div className={styles.sideHead}>
        <h2>{ticket.order ? t.register.unnamed(ticket.order.number) : t.register.ticket(ticket.lines.length)}</h2>
        {ticket.customer ? <span className={styles.small}>{ticket.customer.name}</span> : null}
        <button
          type="button"
          className={`${styles.action} ${styles.onlySheet}`}
          onClick={onClose}
          aria-label={t.common.close}
        >
          <Icon name="close" />
        </button>
      </div>
      <ul className={styles.lines}>
        {ticket.lines.length === 0 ? <li className={styles.empty}>{t.register.ticketEmpty}</li> : null}
        {ticket.lines.map((line, i) => {
          const amount = money(
            (known?.lines[i]?.list ?? line.unitPrice * line.quantity) - (known?.lines[i]?.lineDiscount ?? 0),
          );
          const flag = flagOf(line, products);
          return (
            <li key={line.key}>
              <button type="button" className={styles.line} onClick={() => onLine(line)} disabled={isPaying}>
                <span className="number">{line.quantity}</span>
                <span>{line.name}</span>
                <span className="number">
                  {amount} <span className="visually-hidden">{t.register.edit}</span>
                </span>
                {line.note ? <span className={styles.lineNote}>{line.note}</span> : null}
                {line.discounts.map((discount) => (
                  <span key={discount.reason} className={styles.lineNote}>
                    {t.register.whyLineDiscount(discount.reason)}
                  </span>
                ))}
                {flag.isGone ? <span className={styles.lineFlag}>{t.register.gone}</span> : null}
                {flag.price === null ? null : (
                  <span className={styles.lineFlag}>{t.register.priceNow(money(flag.price))}</span>
                )}
              </button>
              {flag.price === null ? null : (
                <button
                  type="button"
                  className={styles.action}
                  onClick={() => onAccept(line, flag.price ?? line.unitPrice)}
                >
                  {t.register.acceptPrice}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <div className={styles.sums}>
        {known ? (
          <>
            {known.totals.discount > 0 ? (
              <div className={styles.sum}>
                <span>{t.register.discountLine}</span>
                <span className="number">{money(-known.totals.discount)}</span>
              </div>
            ) : null}
            {known.taxes.map((tax) => (
              <div key={tax.rate} className={styles.sum}>
                <span>
                  {place.prices_include_tax
                    ? t.register.taxIncluded(formatPercent(tax.rate))
                    : t.register.taxAdded(formatPercent(tax.rate))}
                </span>
                <span className="number">{money(tax.tax)}</span>
              </div>
            ))}
            <div className={styles.total}>
              <span>{t.register.total}</span>
              <span className="number">{money(known.totals.gross)}</span>
            </div>
          </>
        ) : (
          <p className={`${styles.notice} ${styles.bad}`} role="alert">
            {'noRateFor' in priced ? t.register.noRate(priced.noRateFor) : null}
          </p>
        )}
        {ticket.lines.length > 0 && known ? (
          <button type="button" className={styles.whyButton} onClick={onWhy}>
            {t.register.why}
          </button>
        ) : null}
        {isPaying ? null : (
          <button
            type="button"
            className={styles.primary}
            disabled={ticket.lines.length === 0 || known === null}
            onClick={onPay}
          >
            {known ? t.register.pay(money(known.totals.gross)) : t.register.payShort}
          </button>
        )}
      </div>
    </section>
  );
}
