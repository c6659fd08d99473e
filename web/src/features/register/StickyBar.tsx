import { useTexts } from '@/texts/register';
import styles from './Register.module.css';

/** On a phone the ticket is behind this bar: how much it is, and the way on. */
export function StickyBar({
  units,
  total,
  cannotPay,
  onTicket,
  onPay,
}: {
  units: number;
  total: string;
  cannotPay: boolean;
  onTicket: () => void;
  onPay: () => void;
}) {
  const t = useTexts();
  return (
    <div className={styles.sticky}>
      <button type="button" className={styles.action} onClick={onTicket}>
        {t.register.itemsCount(units)} · <span className="number">{total}</span>
      </button>
      <button type="button" className={styles.primary} disabled={cannotPay} onClick={onPay}>
        {t.register.payShort}
      </button>
    </div>
  );
}
