import { useTexts } from '@/texts/register';
import { Icon } from '@/ui/Icon';
import { sentenceOf } from '@/ui/Problem';
import styles from './Register.module.css';

/** What the till has to say beside the ticket; it stays until somebody closes it or goes on. */
export function RegisterNotice({ text, problem, onClose }: { text: string; problem: unknown; onClose: () => void }) {
  const t = useTexts();
  if (!text && !problem) return null;
  return (
    <div className={styles.toast} role="status">
      {text}
      {problem ? sentenceOf(problem, t, t.register.problems) : null}
      <button type="button" className={styles.action} onClick={onClose} aria-label={t.common.close}>
        <Icon name="close" />
      </button>
    </div>
  );
}
