import { type InfiniteData, infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Stock = Schemas['StockView'];
export type Movement = Schemas['MovementView'];
export type Found = Schemas['FoundVariantView'];

/** A variant at a location as the list shows it. */
export type Row = Stock & { name: string; sku: string | null };

export type Page = { rows: Row[]; next: string | null };

export type StockFilter = { q?: string | undefined; low?: true | undefined };

const rowsOfPage = 100;

export const stockKeys = {
  all: ['stock'] as const,
  lists: (place: string) => ['stock', place, 'levels'] as const,
  list: (place: string, filter: StockFilter) => ['stock', place, 'levels', filter] as const,
  one: (place: string, variant: string) => ['stock', place, 'one', variant] as const,
  movements: (place: string) => ['stock', place, 'movements'] as const,
  movementsOf: (place: string, variant: string | null) => ['stock', place, 'movements', variant] as const,
};

/** Names of variants, at most 100 at once; those that there are not are left out. */
export async function readNames(ids: readonly string[], signal?: AbortSignal): Promise<Map<string, Found>> {
  if (ids.length === 0) return new Map();
  const { data } = await ask(
    api.GET('/api/v1/variants', { params: { query: { ids: ids.join(',') } }, ...(signal ? { signal } : {}) }),
  );
  return new Map(data.map((variant) => [variant.variant_id, variant]));
}

/** Stock of at most 100 variants at a location. One that never had stock is not among them. */
export async function readStock(place: string, variants: readonly string[], signal?: AbortSignal): Promise<Stock[]> {
  if (variants.length === 0) return [];
  return (
    await ask(
      api.GET('/api/v1/inventory/stock', {
        params: { query: { location_id: place, variant_ids: variants.join(',') } },
        ...(signal ? { signal } : {}),
      }),
    )
  ).data;
}

export function emptyStock(place: string, variant: string): Stock {
  return {
    location_id: place,
    variant_id: variant,
    on_hand: 0,
    held: 0,
    available: 0,
    level: 'out',
    low_stock_at: null,
    back_order_limit: 0,
  };
}

/** Variants of products that take stock, by words or by a code; with their stock here, zero where there never was any. */
export async function searchStock(place: string, q: string, signal?: AbortSignal): Promise<Row[]> {
  const products = await ask(
    api.GET('/api/v1/products', { params: { query: { q, limit: 50 } }, ...(signal ? { signal } : {}) }),
  );
  const variants = products.data
    .filter((product) => product.tracks_stock)
    .flatMap((product) =>
      product.variants.map((variant) => ({
        id: variant.id,
        sku: variant.sku,
        name:
          variant.option_values.length === 0 ? product.name : `${product.name} (${variant.option_values.join(' / ')})`,
      })),
    )
    .slice(0, rowsOfPage);
  const stock = new Map(
    (
      await readStock(
        place,
        variants.map((one) => one.id),
        signal,
      )
    ).map((one) => [one.variant_id, one]),
  );
  return variants.map(({ id, sku, name }) => ({ ...(stock.get(id) ?? emptyStock(place, id)), sku, name }));
}

async function readPage(place: string, filter: StockFilter, cursor: string | null, signal: AbortSignal): Promise<Page> {
  if (filter.q)
    return {
      rows: (await searchStock(place, filter.q, signal)).filter((row) => !filter.low || row.level !== 'enough'),
      next: null,
    };
  const page = await ask(
    api.GET('/api/v1/inventory/stock', {
      params: {
        query: {
          location_id: place,
          limit: rowsOfPage,
          ...(filter.low ? { low_stock: true } : { sort: 'level' }),
          ...(cursor ? { cursor } : {}),
        },
      },
      signal,
    }),
  );
  const names = await readNames(
    page.data.map((row) => row.variant_id),
    signal,
  );
  return {
    rows: page.data.map((row) => ({
      ...row,
      name: names.get(row.variant_id)?.name ?? '',
      sku: names.get(row.variant_id)?.sku ?? null,
    })),
    next: page.next_cursor,
  };
}

export const levelsQuery = (place: string, filter: StockFilter) =>
  infiniteQueryOptions({
    queryKey: stockKeys.list(place, filter),
    queryFn: ({ pageParam, signal }) => readPage(place, filter, pageParam, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** One variant here, with its name. */
export const itemQuery = (place: string, variant: string) =>
  queryOptions({
    queryKey: stockKeys.one(place, variant),
    queryFn: async ({ signal }): Promise<Row | null> => {
      const [stock, names] = await Promise.all([readStock(place, [variant], signal), readNames([variant], signal)]);
      const found = names.get(variant);
      return found ? { ...(stock[0] ?? emptyStock(place, variant)), name: found.name, sku: found.sku } : null;
    },
  });

export type NamedMovement = Movement & { name: string };

export const movementsQuery = (place: string, variant: string | null) =>
  infiniteQueryOptions({
    queryKey: stockKeys.movementsOf(place, variant),
    queryFn: async ({ pageParam, signal }): Promise<{ rows: NamedMovement[]; next: string | null }> => {
      const page = await ask(
        api.GET('/api/v1/inventory/movements', {
          params: {
            query: {
              location_id: place,
              limit: 50,
              ...(variant ? { variant_id: variant } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      );
      const names = await readNames([...new Set(page.data.map((row) => row.variant_id))], signal);
      return {
        rows: page.data.map((row) => ({ ...row, name: names.get(row.variant_id)?.name ?? '' })),
        next: page.next_cursor,
      };
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });

/** Shows new numbers wherever these variants are listed; says which of them stand at another level now. */
export function patchStock(client: QueryClient, place: string, stock: readonly Stock[]): string[] {
  const byVariant = new Map(stock.map((one) => [one.variant_id, one]));
  const crossed = new Set<string>();
  client.setQueriesData<InfiniteData<Page, string | null>>({ queryKey: stockKeys.lists(place) }, (lists) =>
    lists === undefined
      ? lists
      : {
          ...lists,
          pages: lists.pages.map((page) => ({
            ...page,
            rows: page.rows.map((row) => {
              const now = byVariant.get(row.variant_id);
              if (!now) return row;
              if (now.level !== row.level) crossed.add(row.variant_id);
              return { ...row, ...now };
            }),
          })),
        },
  );
  for (const one of stock)
    client.setQueryData<Row | null>(stockKeys.one(place, one.variant_id), (row) => (row ? { ...row, ...one } : row));
  return [...crossed];
}
