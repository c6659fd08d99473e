import { useEffect, useState } from 'react';
import { hold } from './board';
import type { OrderSummary } from './queries';

/** The rows of a page: their values are always new, but while a hand is on them none is added, taken away or moved. Another page is shown at once. */
export function useHeldRows(rows: readonly OrderSummary[], isHeld: boolean, page: string) {
  const [base, setBase] = useState({ page, rows });
  const ids = rows.map((row) => row.id).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the ids stand for the rows; their values are read when they are shown
  useEffect(() => {
    if (!isHeld || base.page !== page) setBase({ page, rows });
  }, [isHeld, ids, page]);
  const held = hold(
    (base.page === page ? base.rows : rows).map((row) => ({ ...row, status: row.status as never })),
    rows.map((row) => ({ ...row, status: row.status as never })),
    () => undefined,
  );
  return { shown: held.shown as OrderSummary[], waiting: held.waiting, take: () => setBase({ page, rows }) };
}
