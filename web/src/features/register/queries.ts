import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { findAll } from './device';
import type { Ticket } from './ticket';

export const registerKeys = {
  customers: (typed: string) => ['register', 'customers', typed] as const,
  held: (placeId: string) => ['register', 'held', placeId] as const,
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

export type HeldHere = { ticket: Ticket; name: string; at: string; total: number };

/** Tickets that were put on hold without a network: they are on this device only. */
export const heldHereQuery = (tenant: string, placeId: string) =>
  queryOptions({
    queryKey: registerKeys.heldHere(placeId),
    queryFn: () => findAll<HeldHere>('parked', `${tenant}/${placeId}/`),
    staleTime: 0,
  });
