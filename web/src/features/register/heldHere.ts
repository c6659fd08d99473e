import { ProblemError } from '@/api/problem';
import type { Identity } from '@/api/session';
import { newId } from '@/lib/id';
import { saveDraft } from './checkout';
import { findAll, keep } from './device';
import type { Place, Ticket } from './ticket';
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

/**
 * For all tills where there is a network, else on this device: also where that turns out only now. The draft may have arrived without its answer; it keeps the
 * ticket's number then, and what is held here gets another, so that it can be paid for. At worst a ticket is on hold twice under one name, and never at no place.
 */
export async function holdTicket(
  who: Identity,
  ticket: Ticket,
  place: Place,
  total: number,
  isOffline: boolean,
): Promise<'here' | 'everywhere'> {
  let held = ticket;
  if (!isOffline)
    try {
      await saveDraft(ticket, place, null);
      return 'everywhere';
    } catch (error) {
      if (!(error instanceof ProblemError && error.isOffline)) throw error;
      if (!ticket.order) held = { ...ticket, id: newId() };
    }
  const at = new Date().toISOString();
  await holdHere(who.tenant.id, place.id, { ticket: held, name: ticket.note, at, total, who: who.me.name });
  return 'here';
}
