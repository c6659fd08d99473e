import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { ProblemError } from '@/api/problem';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/stock';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { ItemPicker } from './ItemPicker';
import { useAdjust } from './mutations';
import type { Row } from './queries';
import { REASONS, type Reason, signedUnits } from './reasons';
import styles from './stock.module.css';

type Line = { row: Row; text: string };

/** A change of stock for a reason that is no sale: all items together or none. */
export function AdjustForm({ place, only, onDone }: { place: string; only: Row | null; onDone: () => void }) {
  const t = useTexts();
  const words = t.stock.adjust;
  const [reason, setReason] = useState<Reason>('received');
  const [lines, setLines] = useState<Line[]>(only ? [{ row: only, text: '' }] : []);
  const [note, setNote] = useState('');
  const [asked, setAsked] = useState(false);
  const key = useRef(newId());
  const adjust = useAdjust(place);
  const units = lines.map((line) => signedUnits(line.text, reason));

  const submit = () => {
    setAsked(true);
    const items = lines.flatMap((line, at) => {
      const quantity = units[at];
      return quantity === null || quantity === undefined ? [] : [{ variantId: line.row.variant_id, quantity }];
    });
    if (items.length === 0 || items.length < lines.length) return;
    adjust.mutate(
      { key: key.current, adjustment: { reason, note, items } },
      {
        onSuccess: () => {
          key.current = newId();
          toast(words.done(items.length));
          onDone();
        },
        // Refused is not done: the next try is another change.
        onError: (error) => {
          if (error instanceof ProblemError && error.status >= 400 && error.status < 500) key.current = newId();
        },
      },
    );
  };
  const missing = missingOf(adjust.error);
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      noValidate
    >
      <Select
        label={words.reason}
        data={Object.keys(REASONS).map((value) => ({ value, label: words.reasons[value as Reason] }))}
        value={reason}
        onChange={(next) => next && setReason(next as Reason)}
      />
      <ul className={styles.items}>
        {lines.map((line, at) => {
          const change = units[at] ?? null;
          return (
            <li key={line.row.variant_id}>
              <div>
                {line.row.name}
                <small>{change === null ? null : ` ${words.after(line.row.on_hand + change)}`}</small>
              </div>
              <TextInput
                className={styles.units ?? ''}
                aria-label={words.unitsOf(line.row.name)}
                placeholder={words.units}
                inputMode={REASONS[reason] === 0 ? 'text' : 'numeric'}
                autoComplete="off"
                value={line.text}
                data-autofocus
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setLines(lines.map((one) => (one === line ? { ...one, text: value } : one)));
                }}
                error={asked && change === null ? words.unitsWrong : null}
              />
              {only ? null : (
                <ActionIcon
                  aria-label={words.removeItem(line.row.name)}
                  onClick={() => setLines(lines.filter((one) => one !== line))}
                >
                  <Icon name="remove" />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      {REASONS[reason] === 0 ? <p>{words.unitsSigned}</p> : null}
      {only ? null : (
        <ItemPicker
          place={place}
          label={lines.length === 0 ? words.findItem : words.addItem}
          onPick={(row) => {
            if (!lines.some((line) => line.row.variant_id === row.variant_id)) setLines([...lines, { row, text: '' }]);
          }}
        />
      )}
      {asked && lines.length === 0 ? <p className={styles.problem}>{words.noItems}</p> : null}
      <Textarea
        label={words.note}
        rows={2}
        maxLength={500}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      {missing.length > 0 ? (
        <ul className={styles.problem} role="alert">
          {missing.map((one) => (
            <li key={one.variant_id}>
              {words.missing(
                lines.find((line) => line.row.variant_id === one.variant_id)?.row.name ?? t.stock.unknownItem,
                one.available,
              )}
            </li>
          ))}
        </ul>
      ) : adjust.error ? (
        <Problem error={adjust.error} own={t.stock.codes} />
      ) : null}
      <div className={styles.actions}>
        <Button variant="default" onClick={onDone}>
          {t.common.cancel}
        </Button>
        <Button type="submit" loading={adjust.isPending}>
          {words.submit}
        </Button>
      </div>
    </form>
  );
}

function missingOf(error: unknown): { variant_id: string; available: number }[] {
  if (!(error instanceof ProblemError) || !Array.isArray(error.facts.missing)) return [];
  return error.facts.missing.filter(
    (one): one is { variant_id: string; available: number } =>
      typeof one?.variant_id === 'string' && typeof one?.available === 'number',
  );
}
