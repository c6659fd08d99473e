import { useTexts } from '@/texts/analytics';
import styles from './analytics.module.css';
import { changeOf } from './values';

/** More or less than before, in words and an arrow; nothing where there is nothing to compare with. */
export function Change({ now, before }: { now: number | null | undefined; before: number | null | undefined }) {
  const t = useTexts();
  const percent = changeOf(now, before);
  if (percent === null) return null;
  const kind = percent > 0 ? 'up' : percent < 0 ? 'down' : 'same';
  const amount = Math.abs(percent).toLocaleString(t.language);
  return (
    <span className={styles.change}>
      <span aria-hidden="true">{kind === 'up' ? '▲ ' : kind === 'down' ? '▼ ' : '＝ '}</span>
      {kind === 'up' ? t.analytics.more(amount) : kind === 'down' ? t.analytics.less(amount) : t.analytics.same}
    </span>
  );
}
