import { useQueries } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { useCan, usePlace } from '@/api/useSession';
import { inBatches } from './batches';
import type { ProductPage } from './queries';
import type { Stock } from './stockOf';

const unknown: ReadonlyMap<string, Stock> = new Map();

/** Stock of everything that is listed, at the place one works at, read as its pages are; empty until it is there. Null: not for this person, or nowhere. */
export function useStockOf(pages: readonly ProductPage[] | undefined): ReadonlyMap<string, Stock> | null {
  const can = useCan();
  const place = usePlace()?.id;
  const mayRead = place !== undefined && can('inventory:read', place);
  const batches = (mayRead ? (pages ?? []) : []).flatMap((page) =>
    inBatches(
      page.data
        .filter((product) => product.tracks_stock)
        .flatMap((product) => product.variants.filter((one) => one.is_active).map((one) => one.id)),
    ),
  );
  const read = useQueries({
    queries: batches.map((ids) => ({
      queryKey: ['catalogue', 'stock', place, ids],
      queryFn: ({ signal }: { signal: AbortSignal }) =>
        ask(
          api.GET('/api/v1/inventory/stock', {
            params: { query: { location_id: place ?? '', variant_ids: ids.join(',') } },
            signal,
          }),
        ),
      staleTime: 30_000,
    })),
    combine: (results) => ({
      isKnown: results.every((one) => one.data !== undefined),
      stock: new Map(results.flatMap((one) => (one.data?.data ?? []).map((row) => [row.variant_id, row] as const))),
    }),
  });
  return mayRead ? (read.isKnown ? read.stock : unknown) : null;
}
