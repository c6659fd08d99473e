import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';
import type { CustomersSearch } from './search';

type Schemas = components['schemas'];
export type Customer = Schemas['CustomerView'];
export type Summary = Schemas['CustomerSummaryView'];

export const customerKeys = {
  all: ['customers'] as const,
  list: (search: CustomersSearch) => ['customers', 'list', search] as const,
  one: (id: string) => ['customers', 'one', id] as const,
  orders: (id: string) => ['customers', 'orders', id] as const,
  consents: (id: string) => ['customers', 'consents', id] as const,
  holding: (kind: 'email' | 'phone', value: string) => ['customers', 'holding', kind, value] as const,
};

export const customersQuery = (search: CustomersSearch) =>
  infiniteQueryOptions({
    queryKey: customerKeys.list(search),
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/customers', {
          params: {
            query: {
              limit: 100,
              ...(search.q ? { q: search.q } : search.tag ? { tag: search.tag } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: keepPreviousData,
  });

export const customerQuery = (id: string) =>
  queryOptions({
    queryKey: customerKeys.one(id),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/customers/{id}', { params: { path: { id } }, signal })),
  });

export const ordersQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: customerKeys.orders(id),
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/customers/{id}/orders', {
          params: { path: { id }, query: { limit: 20, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next_cursor,
  });

export const consentsQuery = (id: string) =>
  queryOptions({
    queryKey: customerKeys.consents(id),
    queryFn: async ({ signal }) =>
      (await ask(api.GET('/api/v1/customers/{id}/consents', { params: { path: { id } }, signal }))).data,
  });

/** Who has this very address or number already. */
export const holdingQuery = (kind: 'email' | 'phone', value: string) =>
  queryOptions({
    queryKey: customerKeys.holding(kind, value),
    queryFn: async ({ signal }) =>
      (
        await ask(
          api.GET('/api/v1/customers', {
            params: { query: { limit: 3, ...(kind === 'email' ? { email: value } : { phone: value }) } },
            signal,
          }),
        )
      ).data,
  });
