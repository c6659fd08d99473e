import { format } from '@/lib/money';
import { formatPercent } from '@/lib/percent';
import { useTexts } from '@/texts/register';
import { Dialog } from './dialogs';
import type { Priced } from './pricing';
import styles from './Register.module.css';
import type { Place, Ticket } from './ticket';

/** Every step from the list price to what is paid, line by line. */
export function WhyDialog({
  ticket,
  priced,
  place,
  onClose,
}: {
  ticket: Ticket;
  priced: Priced;
  place: Place;
  onClose: () => void;
}) {
  const t = useTexts();
  const money = (amount: number) => format({ amount, currency: place.currency });
  return (
    <Dialog title={t.register.whyTitle} onClose={onClose}>
      <table className={styles.why}>
        <tbody>
          {ticket.lines.flatMap((line, i) => {
            const told = priced.lines[i];
            if (!told) return [];
            const off = priced.discounts.filter((one) => one.line === i && one.off > 0);
            return [
              <tr key={line.key} className={styles.item}>
                <td>
                  {line.name} · {t.register.whyList(line.quantity, money(line.unitPrice))}
                </td>
                <td className="number">{money(told.list)}</td>
              </tr>,
              ...off.map((one, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one price
                <tr key={`${line.key}-${at}`}>
                  <td>{t.register.whyLineDiscount(one.discount.reason)}</td>
                  <td className="number">{money(-one.off)}</td>
                </tr>
              )),
              ...(told.orderDiscount > 0
                ? [
                    <tr key={`${line.key}-share`}>
                      <td>{t.register.whyOrderDiscount}</td>
                      <td className="number">{money(-told.orderDiscount)}</td>
                    </tr>,
                  ]
                : []),
              ...(told.rounding !== 0
                ? [
                    <tr key={`${line.key}-rounding`}>
                      <td>{t.register.whyRounding}</td>
                      <td className="number">{money(told.rounding)}</td>
                    </tr>,
                  ]
                : []),
              <tr key={`${line.key}-tax`}>
                <td>{t.register.whyTax(formatPercent(told.taxRate), place.prices_include_tax)}</td>
                <td className="number">{money(told.tax)}</td>
              </tr>,
            ];
          })}
        </tbody>
      </table>
    </Dialog>
  );
}
