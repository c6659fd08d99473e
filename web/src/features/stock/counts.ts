import { api, ask } from '@/api/client';
import { ProblemError } from '@/api/problem';
import type { Line } from './countSheet';
import { type Row, readNames, readStock } from './queries';

/** Under which name a device keeps the count of a location. */
export const sheetName = (place: string) => `olympus.count.${place}`;

export type Scope = { kind: 'everything' } | { kind: 'low' } | { kind: 'category'; id: string };

const seconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count * 1000));

/** As often as the server allows: its limit is waited for. */
export async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'request.rate_limited') throw error;
      const said = error.facts.retry_after_seconds;
      await seconds(typeof said === 'number' && said > 0 ? Math.min(said, 60) : 3);
    }
}

export function lineOf(row: Pick<Row, 'variant_id' | 'name' | 'sku' | 'on_hand'>): Line {
  return { variantId: row.variant_id, name: row.name, sku: row.sku, expected: row.on_hand, counted: null, moved: 0 };
}

async function lowLines(place: string, tell: (count: number) => void): Promise<Line[]> {
  const lines: Line[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await patiently(() =>
      ask(
        api.GET('/api/v1/inventory/stock', {
          params: { query: { location_id: place, low_stock: true, limit: 100, ...(cursor ? { cursor } : {}) } },
        }),
      ),
    );
    const names = await patiently(() => readNames(page.data.map((row) => row.variant_id)));
    for (const row of page.data) {
      const found = names.get(row.variant_id);
      if (found?.tracks_stock) lines.push(lineOf({ ...row, name: found.name, sku: found.sku }));
    }
    cursor = page.next_cursor;
    more = page.has_more;
    tell(lines.length);
  }
  return lines;
}

/** A new sheet: everything in the scope that takes stock, with what the books say now. */
export async function newSheet(place: string, scope: Scope, tell: (count: number) => void): Promise<Line[]> {
  if (scope.kind === 'low') return lowLines(place, tell);
  const lines: Line[] = [];
  for (let cursor: string | null = null, more = true; more; ) {
    const page = await patiently(() =>
      ask(
        api.GET('/api/v1/products', {
          params: {
            query: {
              limit: 500,
              ...(scope.kind === 'category' ? { category: scope.id } : {}),
              ...(cursor ? { cursor } : {}),
            },
          },
        }),
      ),
    );
    for (const product of page.data)
      if (product.tracks_stock)
        for (const variant of product.variants)
          lines.push(
            lineOf({
              variant_id: variant.id,
              name:
                variant.option_values.length === 0
                  ? product.name
                  : `${product.name} (${variant.option_values.join(' / ')})`,
              sku: variant.sku,
              on_hand: 0,
            }),
          );
    cursor = page.next_cursor;
    more = page.has_more;
    tell(lines.length);
  }
  for (let at = 0; at < lines.length; at += 100) {
    const part = lines.slice(at, at + 100);
    const stock = await patiently(() =>
      readStock(
        place,
        part.map((line) => line.variantId),
      ),
    );
    for (const one of stock) {
      const line = part.find((candidate) => candidate.variantId === one.variant_id);
      if (line) line.expected = one.on_hand;
    }
  }
  return lines;
}
