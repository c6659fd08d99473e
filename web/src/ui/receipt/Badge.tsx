import { createPortal } from 'react-dom';
import { QrCode } from './QrCode';
import styles from './receipt.module.css';

/** A badge as it goes on paper, like a receipt: to be cut out and put behind plastic. */
export function Badge({ business, name, code }: { business: string; name: string; code: string }) {
  return createPortal(
    <div id="receipt" className={styles.paper} aria-hidden="true">
      <p>{business}</p>
      <h2>{name}</h2>
      <QrCode text={code} className={styles.code} />
    </div>,
    document.body,
  );
}
