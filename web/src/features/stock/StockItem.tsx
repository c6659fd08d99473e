import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '@/texts/stock';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { AdjustForm } from './AdjustForm';
import { LevelBadge } from './LevelsTable';
import { MovementList } from './Movements';
import { useSetThreshold } from './mutations';
import { itemQuery, type Row } from './queries';
import styles from './stock.module.css';

/** One item at one location: its numbers, a change, when it is low, and how it came to be. */
export function StockItem({
  place,
  zone,
  variant,
  mayAdjust,
}: {
  place: string;
  zone: string;
  variant: string;
  mayAdjust: boolean;
}) {
  const t = useTexts();
  const item = useQuery(itemQuery(place, variant));
  const [round, setRound] = useState(0);
  if (item.isError) return <Problem error={item.error} onRetry={() => void item.refetch()} />;
  if (item.isPending) return <LoadingRows rows={4} height={48} />;
  const row = item.data;
  if (row === null) return <p>{t.stock.unknownItem}</p>;
  return (
    <div className={styles.stack}>
      <div>
        <h2>{row.name}</h2>
        {row.sku ? <small>{row.sku}</small> : null}
      </div>
      <div className={styles.badge}>
        <LevelBadge level={row.level} />
      </div>
      <dl className={styles.facts}>
        {(
          [
            [t.stock.columns.onHand, row.on_hand],
            [t.stock.columns.held, row.held],
            [t.stock.columns.available, row.available],
          ] as const
        ).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {mayAdjust ? (
        <>
          <h3>{t.stock.adjust.title}</h3>
          <AdjustForm key={round} place={place} only={row} onDone={() => setRound(round + 1)} />
          <Threshold key={`${row.low_stock_at} ${row.back_order_limit}`} place={place} row={row} />
        </>
      ) : null}
      <h3>{t.stock.movements}</h3>
      <MovementList place={place} zone={zone} variant={variant} />
    </div>
  );
}

function Threshold({ place, row }: { place: string; row: Row }) {
  const t = useTexts();
  const words = t.stock.threshold;
  const [low, setLow] = useState(row.low_stock_at === null ? '' : String(row.low_stock_at));
  const [back, setBack] = useState(String(row.back_order_limit));
  const save = useSetThreshold(place, row.variant_id);
  const isWhole = (text: string) => /^\d{1,9}$/.test(text.trim());
  const isGood = (low.trim() === '' || isWhole(low)) && isWhole(back);
  return (
    <form
      className={styles.stack}
      onSubmit={(event) => {
        event.preventDefault();
        if (!isGood) return;
        save.mutate(
          { low_stock_at: low.trim() === '' ? null : Number(low), back_order_limit: Number(back) },
          { onSuccess: () => toast(words.saved) },
        );
      }}
    >
      <h3>{words.title}</h3>
      <TextInput
        label={words.lowAt}
        description={words.lowAtHint}
        inputMode="numeric"
        autoComplete="off"
        value={low}
        onChange={(event) => setLow(event.currentTarget.value)}
        error={low.trim() === '' || isWhole(low) ? null : words.wrong}
      />
      <TextInput
        label={words.backOrder}
        description={words.backOrderHint}
        inputMode="numeric"
        autoComplete="off"
        value={back}
        onChange={(event) => setBack(event.currentTarget.value)}
        error={isWhole(back) ? null : words.wrong}
      />
      {save.error ? <Problem error={save.error} own={t.stock.codes} /> : null}
      <div className={styles.actions}>
        <Button type="submit" variant="default" loading={save.isPending}>
          {words.save}
        </Button>
      </div>
    </form>
  );
}
