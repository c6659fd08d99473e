import { Button, Progress } from '@mantine/core';
import { useTexts } from '@/texts/catalogue';
import { BadRows } from './BadRows';
import styles from './editor.module.css';
import type { BadRow, GoodRow } from './importRows';

/** What will go in, and every row that will not, with its reasons. */
export function ImportCheck({
  headings,
  good,
  bad,
  known,
  newCategories,
  progress,
  isOffline,
  onBack,
  onImport,
  onStop,
}: {
  headings: readonly string[];
  good: readonly GoodRow[];
  bad: readonly BadRow[];
  known: number;
  newCategories: number;
  progress: number | null;
  isOffline: boolean;
  onBack: () => void;
  onImport: () => void;
  onStop: () => void;
}) {
  const t = useTexts();
  const words = t.catalogue.csv;
  return (
    <section className={styles.card} aria-labelledby="check">
      <h2 id="check">{words.checked(good.length, bad.length)}</h2>
      <p className={styles.hint}>
        {[words.newOnes(good.length - known, known), newCategories > 0 ? words.newCategories(newCategories) : ''].join(
          ' ',
        )}
      </p>
      {bad.length > 0 ? <BadRows headings={headings} bad={bad} /> : null}
      {progress !== null ? (
        <>
          <Progress
            value={(100 * progress) / Math.max(1, good.length)}
            aria-label={words.importing(progress, good.length)}
          />
          <p role="status">{words.importing(progress, good.length)}</p>
        </>
      ) : null}
      <div className={styles.actions}>
        {progress === null ? (
          <>
            <Button variant="default" onClick={onBack}>
              {words.back}
            </Button>
            <Button disabled={good.length === 0 || isOffline} onClick={onImport}>
              {words.import(good.length)}
            </Button>
          </>
        ) : (
          <Button variant="default" onClick={onStop}>
            {words.stop}
          </Button>
        )}
      </div>
    </section>
  );
}
