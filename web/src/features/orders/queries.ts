import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';

export type Card = components['schemas']['OrderCardView'];
export type OrderSummary = components['schemas']['OrderSummaryView'];
export type Order = components['schemas']['OrderView'];
export type Payment = components['schemas']['PaymentView'];

export const orderKeys = {
  all: ['orders'] as const,
  board: (loc: string) => ['orders', 'board', loc] as const,
  one: (id: string) => ['orders', 'one', id] as const,
};

export function boardQuery(loc: string) {
  return queryOptions({
    queryKey: orderKeys.board(loc),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/orders/board', { params: { query: { location_id: loc } }, signal })),
    refetchInterval: 60_000,
  });
}

export type ListFilter = { loc: string; status?: string; from?: string; to?: string; after?: string };

export function listQuery({ loc, status, from, to, after }: ListFilter) {
  return queryOptions({
    queryKey: ['orders', 'list', loc, status, from, to, after],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/orders', {
          params: {
            query: {
              location_id: loc,
              limit: 50,
              ...(status ? { status } : {}),
              ...(from ? { from } : {}),
              ...(to ? { to } : {}),
              ...(after ? { cursor: after } : {}),
            },
          },
          signal,
        }),
      ),
  });
}

export function orderQuery(id: string) {
  return queryOptions({
    queryKey: orderKeys.one(id),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/orders/{id}', { params: { path: { id } }, signal })),
  });
}

export function historyQuery(id: string) {
  return queryOptions({
    queryKey: [...orderKeys.one(id), 'history'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/orders/{id}/history', { params: { path: { id } }, signal })),
  });
}

export function paymentsQuery(id: string) {
  return queryOptions({
    queryKey: [...orderKeys.one(id), 'payments'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/orders/{id}/payments', { params: { path: { id } }, signal })),
  });
}

/** Names of people, for "who did it"; only for who may see people. */
export function peopleQuery() {
  return queryOptions({
    queryKey: ['people'],
    queryFn: async ({ signal }) => {
      const page = await ask(api.GET('/api/v1/users', { params: { query: { limit: 100 } }, signal }));
      return new Map(page.data.map((one) => [`user:${one.id}`, one.name]));
    },
    staleTime: 5 * 60_000,
  });
}

export function customerQuery(id: string) {
  return queryOptions({
    queryKey: ['customers', id],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/customers/{id}', { params: { path: { id } }, signal })),
    staleTime: 60_000,
  });
}
