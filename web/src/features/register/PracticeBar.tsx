import { useTexts } from '@/texts/register';
import styles from './Register.module.css';

/** Says that nothing here is real, for as long as that is so. */
export function PracticeBar({ onEnd }: { onEnd: () => void }) {
  const t = useTexts();
  return (
    <div className={styles.practice} role="note">
      <span>
        <strong>{t.register.practice.title}</strong> {t.register.practice.body}
      </span>
      <button type="button" className={styles.action} onClick={onEnd}>
        {t.register.practice.end}
      </button>
    </div>
  );
}
