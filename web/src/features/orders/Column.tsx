import { Button } from '@mantine/core';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTexts } from '@/texts/orders';
import { useHands } from '@/ui/useHands';
import { type ColumnName, dropOn, hold, type Status } from './board';
import styles from './board.module.css';
import { draggedType } from './draggedType';
import { OrderCard } from './OrderCard';
import type { Card } from './queries';

type ColumnOf = { name: ColumnName; statuses: readonly Status[] };

/** Orders that are equally far. While a hand is in it nothing is added, taken away or moved: new ones wait behind a button at its head. */
export function Column({
  loc,
  column,
  all,
  own,
  refused,
  onStep,
  onOpen,
}: {
  loc: string;
  column: ColumnOf;
  all: readonly Card[];
  own: ReadonlyMap<string, number>;
  refused: { id: string; sentence: string } | null;
  onStep: (card: Card, to: Status) => void;
  onOpen: (card: Card) => void;
}) {
  const t = useTexts();
  const list = useRef<HTMLUListElement>(null);
  const isHeld = useHands(list);
  const now = all.filter((card) => column.statuses.includes(card.status));
  const [base, setBase] = useState<readonly Card[]>(now);
  const [over, setOver] = useState(false);
  const known = useRef(own);
  const { shown, waiting } = hold(base, now, (id) => all.find((card) => card.id === id));

  const nowKey = now.map((card) => card.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the rows; their values are read when they are shown
  useEffect(() => {
    if (!isHeld) {
      setBase(now);
      return;
    }
    // What the person did themselves is done at once: those orders come and go, all others stay.
    const moved = [...own].filter(([id, times]) => known.current.get(id) !== times).map(([id]) => id);
    if (moved.length === 0) return;
    setBase((before) => [
      ...before.filter((card) => !moved.includes(card.id)),
      ...now.filter((card) => moved.includes(card.id)),
    ]);
  }, [isHeld, nowKey, own]);
  useEffect(() => {
    if (!isHeld) known.current = own;
  }, [isHeld, own]);

  const drop = (event: DragEvent) => {
    setOver(false);
    const card = all.find((one) => one.id === event.dataTransfer.getData(draggedType));
    const to = card && dropOn(column.name, card.status, card.allowed);
    if (!card || !to) return;
    event.preventDefault();
    onStep(card, to);
  };
  const name = t.orders.columns[column.name];
  return (
    <section
      className={over ? `${styles.column} ${styles.over}` : styles.column}
      data-column={column.name}
      aria-label={t.orders.column(name, now.length)}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes(draggedType)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <div className={styles.head}>
        <h2 className={styles.name}>{name}</h2>
        <span className={styles.count}>{now.length}</span>
        {waiting > 0 ? (
          <Button
            variant="light"
            className={styles.pill ?? ''}
            onClick={() => {
              setBase(now);
              list.current?.scrollTo({ top: 0 });
            }}
          >
            {t.orders.moreNew(waiting)}
          </Button>
        ) : null}
      </div>
      <ul ref={list} className={styles.list}>
        {shown.map(({ gone, ...card }) => (
          <OrderCard
            key={card.id}
            loc={loc}
            card={card}
            isGone={gone}
            problem={refused && refused.id === card.id ? refused.sentence : null}
            onStep={(to) => onStep(card, to)}
            onOpen={() => onOpen(card)}
          />
        ))}
        {shown.length === 0 ? <li className={styles.clear}>{t.orders.nothingHere}</li> : null}
      </ul>
    </section>
  );
}
