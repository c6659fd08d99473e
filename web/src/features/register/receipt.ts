import type { Identity } from '@/api/session';
import { addressOf, type ReceiptDocument } from '@/ui/receipt/receipt';
import type { Priced } from './pricing';
import type { Place, Ticket } from './ticket';

export function receiptOf(
  who: Identity,
  place: Place,
  ticket: Ticket,
  priced: Priced,
  made: Pick<ReceiptDocument, 'number' | 'tip' | 'tenders' | 'rounding' | 'change' | 'saleId' | 'link' | 'orderId'> & {
    at: Date;
  },
): ReceiptDocument {
  return {
    business: who.tenant.name,
    place: place.name,
    address: addressOf(place),
    number: made.number,
    at: made.at.toISOString(),
    zone: place.time_zone,
    currency: place.currency,
    cashier: who.me.name,
    customer: ticket.customer?.name ?? null,
    lines: ticket.lines.map((line, i) => ({
      name: line.name,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      amount: priced.lines[i]?.list ?? 0,
      note: line.note,
    })),
    discounts: priced.discounts
      .filter(({ off }) => off > 0)
      .map(({ discount, off }) => ({ reason: discount.reason, off })),
    taxes: priced.taxes,
    total: priced.totals.gross,
    ...(made.tip ? { tip: made.tip } : {}),
    tenders: made.tenders,
    rounding: made.rounding,
    change: made.change,
    saleId: made.saleId,
    link: made.link,
    ...(made.orderId ? { orderId: made.orderId } : {}),
  };
}
