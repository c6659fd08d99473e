import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react';
import { isCompact } from './appearance';
import styles from './DataTable.module.css';

export type Column<Row> = {
  key: string;
  title: ReactNode;
  cell: (row: Row) => ReactNode;
  /** As in `grid-template-columns`, such as "minmax(12rem, 2fr)"; 1fr when left out. */
  width?: string;
  /** Numbers and money stand at the end. */
  end?: boolean;
  /** The direction it is sorted by now, and what a click on its head does. */
  sort?: { direction: 'ascending' | 'descending' | null; onSort: () => void };
  /** Names the row for screen readers; the first column unless another says so. */
  header?: boolean;
};

/** A real table of which only the rows in sight exist: 5,000 scroll like 50. The first cell holds the link or button that opens the row. */
export function DataTable<Row>({
  label,
  columns,
  rows,
  id,
  onOpen,
  isSelected,
  rowClass,
  current = null,
  hasMore = false,
  onNearEnd,
  rowHeight = matchMedia('(pointer: coarse)').matches ? 56 : isCompact() ? 40 : 48,
  height = 'min(70dvh, 900px)',
}: {
  /** What the table shows, such as "Products". */
  label: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  id: (row: Row) => string;
  onOpen?: (row: Row) => void;
  isSelected?: (row: Row) => boolean;
  /** A class for one row, such as `just-changed`. */
  rowClass?: (row: Row) => string;
  /** The id of the row that the keyboard stands on; it is kept in sight. */
  current?: string | null;
  /** Rows go on behind the last one: their number is not known. */
  hasMore?: boolean;
  /** The last rows come into sight. */
  onNearEnd?: () => void;
  rowHeight?: number;
  height?: string;
}) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : id(row);
    },
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? -1;
  const isNearEnd = rows.length > 0 && last >= rows.length - 20;
  useEffect(() => {
    if (isNearEnd && hasMore) onNearEnd?.();
  }, [isNearEnd, hasMore, onNearEnd]);
  const currentIndex = current === null ? -1 : rows.findIndex((row) => id(row) === current);
  useEffect(() => {
    if (currentIndex >= 0) virtual.scrollToIndex(currentIndex, { align: 'auto' });
  }, [currentIndex, virtual]);
  const named = columns.find((column) => column.header) ?? columns[0];
  const template: CSSProperties & { '--columns': string } = {
    '--columns': columns.map((column) => column.width ?? 'minmax(6rem, 1fr)').join(' '),
  };
  const cellClass = (column: Column<Row>) => (column.end ? `${styles.cell} ${styles.end}` : styles.cell);
  // Few rows need no empty room below them.
  const size = { blockSize: `min(${height}, ${rows.length * rowHeight + 60}px)` };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard
    <section className={styles.scroll} ref={scroller} tabIndex={0} aria-label={label} style={size}>
      <table className={styles.table} style={template} aria-rowcount={hasMore ? -1 : rows.length + 1}>
        <thead className={styles.head}>
          <tr className={styles.row} aria-rowindex={1}>
            {columns.map((column) => (
              <th
                key={column.key}
                scope="col"
                className={cellClass(column)}
                aria-sort={column.sort?.direction ?? undefined}
              >
                {column.sort ? (
                  <button type="button" onClick={column.sort.onSort}>
                    {column.title}
                    <span aria-hidden="true">
                      {column.sort.direction === 'ascending' ? '▲' : column.sort.direction === 'descending' ? '▼' : ''}
                    </span>
                  </button>
                ) : (
                  column.title
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className={styles.body} style={{ blockSize: virtual.getTotalSize() }}>
          {visible.map((item) => {
            const row = rows[item.index];
            if (row === undefined) return null;
            const classes = [
              styles.row,
              isSelected?.(row) ? styles.selected : '',
              onOpen ? styles.clickable : '',
              item.index === currentIndex ? styles.current : '',
              rowClass?.(row) ?? '',
            ];
            return (
              <tr
                key={item.key}
                aria-rowindex={item.index + 2}
                className={classes.join(' ')}
                style={{ blockSize: rowHeight, transform: `translateY(${item.start}px)` }}
                onClick={
                  onOpen
                    ? (event) => {
                        const inner =
                          event.target instanceof Element && event.target.closest('a, button, input, label, select');
                        if (!inner) onOpen(row);
                      }
                    : undefined
                }
              >
                {columns.map((column) =>
                  column === named ? (
                    <th key={column.key} scope="row" className={cellClass(column)}>
                      {column.cell(row)}
                    </th>
                  ) : (
                    <td key={column.key} className={cellClass(column)}>
                      {column.cell(row)}
                    </td>
                  ),
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
