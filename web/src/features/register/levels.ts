import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { api, ask } from '@/api/client';
import { type LiveEvent, useLive } from '@/api/live';
import { ProblemError } from '@/api/problem';
import type { components } from '@/api/schema';
import { useCan, useIdentity } from '@/api/useSession';
import { find, keep } from './device';
import { isUnsent, type OutboxSale } from './outbox';
import { sales } from './sales';

/** Units that may still be sold, of variants that run low or have run out; of all others a till says nothing. */
export type Levels = ReadonlyMap<string, number>;

type Stock = components['schemas']['StockView'];

const none: Levels = new Map();
const pause = 300;

/** What is low or out, as the server says, less what this till has sold and not told yet. */
export function leftOf(known: Levels, made: readonly OutboxSale[], placeId: string): Levels {
  const left = new Map(known);
  for (const sale of made.filter(isUnsent))
    if (sale.body.location_id === placeId)
      for (const line of sale.body.lines) {
        const before = left.get(line.variant_id);
        if (before !== undefined) left.set(line.variant_id, before - line.quantity);
      }
  return left;
}

const withRows = (known: Levels, rows: readonly Stock[]): Levels => {
  const next = new Map(known);
  for (const row of rows)
    if (row.level === 'enough') next.delete(row.variant_id);
    else next.set(row.variant_id, row.available);
  return next;
};

async function readAll(placeId: string): Promise<Levels> {
  let known = none;
  for (let cursor: string | null = null; ; ) {
    const page: components['schemas']['PageOfStockView'] = await ask(
      api.GET('/api/v1/inventory/stock', {
        params: { query: { location_id: placeId, low_stock: true, limit: 100, ...(cursor ? { cursor } : {}) } },
      }),
    );
    known = withRows(known, page.data);
    cursor = page.next_cursor;
    if (cursor === null) return known;
  }
}

const readSome = async (placeId: string, variants: readonly string[]): Promise<Stock[]> =>
  (
    await ask(
      api.GET('/api/v1/inventory/stock', {
        params: { query: { location_id: placeId, variant_ids: variants.join(',') } },
      }),
    )
  ).data;

/** The variants an event of the stock is about. */
export function variantsOf(event: LiveEvent): string[] {
  const { items, variant_id: one } = event.payload as { items?: { variant_id?: unknown }[]; variant_id?: unknown };
  return [...(Array.isArray(items) ? items.map((item) => item.variant_id) : []), one].filter(
    (id) => typeof id === 'string',
  );
}

/** Follows the stock of a place: the figures on the tiles change in place, also without a network as far as this till knows. */
export function useLevels(placeId: string): Levels {
  const { tenant } = useIdentity();
  const mayRead = useCan()('inventory:read', placeId);
  const made = useSyncExternalStore(sales.subscribe, sales.get);
  const [known, setKnown] = useState(none);
  const latest = useRef(known);
  const waiting = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const key = `${tenant.id}/${placeId}/levels`;
  const show = (levels: Levels) => {
    latest.current = levels;
    setKnown(levels);
    void keep(['device'], async (on) => on.put('device', key, [...levels])).catch(() => {}); // figures only: read anew next time
  };
  const quietly = (work: Promise<void>) =>
    work.catch((error: unknown) => {
      if (!(error instanceof ProblemError)) throw error; // the figures stay as they were; the next event brings them
    });
  const readAnew = () => quietly(readAll(placeId).then(show));
  // biome-ignore lint/correctness/useExhaustiveDependencies: when the place changes, and at the beginning
  useEffect(() => {
    if (!mayRead) return;
    void find<[string, number][]>('device', key).then((kept) => {
      if (kept && latest.current === none) {
        latest.current = new Map(kept);
        setKnown(latest.current);
      }
    });
    void readAnew();
    return () => clearTimeout(timer.current);
  }, [placeId, mayRead]);
  useLive(
    mayRead ? `stock:${placeId}` : null,
    (event) => {
      for (const id of variantsOf(event)) waiting.current.add(id);
      if (waiting.current.size === 0 || timer.current !== undefined) return;
      timer.current = setTimeout(() => {
        timer.current = undefined;
        const some = [...waiting.current];
        waiting.current.clear();
        if (some.length > 100) void readAnew();
        else void quietly(readSome(placeId, some).then((rows) => show(withRows(latest.current, rows))));
      }, pause);
    },
    () => void readAnew(),
  );
  return useMemo(() => leftOf(known, made, placeId), [known, made, placeId]);
}
