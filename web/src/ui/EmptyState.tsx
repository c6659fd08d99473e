import type { ReactNode } from 'react';
import { Icon, type IconName } from './Icon';
import styles from './states.module.css';

/** Nothing is here: yet (say what it is good for, one action), by these filters, or because all is done. */
export function EmptyState({
  icon = 'info',
  title,
  body,
  action,
}: {
  icon?: IconName;
  title: string;
  body?: string;
  action?: ReactNode;
}) {
  return (
    <div className={styles.empty}>
      <Icon name={icon} size={40} />
      <h2>{title}</h2>
      {body ? <p>{body}</p> : null}
      {action ? <div className={styles.actions}>{action}</div> : null}
    </div>
  );
}
