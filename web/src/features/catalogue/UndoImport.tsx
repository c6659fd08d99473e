import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { usePlace } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/catalogue';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Problem } from '@/ui/Problem';
import styles from './editor.module.css';
import { undoImport } from './importRun';
import { catalogueKeys, type Import } from './queries';
import { useIsOffline } from './rights';

/** Until when an import can be undone, the button for it, and afterwards what was kept and why. */
export function UndoImport({ done }: { done: Import }) {
  const t = useTexts();
  const words = t.catalogue.csv.undo;
  const client = useQueryClient();
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const isOffline = useIsOffline();
  const [isAsking, setIsAsking] = useState(false);
  const [left, setLeft] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [undone, setUndone] = useState<Import | null>(null);
  const shown = undone ?? done;
  const isHalf = shown.undone_at === null && shown.left < shown.created + shown.updated;
  const isTooOld = !isHalf && Date.parse(shown.undo_until) < Date.now();
  const all = shown.created + shown.updated + shown.categories;

  const run = async () => {
    setIsAsking(false);
    setProblem(null);
    setLeft(shown.left);
    try {
      const said = await undoImport(shown.id, setLeft);
      setUndone(said);
      say(words.done(all - said.kept_count, said.kept_count));
    } catch (error) {
      setProblem(error);
    } finally {
      setLeft(null);
      await client.invalidateQueries({ queryKey: catalogueKeys.all });
    }
  };

  if (shown.undone_at)
    return (
      <div className={styles.undone}>
        <p>
          {undone
            ? words.done(all - shown.kept_count, shown.kept_count)
            : words.isUndone(formatMoment(shown.undone_at, zone))}
        </p>
        {shown.kept_count > 0 ? (
          <details>
            <summary>{words.kept(shown.kept_count)}</summary>
            <ul>
              {shown.kept.map((one) => (
                <li key={one.id}>
                  {one.name}: {words.reasons[one.reason] ?? one.reason}
                </li>
              ))}
              {shown.kept_count > shown.kept.length ? <li>…</li> : null}
            </ul>
          </details>
        ) : null}
      </div>
    );
  return (
    <div className={styles.undo}>
      <p className={styles.hint} role="status">
        {left !== null ? words.left(left) : isTooOld ? words.tooOld : words.until(formatMoment(shown.undo_until, zone))}
      </p>
      {isTooOld ? null : (
        <Button variant="default" loading={left !== null} disabled={isOffline} onClick={() => setIsAsking(true)}>
          {isHalf ? words.goOn : words.act}
        </Button>
      )}
      {problem ? <Problem error={problem} own={t.catalogue.codes} /> : null}
      <ConfirmDialog
        opened={isAsking}
        title={words.title(shown.name)}
        confirm={words.act}
        danger
        onConfirm={() => void run()}
        onClose={() => setIsAsking(false)}
      >
        {words.body(shown.created, shown.updated)}
      </ConfirmDialog>
    </div>
  );
}
