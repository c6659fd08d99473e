import { useTexts } from '@/texts/catalogue';
import styles from './editor.module.css';
import type { Problem } from './plan';
import type { MatrixProblem } from './variantMatrix';

/** All that keeps the item from being saved, in one place. */
export function Findings({ findings }: { findings: readonly (Problem | MatrixProblem)[] }) {
  const t = useTexts();
  return (
    <ul className={styles.findings} role="alert">
      {[...new Set(findings)].map((finding) => (
        <li key={finding}>{t.catalogue.problems[finding]}</li>
      ))}
    </ul>
  );
}
