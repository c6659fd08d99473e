import type { KeyboardEvent } from 'react';
import { format } from '@/lib/money';
import { formatPercent } from '@/lib/percent';
import { useTexts } from '@/texts/register';
import { Icon } from '@/ui/Icon';
import type { Levels } from './levels';
import type { Priced } from './pricing';
import styles from './Register.module.css';
import { type Place, type Product, type Ticket, type TicketLine, withLine } from './ticket';
import { setTicket } from './till';
import { useRemoval } from './useRemoval';

/** What the catalogue says of a line by now: the till only says it, nothing is changed or removed by itself. */
function flagOf(
  line: TicketLine,
  products: readonly Product[],
  levels: Levels,
): { isGone: boolean; price: number | null; left: number | null } {
  const variant = products
    .find((product) => product.id === line.product)
    ?.variants.find((one) => one.id === line.variant);
  const isKept = line.orderLine !== null;
  return {
    isGone: !isKept && !variant?.is_available,
    price: !isKept && variant && variant.price.amount !== line.unitPrice ? variant.price.amount : null,
    left:
      !isKept && line.quantity > (levels.get(line.variant) ?? line.quantity) ? (levels.get(line.variant) ?? 0) : null,
  };
}

/** The open ticket: its lines, its sum, and the one thing to do with it. */
export function TicketPane({
  ticket,
  priced,
  place,
  products,
  levels,
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
  levels: Levels;
  onLine: (line: TicketLine) => void;
  onAccept: (line: TicketLine, price: number) => void;
  onWhy: () => void;
  onPay: () => void;
  onClose: () => void;
  isPaying: boolean;
}) {
  const t = useTexts();
  const removal = useRemoval();
  const money = (amount: number) => format({ amount, currency: place.currency });
  const known = 'noRateFor' in priced ? null : priced;
  /** ↑↓ from line to line, + and − one more or one less, Del off; Enter opens it, as it is a button. */
  const keyed = (event: KeyboardEvent<HTMLElement>) => {
    const list = event.currentTarget;
    const at = Number(event.target instanceof HTMLElement ? (event.target.dataset.line ?? -1) : -1);
    const line = ticket.lines[at];
    if (!line || event.ctrlKey || event.metaKey || event.altKey) return;
    const focus = (index: number) =>
      requestAnimationFrame(() => {
        const all = list.querySelectorAll<HTMLElement>('[data-line]');
        all[Math.min(Math.max(0, index), all.length - 1)]?.focus();
      });
    if (event.key === 'ArrowDown') focus(at + 1);
    else if (event.key === 'ArrowUp') focus(at - 1);
    else if (event.key === '+') setTicket((now) => withLine(now, line.key, { quantity: line.quantity + 1 }));
    else if (event.key === '-' && line.quantity > 1)
      setTicket((now) => withLine(now, line.key, { quantity: line.quantity - 1 }));
    else if (event.key === '-' || event.key === 'Delete' || event.key === 'Backspace') {
      removal.line(line);
      focus(at);
    } else return;
    event.preventDefault();
  };
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
      <ul className={styles.lines} onKeyDown={keyed}>
        {ticket.lines.length === 0 ? <li className={styles.empty}>{t.register.ticketEmpty}</li> : null}
        {ticket.lines.map((line, i) => {
          const amount = money(
            (known?.lines[i]?.list ?? line.unitPrice * line.quantity) - (known?.lines[i]?.lineDiscount ?? 0),
          );
          const flag = flagOf(line, products, levels);
          return (
            <li key={line.key}>
              <button
                type="button"
                className={styles.line}
                data-line={i}
                onClick={() => onLine(line)}
                disabled={isPaying}
              >
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
                {flag.left === null || flag.isGone ? null : (
                  <span className={styles.lineWarning}>{t.register.onlyLeft(flag.left)}</span>
                )}
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
