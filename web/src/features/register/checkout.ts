import { api, ask } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { reach } from '@/api/reach';
import type { components } from '@/api/schema';
import { can } from '@/api/session';
import { newId } from '@/lib/id';
import type { Discount } from './pricing';
import type { Place, Ticket } from './ticket';

type Schemas = components['schemas'];
export type Payment = Schemas['PaymentView'];
export type Order = Schemas['OrderView'];

const key = (name = newId()) => ({ header: { 'Idempotency-Key': name } });

/** The price is another one by now: the person decides before anything is asked of the customer. */
export class PriceChanged extends Error {
  constructor(
    readonly told: number,
    readonly now: number,
  ) {
    super('The price changed.');
  }
}

const linesOf = (ticket: Ticket) =>
  ticket.lines.map((line) => ({
    variant_id: line.variant,
    quantity: line.quantity,
    ...(line.note ? { note: line.note } : {}),
    ...(line.discounts.length > 0 ? { discounts: line.discounts } : {}),
  }));

/** What the server has of a ticket, to know whether it has to hear of it again. */
export const fingerprint = (ticket: Ticket): string =>
  JSON.stringify([linesOf(ticket), ticket.discounts, ticket.customer?.id, ticket.note, ticket.channel]);

/** What the server would ask for this ticket now, and why. */
export const quote = (ticket: Ticket, place: Place): Promise<Schemas['QuoteView']> =>
  ask(
    api.POST('/api/v1/pricing/quote', {
      body: {
        location_id: place.id,
        fulfilment: ticket.channel === 'dine_in' ? 'dine_in' : 'takeaway',
        lines: linesOf(ticket).map(({ variant_id, quantity, discounts }) => ({
          variant_id,
          quantity,
          ...(discounts ? { discounts } : {}),
        })),
        discounts: ticket.discounts,
      },
    }),
  );

const known = (order: Order, ticket: Ticket): NonNullable<Ticket['order']> => ({
  id: order.id,
  number: order.number,
  version: order.version,
  paid: order.total.amount - order.due.amount,
  sent: fingerprint(ticket),
});

export const readOrder = (id: string): Promise<Order> =>
  ask(api.GET('/api/v1/orders/{id}', { params: { path: { id } } }));

/** The ticket as a draft on the server: placed now, or brought up to date. `told`: what the customer was told, to be refused if it is no longer true. */
export async function saveDraft(
  ticket: Ticket,
  place: Place,
  told: number | null,
): Promise<NonNullable<Ticket['order']>> {
  if (ticket.order)
    return ticket.order.sent === fingerprint(ticket) ? ticket.order : updateDraft(ticket, place, ticket.order);
  const seen = told === null ? null : await quote(ticket, place);
  if (seen && seen.totals.gross.amount !== told) throw new PriceChanged(told ?? 0, seen.totals.gross.amount);
  try {
    const placed = await ask(
      api.POST('/api/v1/orders', {
        params: key(),
        body: {
          location_id: place.id,
          client_id: ticket.id,
          status: 'draft',
          channel: ticket.channel,
          source: 'pos',
          lines: linesOf(ticket),
          ...(seen ? { quote_hash: seen.quote_hash } : {}),
          ...(ticket.discounts.length > 0 ? { discounts: ticket.discounts } : {}),
          ...(ticket.customer ? { customer_id: ticket.customer.id } : {}),
          ...(ticket.note ? { note: ticket.note } : {}),
        },
      }),
    );
    return { id: placed.id, number: placed.number, version: placed.version, paid: 0, sent: fingerprint(ticket) };
  } catch (error) {
    // The first attempt arrived after all, only its answer did not.
    if (
      error instanceof ProblemError &&
      error.code === 'orders.client_id_taken' &&
      typeof error.facts.order_id === 'string'
    )
      return known(await readOrder(error.facts.order_id), ticket);
    throw error;
  }
}

async function updateDraft(
  ticket: Ticket,
  place: Place,
  order: NonNullable<Ticket['order']>,
): Promise<NonNullable<Ticket['order']>> {
  const grants = can('orders:discount', place.id);
  await ask(
    api.PATCH('/api/v1/orders/{id}', {
      params: { path: { id: order.id }, header: { 'If-Match': `"${order.version}"` } },
      body: {
        lines: ticket.lines.map((line) => ({
          variant_id: line.variant,
          quantity: line.quantity,
          ...(line.orderLine ? { line_id: line.orderLine } : {}),
          ...(line.note ? { note: line.note } : {}),
          // What was granted stays by itself; only who may grant says it anew.
          ...(grants ? { discounts: line.discounts } : {}),
        })),
        note: ticket.note,
        ...(grants ? { discounts: ticket.discounts } : {}),
        remove_customer: ticket.customer === null,
        ...(ticket.customer ? { customer_id: ticket.customer.id } : {}),
      },
    }),
  );
  return known(await readOrder(order.id), ticket);
}

export type Part =
  | { method: 'cash'; amount: number; tip: number; given: number }
  | { method: 'card'; amount: number; tip: number; token: string };

/** Takes a part of what is due. The same name asks for the same payment, however often it is asked. */
export const takePart = (orderId: string, currency: string, part: Part, name: string): Promise<Payment> =>
  ask(
    api.POST('/api/v1/orders/{id}/payments', {
      params: { path: { id: orderId }, ...key(name) },
      body: {
        capture: true,
        amount: { amount: part.amount, currency },
        ...(part.tip > 0 ? { tip: { amount: part.tip, currency } } : {}),
        ...(part.method === 'cash'
          ? { method: 'cash', tendered: { amount: part.given, currency } }
          : { method: 'card', card_token: part.token }),
      },
    }),
  );

const between = 3000;

/** Asks until somebody knows: a card that may have been charged is never charged again to find out. */
export async function untilKnown(
  orderId: string,
  currency: string,
  part: Part,
  name: string,
  onUnknown: () => void,
): Promise<Payment> {
  for (;;) {
    try {
      let payment = await takePart(orderId, currency, part, name);
      while (payment.status === 'pending') {
        onUnknown();
        await new Promise((resolve) => setTimeout(resolve, between));
        payment = await ask(api.GET('/api/v1/payments/{id}', { params: { path: { id: payment.id } } }));
      }
      return payment;
    } catch (error) {
      const isOpen =
        error instanceof ProblemError &&
        (error.isOffline || error.status >= 500 || error.code === 'idempotency.in_progress');
      if (!isOpen) throw error;
      onUnknown();
      await new Promise((resolve) => setTimeout(resolve, between));
    }
  }
}

/** Paid: accepted, and handed over where nothing has to be made first. Steps that were taken already are no mistake. */
export async function complete(orderId: string, handsOver: boolean): Promise<void> {
  for (const status of handsOver ? (['confirmed', 'completed'] as const) : (['confirmed'] as const))
    try {
      await ask(api.POST('/api/v1/orders/{id}/status', { params: { path: { id: orderId } }, body: { status } }));
    } catch (error) {
      if (!(error instanceof ProblemError) || error.code !== 'orders.illegal_move') throw error;
    }
}

export const discard = (orderId: string, reason: string): Promise<unknown> =>
  ask(
    api.POST('/api/v1/orders/{id}/cancellation', {
      params: { path: { id: orderId }, ...key() },
      body: { reason, restock: true },
    }),
  );

/** Takes back what was taken for an order, because it was keyed in wrongly; asked again, it is the same reversal. The order is due again then. */
export async function reversePayments(orderId: string, reason: string): Promise<Order> {
  const { data } = await ask(api.GET('/api/v1/orders/{id}/payments', { params: { path: { id: orderId } } }));
  for (const { id, status } of data) {
    if (status !== 'captured') continue;
    const after = await ask(
      api.POST('/api/v1/payments/{id}/reversal', {
        params: { path: { id }, ...key(`reverse-${id}`) },
        body: { reason },
      }),
    );
    if (after.status !== 'reversed')
      throw new ProblemError(409, 'payments.not_reversed', 'The gateway kept the money.');
  }
  return readOrder(orderId);
}

export const isReachable = (): boolean => reach.get().is !== 'offline';

/** A parked order as a ticket again. Its unit prices stay what they were. */
export function ticketOf(order: Order, customerName: string): Ticket {
  const discountsOf = (line: string | null): Discount[] =>
    order.discounts
      .filter((discount) => discount.line_id === line)
      .map(({ reason, amount_off, percent_off }) => ({
        reason,
        priority: 0,
        ...(amount_off ? { amount_off } : {}),
        ...(percent_off ? { percent_off } : {}),
      }));
  const ticket: Ticket = {
    id: order.client_id ?? order.id,
    lines: order.lines.map((line, i) => ({
      key: i + 1,
      product: line.product_id ?? '',
      variant: line.variant_id ?? '',
      name: line.name,
      unitPrice: line.unit_price.amount,
      taxClass: line.tax_class,
      quantity: line.quantity,
      note: line.note ?? '',
      discounts: discountsOf(line.id),
      orderLine: line.id,
    })),
    discounts: discountsOf(null),
    customer: order.customer_id ? { id: order.customer_id, name: customerName } : null,
    note: order.note ?? '',
    channel: order.channel === 'dine_in' ? 'dine_in' : 'takeout',
    order: null,
    card: null,
    taken: order.payments
      .filter((payment) => payment.captured.amount > 0)
      .map((payment) => ({
        method: payment.method === 'card' ? 'card' : 'cash',
        amount: payment.captured.amount + payment.tip.amount,
        ...(payment.tip.amount > 0 ? { tip: payment.tip.amount } : {}),
      })),
  };
  return { ...ticket, order: known(order, ticket) };
}
