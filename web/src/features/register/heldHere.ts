import { findAll, keep } from './device';
import type { Ticket } from './ticket';
import { ticketKey } from './till';

/** A ticket that was put on hold without a network: on this device only. */
export type HeldHere = { ticket: Ticket; name: string; at: string; total: number; who?: string };

const keyOf = (tenant: string, placeId: string, ticket: Ticket) => `${tenant}/${placeId}/${ticket.id}`;

export const allHeldHere = (tenant: string, placeId: string): Promise<HeldHere[]> =>
  findAll<HeldHere>('parked', `${tenant}/${placeId}/`);

/** In one step from the counter to the shelf: a ticket is never at both, and never at neither. */
export const holdHere = (tenant: string, placeId: string, held: HeldHere): Promise<void> =>
  keep(['parked', 'device'], async (on) => {
    on.put('parked', keyOf(tenant, placeId, held.ticket), held);
    on.remove('device', ticketKey(tenant, placeId));
  });

/** And back. */
export const takeBackHere = (tenant: string, placeId: string, ticket: Ticket): Promise<void> =>
  keep(['parked', 'device'], async (on) => {
    on.remove('parked', keyOf(tenant, placeId, ticket));
    on.put('device', ticketKey(tenant, placeId), ticket);
  });
