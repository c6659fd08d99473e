import type { components } from '@/api/schema';
import { type Basket, type Discount, type Fulfilment, type Priced, price, type TaxRule } from './pricing';

type Schemas = components['schemas'];
export type Product = Schemas['OfferedProductView'];
export type Variant = Schemas['OfferedVariantView'];
export type Place = Schemas['LocationView'];

/** What cash comes in at a place; one that the device kept before there was such a thing does not say. */
export const coinOf = (place: Place): number => place.smallest_coin ?? 1;

export type TicketLine = {
  /** Of this ticket only; a line keeps it, so that nothing else moves when another one goes. */
  key: number;
  product: string;
  variant: string;
  name: string;
  unitPrice: number;
  taxClass: string;
  quantity: number;
  note: string;
  discounts: Discount[];
  /** Of the parked order it came from. */
  orderLine: string | null;
};

export type Ticket = {
  /** The client_id of what becomes of it. */
  id: string;
  lines: TicketLine[];
  discounts: Discount[];
  customer: { id: string; name: string } | null;
  note: string;
  channel: 'takeout' | 'dine_in';
  /** The order on the server that it was parked as, or that waits for its card. */
  order: {
    id: string;
    number: number;
    version: number;
    paid: number /** What the server has of it. */;
    sent: string;
  } | null;
  /** A card that was asked for and has not been answered, under the name it was asked with. */
  card: { name: string; amount: number; tip?: number; token: string } | null;
  /** Parts that were taken already, for the receipt. */
  taken: { method: 'cash' | 'card'; amount: number /** Of it, given on top. */; tip?: number }[];
  /** Its money was keyed in wrongly and taken back: nothing of it changes any more but how it is paid. */
  isCorrection?: true;
};

export const emptyTicket = (id: string, channel: Ticket['channel'] = 'takeout'): Ticket => ({
  id,
  lines: [],
  discounts: [],
  customer: null,
  note: '',
  channel,
  order: null,
  card: null,
  taken: [],
});

/** As it stands on a receipt: "Shirt (M / Red)". */
export const nameOf = (product: Product, variant: Variant): string =>
  variant.option_values.length === 0 ? product.name : `${product.name} (${variant.option_values.join(' / ')})`;

const nextKey = (ticket: Ticket) => ticket.lines.reduce((last, line) => Math.max(last, line.key), 0) + 1;

const mostUnits = 100_000;

/** One more of it: on the line that has it already, unless that one was made something special. */
export function withItem(ticket: Ticket, product: Product, variant: Variant, quantity = 1): Ticket {
  const at = ticket.lines.findIndex(
    (line) =>
      line.variant === variant.id &&
      line.note === '' &&
      line.discounts.length === 0 &&
      line.unitPrice === variant.price.amount,
  );
  const found = ticket.lines[at];
  if (found) return withLine(ticket, found.key, { quantity: found.quantity + quantity });
  const line: TicketLine = {
    key: nextKey(ticket),
    product: product.id,
    variant: variant.id,
    name: nameOf(product, variant),
    unitPrice: variant.price.amount,
    taxClass: product.tax_class,
    quantity: Math.min(quantity, mostUnits),
    note: '',
    discounts: [],
    orderLine: null,
  };
  return { ...ticket, lines: [...ticket.lines, line] };
}

/** A line changed; no units left is no line. */
export function withLine(
  ticket: Ticket,
  key: number,
  change: Partial<Pick<TicketLine, 'quantity' | 'note' | 'discounts' | 'unitPrice'>>,
): Ticket {
  const lines = ticket.lines.map((line) =>
    line.key === key ? { ...line, ...change, quantity: Math.min(change.quantity ?? line.quantity, mostUnits) } : line,
  );
  return { ...ticket, lines: lines.filter((line) => line.quantity > 0) };
}

/** The line as it was, where it was: what "undo" does. Another one may have taken its key by now. */
export function withLineBack(ticket: Ticket, line: TicketLine, at: number): Ticket {
  const key = ticket.lines.some((one) => one.key === line.key) ? nextKey(ticket) : line.key;
  return { ...ticket, lines: [...ticket.lines.slice(0, at), { ...line, key }, ...ticket.lines.slice(at)] };
}

/** How many of each product are in the ticket, for the tiles. */
export function unitsByProduct(lines: readonly TicketLine[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const line of lines) units.set(line.product, (units.get(line.product) ?? 0) + line.quantity);
  return units;
}

const fulfilments: Record<Ticket['channel'], Fulfilment> = { takeout: 'takeaway', dine_in: 'dine_in' };

export function basketOf(ticket: Ticket, place: Place, rules: readonly TaxRule[], on: string): Basket {
  const mode = place.prices_include_tax ? 'inclusive' : 'exclusive';
  return {
    currency: place.currency,
    terms: {
      region: place.tax_region,
      mode,
      tax: place.tax_rounding as Basket['terms']['tax'],
      rounding: place.rounding_mode as Basket['terms']['rounding'],
      rules,
    },
    fulfilment: fulfilments[ticket.channel],
    lines: ticket.lines.map((line) => ({
      variant: line.variant,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      unitMode: mode,
      taxClass: line.taxClass,
      discounts: line.discounts,
    })),
    discounts: ticket.discounts,
    on,
  };
}

export const priceTicket = (
  ticket: Ticket,
  place: Place,
  rules: readonly TaxRule[],
  on: string,
): Priced | { noRateFor: string } => price(basketOf(ticket, place, rules, on));

/** What a till tells the server of a cash sale: exactly what the customer was told. */
export function saleOf(
  ticket: Ticket,
  priced: Priced,
  place: Place,
  given: number,
  tip: number,
  /** What the smallest coin added to total and tip, or took off them. */
  rounding: number,
  at: Date,
  status: 'completed' | 'confirmed',
): Omit<Schemas['RecordSaleRequest'], 'client_id' | 'device_receipt'> {
  const money = (amount: number) => ({ amount, currency: place.currency });
  return {
    location_id: place.id,
    placed_at: at.toISOString(),
    price_mode: place.prices_include_tax ? 'inclusive' : 'exclusive',
    channel: ticket.channel,
    source: 'pos',
    status,
    lines: ticket.lines.map((line, i) => {
      const told = priced.lines[i];
      if (!told) throw new Error('A line without a price.');
      return {
        variant_id: line.variant,
        quantity: line.quantity,
        unit_price: money(line.unitPrice),
        list: money(told.list),
        line_discount: money(told.lineDiscount),
        order_discount: money(told.orderDiscount),
        rounding: money(told.rounding),
        tax_class: told.taxClass,
        tax_rate: told.taxRate,
        net: money(told.net),
        tax: money(told.tax),
        ...(line.note ? { note: line.note } : {}),
      };
    }),
    total: money(priced.totals.gross),
    tendered: money(given),
    ...(tip === 0 ? {} : { tip: money(tip) }),
    ...(rounding === 0 ? {} : { cash_rounding: money(rounding) }),
    discounts: priced.discounts.map(({ line, discount, off }) => ({ line, discount, off: money(off) })),
    ...(ticket.customer ? { customer_id: ticket.customer.id } : {}),
    ...(ticket.note ? { note: ticket.note } : {}),
  };
}

/** Items whose name has every word typed, beginnings first; a SKU or barcode that is exactly that goes before all. */
export function searchProducts(
  products: readonly Product[],
  keys: readonly string[],
  typed: string,
  most = 60,
): Product[] {
  const words = typed.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const exact: Product[] = [];
  const begins: Product[] = [];
  const has: Product[] = [];
  const code = typed.trim().toLocaleLowerCase();
  for (const [i, product] of products.entries()) {
    const key = keys[i] ?? '';
    if (!words.every((word) => key.includes(word))) continue;
    if (product.variants.some((variant) => variant.sku?.toLocaleLowerCase() === code || variant.barcode === code))
      exact.push(product);
    else if (key.startsWith(code) || key.includes(` ${code}`)) begins.push(product);
    else if (has.length < most) has.push(product);
  }
  return [...exact, ...begins, ...has].slice(0, most);
}

/** What a search looks at: name, SKUs and barcodes in small letters. */
export const searchKey = (product: Product): string =>
  [
    product.name,
    ...product.variants.flatMap((variant) => [variant.sku ?? '', variant.barcode ?? '', ...variant.option_values]),
  ]
    .join(' ')
    .toLocaleLowerCase();

export function findCode(products: readonly Product[], code: string): { product: Product; variant: Variant } | null {
  for (const product of products)
    for (const variant of product.variants)
      if (variant.barcode === code || variant.sku === code) return { product, variant };
  return null;
}
