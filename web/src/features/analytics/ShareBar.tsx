import styles from './insight.module.css';

/** A share as a bar beside its number; the number alone tells it to who does not see the bar. */
export function ShareBar({ share }: { share: number }) {
  return (
    <span className={styles.track} aria-hidden="true">
      <span className={styles.fill} style={{ inlineSize: `${Math.max(0, Math.min(1, share)) * 100}%` }} />
    </span>
  );
}
