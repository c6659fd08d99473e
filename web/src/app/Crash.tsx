import { Button } from '@mantine/core';
import { ProblemError } from '@/api/problem';
import { useTexts } from '@/texts/useTexts';
import { Icon } from '@/ui/Icon';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import styles from '@/ui/states.module.css';

/** In place of a screen that broke. A refusal that the screen did not expect shows as one. */
export function Crash({ error }: { error: unknown }) {
  const t = useTexts();
  const reload = () => location.reload();
  return (
    <Page title={t.shell.crash.title}>
      {error instanceof ProblemError ? (
        <Problem error={error} onRetry={reload} />
      ) : (
        <div className={`${styles.box} ${styles.danger}`} role="alert">
          <Icon name="error" />
          <p className={styles.body}>{t.shell.crash.body}</p>
          <p className={styles.small}>{error instanceof Error ? `${error.name}: ${error.message}` : String(error)}</p>
          <div className={styles.actions}>
            <Button onClick={reload}>{t.shell.crash.reload}</Button>
          </div>
        </div>
      )}
    </Page>
  );
}
