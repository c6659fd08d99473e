import { useEffect, useRef, useState } from 'react';
import { format, formatPlain, type Money, parse } from '@/lib/money';
import { useTexts } from '@/texts/catalogue';
import styles from './catalogue.module.css';

/** A price that becomes a field: Enter keeps it and goes to the next row, Esc gives it up, Tab keeps it. */
export function PriceCell({
  name,
  price,
  isEditing,
  onEdit,
  onKeep,
  onLeave,
}: {
  name: string;
  price: Money;
  isEditing: boolean;
  onEdit: () => void;
  /** `next`: go on with the price of the row below. */
  onKeep: (price: Money, next: boolean) => void;
  onLeave: () => void;
}) {
  const t = useTexts();
  const [text, setText] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const returns = useRef(false);
  // What somebody else makes of the row meanwhile takes nothing from who types, and is not written over: the change is of the row as it was when they began.
  const latest = useRef({ price, onKeep });
  useEffect(() => {
    latest.current = { price, onKeep };
  });
  const begun = useRef(latest.current);
  useEffect(() => {
    if (isEditing) {
      begun.current = latest.current;
      setText(formatPlain(begun.current.price));
      requestAnimationFrame(() => field.current?.select());
    } else if (returns.current) {
      returns.current = false;
      button.current?.focus();
    }
  }, [isEditing]);

  if (!isEditing)
    return (
      <button
        ref={button}
        type="button"
        className={styles.price}
        aria-label={t.catalogue.editPrice(name, format(price))}
        onClick={onEdit}
      >
        {format(price)}
      </button>
    );
  const read = parse(text, price.currency);
  const isGood = read.ok && read.money.amount >= 0;
  const keep = (next: boolean) => {
    if (!isGood) return;
    if (read.money.amount === begun.current.price.amount && !next) return onLeave();
    begun.current.onKeep(read.money, next);
  };
  return (
    <input
      ref={field}
      // biome-ignore lint/a11y/noAutofocus: the person has just asked to type here
      autoFocus
      className={styles.field}
      inputMode="decimal"
      autoComplete="off"
      aria-label={t.catalogue.priceOf(name)}
      aria-invalid={!isGood}
      value={text}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => (isGood ? keep(false) : onLeave())}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          event.preventDefault();
          keep(true);
        }
        if (event.key === 'Escape') {
          event.stopPropagation();
          returns.current = true;
          onLeave();
        }
      }}
    />
  );
}
