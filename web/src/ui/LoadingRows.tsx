import { useTexts } from '@/texts/useTexts';
import styles from './states.module.css';

/** Room for rows that are on their way, in their final height. Shown only after 300 ms. */
export function LoadingRows({ rows = 8, height = 40 }: { rows?: number; height?: number }) {
  const t = useTexts();
  return (
    <div className={`${styles.rows} ${styles.late}`} role="progressbar" aria-label={t.common.loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows that are nothing yet have no other name
        <span key={row} style={{ blockSize: height }} />
      ))}
    </div>
  );
}
