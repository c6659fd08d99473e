import { useMediaQuery } from '@mantine/hooks';
import { useTexts } from '@/texts/stock';
import { type Column, DataTable } from '@/ui/DataTable';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import type { Row } from './queries';
import styles from './stock.module.css';

const tones: Record<string, Tone> = { enough: 'success', low: 'warning', out: 'danger' };

export function LevelBadge({ level }: { level: string }) {
  const t = useTexts();
  return (
    <StatusBadge tone={tones[level] ?? 'neutral'} label={(t.stock.level as Record<string, string>)[level] ?? level} />
  );
}

/** Everything that has stock here, what is out or low first. */
export function LevelsTable({
  rows,
  current,
  tinted,
  hasMore,
  onNearEnd,
  onOpen,
}: {
  rows: readonly Row[];
  current: string | null;
  tinted: ReadonlySet<string>;
  hasMore: boolean;
  onNearEnd: () => void;
  onOpen: (variantId: string) => void;
}) {
  const t = useTexts();
  const words = t.stock.columns;
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  const name: Column<Row> = {
    key: 'name',
    header: true,
    width: isNarrow ? 'minmax(0, 1fr)' : 'minmax(12rem, 2fr)',
    title: words.item,
    cell: (row) => (
      <button type="button" className={styles.name} onClick={() => onOpen(row.variant_id)}>
        <span>{row.name || t.stock.unknownItem}</span>
        {row.sku ? <small>{row.sku}</small> : null}
      </button>
    ),
  };
  const number = (key: string, title: string, value: (row: Row) => number | string): Column<Row> => ({
    key,
    title,
    width: isNarrow ? '72px' : '7rem',
    end: true,
    cell: value,
  });
  const level: Column<Row> = {
    key: 'level',
    width: '8rem',
    title: words.level,
    cell: (row) => <LevelBadge level={row.level} />,
  };
  const available = number('available', words.available, (row) => row.available);
  const columns = isNarrow
    ? [name, { ...available, width: '104px' }, { ...level, width: '128px' }]
    : [
        name,
        number('on_hand', words.onHand, (row) => row.on_hand),
        number('held', words.held, (row) => row.held),
        available,
        level,
        number('low', words.lowAt, (row) => row.low_stock_at ?? t.stock.never),
      ];
  return (
    <DataTable
      label={t.stock.levels}
      columns={columns}
      rows={rows}
      id={(row) => row.variant_id}
      onOpen={(row) => onOpen(row.variant_id)}
      current={current}
      rowClass={(row) => (tinted.has(row.variant_id) ? 'just-changed' : '')}
      hasMore={hasMore}
      onNearEnd={onNearEnd}
      height="100%"
    />
  );
}
