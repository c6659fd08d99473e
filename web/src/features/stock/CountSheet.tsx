import { Button, Checkbox, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/stock';
import { alert, say } from '@/ui/Announcer';
import { entered, type Line, parseUnits, scanned } from './countSheet';
import { lineOf } from './counts';
import { ItemPicker } from './ItemPicker';
import styles from './stock.module.css';

const shownAtOnce = 200;

/** Counting: a number and Enter goes to the next item, a scan counts one more. What the books say can stay hidden. */
export function CountSheet({
  place,
  lines,
  onChange,
  onNext,
  onThrowAway,
}: {
  place: string;
  lines: readonly Line[];
  onChange: (work: (lines: readonly Line[]) => Line[]) => void;
  onNext: () => void;
  onThrowAway: () => void;
}) {
  const t = useTexts();
  const words = t.stock.counting;
  const [isBlind, setIsBlind] = useState(true);
  const [onlyOpen, setOnlyOpen] = useState(false);
  const [most, setMost] = useState(shownAtOnce);
  const [note, setNote] = useState<string | null>(null);
  const done = lines.filter((line) => line.counted !== null).length;
  const open = onlyOpen ? lines.filter((line) => line.counted === null) : lines;
  return (
    <div className={styles.stack}>
      <div className={styles.bar}>
        <div className={styles.search}>
          <ItemPicker
            place={place}
            label={words.find}
            onPick={(row) => {
              const isThere = lines.some((line) => line.variantId === row.variant_id);
              onChange((now) => scanned(isThere ? now : [...now, lineOf(row)], row.variant_id));
              const count = (lines.find((line) => line.variantId === row.variant_id)?.counted ?? 0) + 1;
              setNote(isThere ? words.scanned(row.name, count) : words.notOnSheet(row.name));
              say(words.scanned(row.name, count));
            }}
            onUnknown={(code) => {
              setNote(words.unknownCode(code));
              alert(words.unknownCode(code));
            }}
          />
        </div>
        <Checkbox label={words.blind} checked={isBlind} onChange={(event) => setIsBlind(event.currentTarget.checked)} />
        <Checkbox
          label={words.onlyOpen}
          checked={onlyOpen}
          onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
        />
      </div>
      <p className={styles.foot}>
        <strong>{words.progress(done, lines.length)}</strong>
        <span>{note ?? words.findHint}</span>
      </p>
      <ul className={styles.sheet}>
        {open.slice(0, most).map((line) => (
          <SheetLine
            key={line.variantId}
            line={line}
            isBlind={isBlind}
            onCount={(counted) => onChange((now) => entered(now, line.variantId, counted))}
          />
        ))}
      </ul>
      {open.length > most ? (
        <div>
          <Button variant="default" onClick={() => setMost(most + shownAtOnce)}>
            {t.common.loadMore}
          </Button>
        </div>
      ) : null}
      <div className={styles.actions}>
        <Button variant="subtle" color="danger" onClick={onThrowAway}>
          {words.throwAway}
        </Button>
        <Button disabled={done === 0} onClick={onNext}>
          {words.toDifferences}
        </Button>
      </div>
    </div>
  );
}

function SheetLine({
  line,
  isBlind,
  onCount,
}: {
  line: Line;
  isBlind: boolean;
  onCount: (counted: number | null) => void;
}) {
  const t = useTexts();
  const words = t.stock.counting;
  const [text, setText] = useState<string | null>(null);
  const shown = text ?? (line.counted === null ? '' : String(line.counted));
  const isWrong = shown.trim() !== '' && parseUnits(shown, line.expected) === null;
  const keep = () => {
    if (text === null) return;
    const counted = parseUnits(text, line.expected);
    if (text.trim() === '') onCount(null);
    else if (counted !== null) onCount(counted);
    else return;
    setText(null);
  };
  return (
    <li className={line.counted === null ? '' : styles.counted}>
      <div>
        {line.name}
        <small>
          {line.sku}
          {line.moved !== 0 && line.counted !== null ? (
            <span className={styles.moved}> {words.moved(line.moved)}</span>
          ) : null}
        </small>
      </div>
      <span className="number">{isBlind ? '' : `${words.books} ${line.expected}`}</span>
      <TextInput
        aria-label={words.countedOf(line.name)}
        inputMode="numeric"
        autoComplete="off"
        value={shown}
        error={isWrong ? words.wrong : null}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={keep}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter') return;
          event.preventDefault();
          keep();
          const fields = [...(event.currentTarget.closest('ul')?.querySelectorAll('input') ?? [])];
          fields[fields.indexOf(event.currentTarget) + 1]?.focus();
        }}
      />
    </li>
  );
}
