import {
  type InfiniteData,
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';
import type { Filter } from './search';

type Schemas = components['schemas'];
export type Product = Schemas['ProductView'];
export type ProductPage = Schemas['PageOfProductView'];
export type Category = Schemas['CategoryView'];
export type Availability = Schemas['AvailabilityView'];
export type Import = Schemas['CatalogImportView'];

const rowsOfPage = 200;

export const catalogueKeys = {
  all: ['catalogue'] as const,
  lists: ['catalogue', 'products'] as const,
  list: (filter: Filter) => ['catalogue', 'products', filter] as const,
  product: (id: string) => ['catalogue', 'product', id] as const,
  categories: ['catalogue', 'categories'] as const,
  taxClasses: ['catalogue', 'tax-classes'] as const,
  availability: (id: string) => ['catalogue', 'availability', id] as const,
  prices: (id: string) => ['catalogue', 'prices', id] as const,
  imports: ['catalogue', 'imports'] as const,
};

/** One page of the list; also walked by the export and by the check of an import. */
export function readProducts(
  filter: Filter,
  cursor: string | null,
  limit: number,
  signal?: AbortSignal,
): Promise<ProductPage> {
  return ask(
    api.GET('/api/v1/products', {
      params: {
        query: {
          limit,
          sort: filter.sort ?? 'name',
          ...(filter.q ? { q: filter.q } : {}),
          ...(filter.category ? { category: filter.category } : {}),
          ...(filter.state === 'active'
            ? { is_active: true }
            : filter.state === 'inactive'
              ? { is_active: false }
              : {}),
          ...(filter.state === 'all' ? { include_archived: true } : {}),
          ...(cursor ? { cursor } : {}),
        },
      },
      ...(signal ? { signal } : {}),
    }),
  );
}

export const productsQuery = (filter: Filter) =>
  infiniteQueryOptions({
    queryKey: catalogueKeys.list(filter),
    queryFn: ({ pageParam, signal }) => readProducts(filter, pageParam, rowsOfPage, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

export const productQuery = (id: string) =>
  queryOptions({
    queryKey: catalogueKeys.product(id),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/products/{id}', { params: { path: { id } }, signal })),
  });

export const categoriesQuery = queryOptions({
  queryKey: catalogueKeys.categories,
  queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/categories', { signal }))).data,
  staleTime: 60_000,
});

export type TaxRate = Schemas['TaxRatesView']['rates'][number];

export const taxRatesQuery = queryOptions({
  queryKey: catalogueKeys.taxClasses,
  queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/tax-rates', { signal }))).rates,
  staleTime: 300_000,
});

/** The classes that have a rate somewhere, the usual one first. */
export function taxClassesOf(rates: readonly TaxRate[] | undefined, ...also: string[]): string[] {
  const classes = new Set(['standard', ...(rates ?? []).map((rate) => rate.tax_class), ...also]);
  return [...classes];
}

export const availabilityQuery = (id: string) =>
  queryOptions({
    queryKey: catalogueKeys.availability(id),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/products/{id}/availability', { params: { path: { id } }, signal })),
  });

export const pricesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: catalogueKeys.prices(id),
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/products/{id}/price-changes', {
          params: { path: { id }, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

/** Changes one row in every list that has it. */
export function patchRow(client: QueryClient, id: string, change: (product: Product) => Product): void {
  client.setQueriesData<InfiniteData<ProductPage, string | null>>({ queryKey: catalogueKeys.lists }, (lists) =>
    lists === undefined
      ? lists
      : {
          ...lists,
          pages: lists.pages.map((page) =>
            page.data.some((product) => product.id === id)
              ? { ...page, data: page.data.map((product) => (product.id === id ? change(product) : product)) }
              : page,
          ),
        },
  );
}

/** What was imported in the last week. */
export const importsQuery = queryOptions({
  queryKey: catalogueKeys.imports,
  queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/catalog-imports', { signal }))).data,
});
