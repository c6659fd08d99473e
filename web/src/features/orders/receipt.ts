import type { components } from '@/api/schema';
import type { Identity } from '@/api/session';
import { linkOfOrder, linkOfReceipt } from '@/lib/receiptLink';
import { addressOf, type ReceiptDocument } from '@/ui/receipt/receipt';
import type { Order, Payment } from './queries';

type Place = components['schemas']['LocationView'];

/** The receipt of an order as it stands on paper: what was told when it was placed, and the money that is still taken for it. */
export function receiptOfOrder(
  who: Identity,
  place: Place,
  order: Order,
  payments: readonly Payment[],
  names: { cashier: string; customer: string | null },
): ReceiptDocument {
  const taken = payments.filter((payment) => payment.status === 'captured');
  const sum = (of: (payment: Payment) => number) => taken.reduce((all, payment) => all + of(payment), 0);
  return {
    business: who.tenant.name,
    place: place.name,
    address: addressOf(place),
    number: order.device_receipt ?? String(order.number),
    at: order.placed_at,
    zone: place.time_zone,
    currency: order.total.currency,
    ...names,
    lines: order.lines.map((line) => ({
      name: line.name,
      quantity: line.quantity,
      unitPrice: line.unit_price.amount,
      amount: line.list.amount,
      note: line.note ?? '',
    })),
    discounts: order.discounts.map((discount) => ({ reason: discount.reason, off: discount.off.amount })),
    taxes: order.taxes.map((tax) => ({ rate: tax.rate, net: tax.net.amount, tax: tax.tax.amount })),
    total: order.total.amount,
    tip: sum((payment) => payment.tip.amount),
    tenders: taken.map((payment) => ({
      method: payment.method === 'card' ? 'card' : 'cash',
      amount: payment.tendered?.amount ?? payment.captured.amount + payment.tip.amount + payment.rounding.amount,
    })),
    rounding: sum((payment) => payment.rounding.amount),
    change: sum((payment) => payment.change?.amount ?? 0),
    saleId: null,
    link: order.device_receipt ? linkOfReceipt(place.id, order.device_receipt) : linkOfOrder(place.id, order.id),
    ...(taken.length > 0 ? { isCopy: true as const } : {}),
  };
}
