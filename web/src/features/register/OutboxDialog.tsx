import { useSyncExternalStore } from 'react';
import { format } from '@/lib/money';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/register';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { Dialog } from './dialogs';
import { isUnsent, type OutboxSale, type SaleState } from './outbox';
import styles from './Register.module.css';
import { correctSale, sales } from './sales';

const tones: Record<SaleState, Tone> = { waiting: 'offline', sending: 'info', sent: 'success', refused: 'danger' };

/** The sales this device made: what waits, what needs somebody, what arrived. Nothing is ever dropped. */
export function OutboxDialog({
  zone,
  onReprint,
  onClose,
}: {
  zone: string;
  onReprint: (sale: OutboxSale) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const words = t.register.outbox;
  const all = useSyncExternalStore(sales.subscribe, sales.get);
  const unsent = all.filter(isUnsent).length;
  return (
    <Dialog title={words.title} onClose={onClose}>
      <p>{unsent > 0 ? words.waiting(unsent) : words.allSent}</p>
      <ul className={styles.list}>
        {all.map((sale) => (
          <li key={sale.id} className={styles.listRow}>
            <span className={styles.grow}>
              <div>{sale.body.device_receipt}</div>
              <div className={styles.small}>{formatMoment(sale.savedAt, zone)}</div>
            </span>
            <span className="number">{format(sale.body.total)}</span>
            <StatusBadge tone={tones[sale.state]} label={words.state[sale.state]} />
            <button type="button" className={styles.action} onClick={() => onReprint(sale)}>
              {t.register.print} <span className="visually-hidden">{sale.body.device_receipt}</span>
            </button>
            {sale.order?.differs ? <p className={styles.small}>{words.differs}</p> : null}
            {sale.refusal ? <Refused sale={sale} code={sale.refusal.code} /> : null}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Refused({ sale, code }: { sale: OutboxSale; code: string }) {
  const t = useTexts();
  const words = t.register.outbox;
  const { customer_id: customer, ...without } = sale.body;
  return (
    <div className={`${styles.notice} ${styles.bad}`}>
      <p>{words.why[code] ?? words.whyElse}</p>
      <button type="button" className={styles.action} onClick={() => void correctSale(sale, sale.body)}>
        {words.again}
      </button>
      {code === 'orders.customer_unknown' && customer ? (
        <button type="button" className={styles.action} onClick={() => void correctSale(sale, without)}>
          {words.withoutCustomer}
        </button>
      ) : null}
      {code === 'orders.placed_at_implausible' ? (
        <button
          type="button"
          className={styles.action}
          onClick={() => void correctSale(sale, { ...sale.body, placed_at: new Date().toISOString() })}
        >
          {words.asOfNow}
        </button>
      ) : null}
    </div>
  );
}
