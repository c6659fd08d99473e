import { format } from '@/lib/money';
import { useTexts } from '@/texts/register';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { printReceipt, type ReceiptDocument } from '@/ui/receipt/receipt';
import styles from './Register.module.css';

/** The sale is made: what goes back, and the receipt. The items stay where they are: the next tap begins the next sale. */
export function DonePane({
  done,
  isSent,
  isPractice,
  orderId,
  isCorrecting,
  problem,
  onCorrect,
  onNew,
}: {
  done: ReceiptDocument;
  isSent: boolean;
  isPractice: boolean;
  /** The order that came of it; null: the server does not have it yet. */
  orderId: string | null;
  isCorrecting: boolean;
  problem: unknown;
  onCorrect: (orderId: string) => void;
  onNew: () => void;
}) {
  const t = useTexts();
  return (
    <section className={styles.doneHead} aria-label={t.register.doneTitle}>
      <h2>{t.register.doneTitle}</h2>
      <div>
        <div className={styles.changeWord}>{done.change > 0 ? t.register.changeIs : t.register.noChange}</div>
        {done.change > 0 ? (
          <div className={styles.changeAmount}>{format({ amount: done.change, currency: done.currency })}</div>
        ) : null}
      </div>
      <div className={styles.small}>
        {isPractice ? t.register.practice.done : `${done.number} · ${isSent ? t.register.sent : t.register.savedHere}`}
      </div>
      <button type="button" className={styles.action} onClick={() => void printReceipt()}>
        <Icon name="print" />
        {t.register.print}
      </button>
      {isPractice ? null : (
        <button
          type="button"
          className={styles.action}
          disabled={orderId === null || isCorrecting}
          onClick={() => orderId && onCorrect(orderId)}
        >
          {t.register.wrongTender}
          {orderId === null ? <span className={styles.small}>{t.register.wrongTenderWaits}</span> : null}
        </button>
      )}
      {problem ? <Problem error={problem} own={t.register.problems} /> : null}
      <button type="button" className={styles.action} onClick={onNew}>
        {isPractice ? t.register.practice.begin : t.register.newSale}
      </button>
    </section>
  );
}
