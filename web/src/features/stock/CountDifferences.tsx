import { Button, Progress, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/stock';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { afterPosting, countedLines, differences, entered, items, type Line } from './countSheet';
import { patiently } from './counts';
import { postCount } from './mutations';
import { stockKeys } from './queries';
import styles from './stock.module.css';

const atOnce = 100;

/** Only what differs, then posting: each number is compared with what it was counted against, and what moved meanwhile comes back. */
export function CountDifferences({
  place,
  lines,
  isOffline,
  onChange,
  onBack,
  onDone,
}: {
  place: string;
  lines: readonly Line[];
  isOffline: boolean;
  onChange: (work: (lines: readonly Line[]) => Line[]) => void;
  onBack: () => void;
  onDone: () => void;
}) {
  const t = useTexts();
  const words = t.stock.counting;
  const client = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [note, setNote] = useState('');
  const [progress, setProgress] = useState<number | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const [refused, setRefused] = useState<{ stale: number; held: string[] } | null>(null);
  // A part whose answer was lost is sent again under its key: then it is answered, not counted twice.
  const keys = useRef(new Map<string, string>());
  const counted = countedLines(lines);
  const differing = differences(lines);
  const sum = differing.reduce((all, line) => all + line.difference, 0);
  const signed = (units: number) => (units > 0 ? `+${units}` : units < 0 ? `\u2212${-units}` : '0');

  const post = async () => {
    setAsked(false);
    setProblem(null);
    setRefused(null);
    setProgress(0);
    let [stale, taken] = [0, 0];
    const held: string[] = [];
    try {
      for (let at = 0; at < counted.length; at += atOnce) {
        const part = counted.slice(at, at + atOnce);
        const name = JSON.stringify([items(part), note]);
        const key = keys.current.get(name) ?? newId();
        keys.current.set(name, key);
        const { results } = await patiently(() => postCount(place, items(part), note, key));
        keys.current.delete(name);
        const after = afterPosting(part, results);
        stale += after.stale.length;
        taken += part.length - after.lines.length;
        held.push(...after.held.map((one) => part.find((line) => line.variantId === one.variant_id)?.name ?? ''));
        onChange((now) => afterPosting(now, results).lines);
        setProgress(at + part.length);
      }
    } catch (error) {
      setProblem(error);
    } finally {
      setProgress(null);
      void client.invalidateQueries({ queryKey: stockKeys.all });
    }
    if (taken > 0) toast(words.posted(taken));
    if (stale > 0 || held.length > 0) setRefused({ stale, held });
    else if (taken === counted.length) onDone();
  };

  return (
    <div className={styles.stack}>
      <h2>{words.differences}</h2>
      {refused ? (
        <div className={styles.problem} role="alert">
          {refused.stale > 0 ? <p>{words.stale(refused.stale)}</p> : null}
          {refused.held.map((name) => (
            <p key={name}>{words.held(name)}</p>
          ))}
        </div>
      ) : null}
      {counted.length === 0 ? <p>{words.nothingCounted}</p> : differing.length === 0 ? <p>{words.same}</p> : null}
      {differing.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
        <section className={styles.ledger} tabIndex={0} aria-label={words.differences}>
          <table>
            <thead>
              <tr>
                <th scope="col">{t.stock.columns.item}</th>
                <th scope="col" className={styles.end}>
                  {words.books}
                </th>
                <th scope="col" className={styles.end}>
                  {words.counted}
                </th>
                <th scope="col" className={styles.end}>
                  {words.difference}
                </th>
                <td />
              </tr>
            </thead>
            <tbody>
              {differing.map((line) => (
                <tr key={line.variantId}>
                  <th scope="row">
                    {line.name}
                    {line.moved !== 0 ? <small> {words.moved(line.moved)}</small> : null}
                  </th>
                  <td className={styles.end}>{line.expected}</td>
                  <td className={styles.end}>{line.counted}</td>
                  <td className={styles.end}>
                    <strong>{signed(line.difference)}</strong>
                  </td>
                  <td>
                    <Button
                      variant="subtle"
                      aria-label={words.recount(line.name)}
                      onClick={() => {
                        onChange((now) => entered(now, line.variantId, null));
                        onBack();
                      }}
                    >
                      {t.stock.count}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ) : null}
      <Textarea
        label={words.note}
        rows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {progress !== null ? (
        <>
          <Progress
            value={(100 * progress) / Math.max(1, counted.length)}
            aria-label={words.posting(progress, counted.length)}
          />
          <p role="status">{words.posting(progress, counted.length)}</p>
        </>
      ) : null}
      {problem ? <Problem error={problem} own={t.stock.codes} /> : null}
      {isOffline ? <p className={styles.note}>{words.offline}</p> : null}
      <div className={styles.actions}>
        <Button variant="default" onClick={onBack} disabled={progress !== null}>
          {words.backToCount}
        </Button>
        <Button loading={progress !== null} disabled={counted.length === 0 || isOffline} onClick={() => setAsked(true)}>
          {words.post(counted.length)}
        </Button>
      </div>
      <ConfirmDialog
        opened={asked}
        title={words.confirmTitle}
        confirm={words.post(counted.length)}
        onConfirm={() => void post()}
        onClose={() => setAsked(false)}
      >
        {words.confirmText(counted.length, differing.length, signed(sum))}
      </ConfirmDialog>
    </div>
  );
}
