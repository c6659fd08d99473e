import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { findAll } from './device';
import { allHeldHere } from './heldHere';
import { isUnsent, type OutboxSale } from './outbox';

export const registerKeys = {
  all: ['register'] as const,
  customers: (typed: string) => ['register', 'customers', typed] as const,
  held: (placeId: string) => ['register', 'held', placeId] as const,
  receipt: (number: string) => ['register', 'receipt', number] as const,
  heldHere: (placeId: string) => ['register', 'held-here', placeId] as const,
};

/** Ten people whose name, e-mail or phone begins so. */
export const customersQuery = (typed: string) =>
  queryOptions({
    queryKey: registerKeys.customers(typed),
    queryFn: async () =>
      (await ask(api.GET('/api/v1/customers', { params: { query: { ...(typed ? { q: typed } : {}), limit: 10 } } })))
        .data,
    placeholderData: (before) => before,
  });

/** Names of those who work here, by their id. */
export const colleaguesQuery = () =>
  queryOptions({
    queryKey: ['people', 'names'],
    queryFn: async () => {
      const page = await ask(api.GET('/api/v1/colleagues', { params: { query: { limit: 100 } } }));
      return new Map(page.data.map((one) => [one.id, one.name]));
    },
    staleTime: 5 * 60_000,
  });

/** Tickets on hold at this place, on whatever till. */
export const heldQuery = (placeId: string) =>
  queryOptions({
    queryKey: registerKeys.held(placeId),
    queryFn: async () =>
      (
        await ask(
          api.GET('/api/v1/orders', { params: { query: { status: 'draft', location_id: placeId, limit: 100 } } }),
        )
      ).data,
    staleTime: 0,
  });

/** Tickets that were put on hold without a network: they are on this device only. */
export const heldHereQuery = (tenant: string, placeId: string) =>
  queryOptions({
    queryKey: registerKeys.heldHere(placeId),
    queryFn: () => allHeldHere(tenant, placeId),
    staleTime: 0,
  });

/** The order of a receipt, or whether it waits on this very device to be sent. */
export const receiptQuery = (tenant: string, number: string) =>
  queryOptions({
    queryKey: registerKeys.receipt(number),
    queryFn: async () => {
      const here = (await findAll<OutboxSale>('sales', `${tenant}/`)).find(
        (sale) => sale.body.device_receipt === number && isUnsent(sale),
      );
      if (here) return { order: null, isWaiting: true };
      const [order] = (await ask(api.GET('/api/v1/orders', { params: { query: { receipt: number, limit: 1 } } }))).data;
      return { order: order ? { id: order.id, placeId: order.location_id } : null, isWaiting: false };
    },
    staleTime: 0,
  });
