import { TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTexts } from '@/texts/stock';
import { Icon } from '@/ui/Icon';
import { type Row, searchStock } from './queries';
import styles from './stock.module.css';

/** Finds an item by words, or takes it at once when a code was scanned (typed, then Enter). */
export function ItemPicker({
  place,
  label,
  onPick,
  onUnknown,
}: {
  place: string;
  label: string;
  onPick: (row: Row) => void;
  /** Enter, and nothing was found. */
  onUnknown?: (text: string) => void;
}) {
  const t = useTexts();
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [isEntered, setIsEntered] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(text.trim()), 250);
    return () => clearTimeout(timer);
  }, [text]);
  const found = useQuery({
    queryKey: ['stock', place, 'search', asked],
    queryFn: ({ signal }) => searchStock(place, asked, signal),
    enabled: asked !== '',
  });
  const rows = asked === '' ? [] : (found.data ?? []).slice(0, 8);

  const pick = (row: Row) => {
    setText('');
    setAsked('');
    setIsEntered(false);
    onPick(row);
  };
  const isReady = isEntered && asked === text.trim() && found.isSuccess && !found.isFetching;
  useEffect(() => {
    if (!isReady) return;
    setIsEntered(false);
    const [first] = found.data ?? [];
    if (first) pick(first);
    else {
      onUnknown?.(asked);
      setText('');
      setAsked('');
    }
  });
  return (
    <div>
      <TextInput
        label={label}
        type="search"
        leftSection={<Icon name="search" size={20} />}
        autoComplete="off"
        maxLength={100}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || text.trim() === '') return;
          event.preventDefault();
          setAsked(text.trim());
          setIsEntered(true);
        }}
      />
      {rows.length > 0 ? (
        <ul className={styles.hits}>
          {rows.map((row) => (
            <li key={row.variant_id}>
              <button type="button" onClick={() => pick(row)}>
                <span>
                  {row.name} {row.sku ? <small>{row.sku}</small> : null}
                </span>
                <span className="number">{row.on_hand}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : asked !== '' && found.isSuccess && !isEntered ? (
        <p>{t.stock.adjust.nothingFound}</p>
      ) : null}
    </div>
  );
}
