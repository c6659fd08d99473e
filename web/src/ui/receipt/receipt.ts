/** Everything that stands on a receipt, as it was when the sale was made. */
export type ReceiptDocument = {
  business: string;
  place: string;
  address: string[];
  number: string;
  at: string;
  zone: string;
  currency: string;
  /** Empty: nobody is named. */
  cashier: string;
  customer: string | null;
  lines: { name: string; quantity: number; unitPrice: number; amount: number; note: string }[];
  discounts: { reason: string; off: number }[];
  taxes: { rate: string; net: number; tax: number }[];
  total: number;
  /** Given on top of the total; what was kept before there were tips does not say. */
  tip?: number;
  tenders: { method: 'cash' | 'card'; amount: number }[];
  /** What the smallest coin added to total and tip, or took off them. */
  rounding: number;
  change: number;
  /** In the outbox: the till made the sale by itself. */
  saleId: string | null;
  /** The order on the server, once it is known. */
  orderId?: string;
  /** Printed again later, from the order: it says so. */
  isCopy?: true;
  /** Nothing was sold: it says so. */
  isPractice?: true;
  /** What its code says: an address of this app. */
  link: string;
};

/** The lines of a location's address, without what it leaves out. */
export function addressOf(place: {
  address: { street?: string | null; postal_code?: string | null; city?: string | null };
}): string[] {
  const { street, postal_code: code, city } = place.address;
  return [street ?? '', [code, city].filter(Boolean).join(' ')].filter(Boolean);
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
