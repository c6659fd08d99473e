import type { Identity } from '@/api/session';
import type { Priced } from './pricing';
import type { Place, Ticket } from './ticket';

/** Everything that stands on a receipt, as it was when the sale was made. */
export type ReceiptDocument = {
  business: string;
  place: string;
  address: string[];
  number: string;
  at: string;
  zone: string;
  currency: string;
  cashier: string;
  customer: string | null;
  lines: { name: string; quantity: number; unitPrice: number; amount: number; note: string }[];
  discounts: { reason: string; off: number }[];
  taxes: Priced['taxes'];
  total: number;
  tenders: { method: 'cash' | 'card'; amount: number }[];
  /** What the smallest coin added to the total, or took off it. */
  rounding: number;
  change: number;
  /** In the outbox: the till made the sale by itself. */
  saleId: string | null;
  /** Nothing was sold: it says so. */
  isPractice?: true;
  /** What its code says: an address of this app. */
  link: string;
};

export function receiptOf(
  who: Identity,
  place: Place,
  ticket: Ticket,
  priced: Priced,
  made: Pick<ReceiptDocument, 'number' | 'tenders' | 'rounding' | 'change' | 'saleId' | 'link'> & { at: Date },
): ReceiptDocument {
  const { street, postal_code: code, city } = place.address;
  return {
    business: who.tenant.name,
    place: place.name,
    address: [street ?? '', [code, city].filter(Boolean).join(' ')].filter(Boolean),
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
    tenders: made.tenders,
    rounding: made.rounding,
    change: made.change,
    saleId: made.saleId,
    link: made.link,
  };
}

/** CSS pixels in a millimetre. */
const perMillimetre = 96 / 25.4;

/**
 * Prints what stands under `#receipt` on one page of 80 mm, as long as it is: browsers know no paper without an end, so its height is measured and told.
 * The sheet is constructed, not written into the page: the page's policy allows no style elements.
 */
export async function printReceipt(): Promise<void> {
  const paper = document.getElementById('receipt');
  if (!paper) return;
  const height = Math.ceil(paper.getBoundingClientRect().height / perMillimetre) + 4;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@page { size: 80mm ${height}mm; margin: 0; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  await new Promise(requestAnimationFrame);
  window.print();
  document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet);
}
