import { Icon, type IconName } from './Icon';
import styles from './states.module.css';

export type Tone = 'success' | 'warning' | 'danger' | 'info' | 'offline' | 'neutral';

const icons: Record<Tone, IconName> = {
  success: 'check',
  warning: 'warning',
  danger: 'error',
  info: 'info',
  offline: 'offline',
  neutral: 'clock',
};

/** A state as colour, word and icon, never colour alone. */
export function StatusBadge({ tone, label, icon }: { tone: Tone; label: string; icon?: IconName }) {
  return (
    <span className={`${styles.badge} ${styles[tone]}`}>
      <Icon name={icon ?? icons[tone]} size={16} />
      {label}
    </span>
  );
}
