import { createPortal } from 'react-dom';
import { format } from '@/lib/money';
import { formatPercent } from '@/lib/percent';
import { formatFull } from '@/lib/time';
import { useTexts } from '@/texts/receipt';
import { QrCode } from './QrCode';
import type { ReceiptDocument } from './receipt';
import styles from './receipt.module.css';

/** The receipt as it goes on paper. It stands beside the app, not in it: printing hides the one and shows the other. */
export function Receipt({ of, isSent }: { of: ReceiptDocument; isSent: boolean }) {
  const t = useTexts();
  const words = t.receipt;
  const money = (amount: number) => format({ amount, currency: of.currency });
  return createPortal(
    <div id="receipt" className={styles.paper} aria-hidden="true">
      {of.isPractice ? <h2>{words.practice}</h2> : null}
      {of.isCopy ? <h2>{words.copy}</h2> : null}
      <h2>{of.business}</h2>
      {of.place === of.business ? null : <p>{of.place}</p>}
      {of.address.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <table>
        <tbody>
          <tr>
            <td>
              {words.number} {of.number}
            </td>
            <td />
          </tr>
          <tr>
            <td colSpan={2}>{formatFull(of.at, of.zone)}</td>
          </tr>
          {of.cashier ? (
            <tr>
              <td colSpan={2}>
                {words.cashier} {of.cashier}
              </td>
            </tr>
          ) : null}
          {of.customer ? (
            <tr>
              <td colSpan={2}>
                {words.customer}: {of.customer}
              </td>
            </tr>
          ) : null}
        </tbody>
      </table>
      <table>
        <tbody>
          {of.lines.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes
            <tr key={i}>
              <td>
                {line.name}
                {line.quantity > 1 ? (
                  <div className={styles.each}>{words.each(line.quantity, money(line.unitPrice))}</div>
                ) : null}
                {line.note ? <div className={styles.each}>{line.note}</div> : null}
              </td>
              <td>{money(line.amount)}</td>
            </tr>
          ))}
          {of.discounts.map((discount, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes
            <tr key={i}>
              <td>
                {words.discount}: {discount.reason}
              </td>
              <td>{money(-discount.off)}</td>
            </tr>
          ))}
          <tr className={`${styles.rule} ${styles.sum}`}>
            <td>{words.total}</td>
            <td>{money(of.total)}</td>
          </tr>
          {of.tip ? (
            <tr>
              <td>{words.tip}</td>
              <td>{money(of.tip)}</td>
            </tr>
          ) : null}
          {of.rounding ? (
            <tr>
              <td>{words.rounding}</td>
              <td>{money(of.rounding)}</td>
            </tr>
          ) : null}
          {of.tenders.map((tender, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a receipt never changes
            <tr key={i}>
              <td>{words[tender.method]}</td>
              <td>{money(tender.amount)}</td>
            </tr>
          ))}
          {of.change > 0 ? (
            <tr>
              <td>{words.change}</td>
              <td>{money(of.change)}</td>
            </tr>
          ) : null}
          {of.taxes.map((tax) => (
            <tr key={tax.rate} className={styles.rule}>
              <td>
                {words.tax(formatPercent(tax.rate))} · {words.net} {money(tax.net)}
              </td>
              <td>{money(tax.tax)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className={styles.foot}>{words.thanks}</p>
      {of.link ? <QrCode text={of.link} className={styles.code} /> : null}
      {isSent ? null : <p>{words.offline}</p>}
    </div>,
    document.body,
  );
}
