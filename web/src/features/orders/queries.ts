import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';

export type Card = components['schemas']['OrderCardView'];
export type OrderSummary = components['schemas']['OrderSummaryView'];
export type Order = components['schemas']['OrderView'];
export type Payment = components['schemas']['PaymentView'];

export const orderKeys = {
  all: ['orders'] as const,
  /** Every board of a location, however it is filtered. */
  boards: (loc: string) => ['orders', 'board', loc] as const,
  one: (id: string) => ['orders', 'one', id] as const,
};

/** Which orders: of one way to the customer, of one who took them. */
export type Only = { channel?: string; takenBy?: string };

const onlyOf = ({ channel, takenBy }: Only) => ({
  ...(channel ? { channel } : {}),
  ...(takenBy ? { taken_by: takenBy } : {}),
});

export function boardQuery(loc: string, only: Only = {}) {
  return queryOptions({
    queryKey: [...orderKeys.boards(loc), only.channel, only.takenBy],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/orders/board', { params: { query: { location_id: loc, ...onlyOf(only) } }, signal })),
    refetchInterval: 60_000,
  });
}

export type ListFilter = Only & { loc: string; status?: string; from?: string; to?: string; after?: string };

export function listQuery({ loc, status, from, to, after, ...only }: ListFilter) {
  return queryOptions({
    queryKey: ['orders', 'list', loc, only.channel, only.takenBy, status, from, to, after],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/orders', {
          params: {
            query: {
              location_id: loc,
              limit: 50,
              ...onlyOf(only),
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

/** Names of those who work here, for "who did it". */
export function peopleQuery() {
  return queryOptions({
    queryKey: ['people'],
    queryFn: async ({ signal }) => {
      const page = await ask(api.GET('/api/v1/colleagues', { params: { query: { limit: 100 } }, signal }));
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
