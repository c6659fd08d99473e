import type { Money } from '@/lib/money';
import { millionths, netOf, type RoundingMode, split, taxOn } from './rounding';

/*
 * The price of a basket, computed on the device: the server's pipeline (src/Modules/Commerce/Pricing), step by step, so that a till without a network
 * says what the server would say. pricing.vectors.json holds baskets with the server's own results; both sides test against it.
 * Amounts are whole minor units.
 */

export type PriceMode = 'inclusive' | 'exclusive';
export type TaxRounding = 'line' | 'sum_by_net' | 'sum_by_net_keep_gross';
export type Fulfilment = 'in_store' | 'dine_in' | 'takeaway' | 'pickup' | 'delivery' | 'shipping';

/** By hand: an amount or a share ("0.10" is 10 %), one of them. */
export type Discount = { reason: string; amount_off?: Money; percent_off?: string; priority: number };

export type TaxRule = {
  region: string;
  tax_class: string;
  rate: string;
  valid_from: string;
  fulfilment?: Fulfilment | null;
  valid_until?: string | null;
};

export type Terms = {
  region: string;
  mode: PriceMode;
  tax: TaxRounding;
  rounding: RoundingMode;
  rules: readonly TaxRule[];
};

export type BasketLine = {
  variant: string;
  quantity: number;
  unitPrice: number;
  unitMode: PriceMode;
  taxClass: string;
  discounts: readonly Discount[];
};

export type Basket = {
  currency: string;
  terms: Terms;
  fulfilment: Fulfilment;
  lines: readonly BasketLine[];
  discounts: readonly Discount[];
  /** The local date at the location: decides which tax rates are in force. */
  on: string;
};

export type PricedLine = {
  list: number;
  lineDiscount: number;
  orderDiscount: number;
  rounding: number;
  taxClass: string;
  taxRate: string;
  net: number;
  tax: number;
  gross: number;
};

export type Granted = { line: number | null; discount: Discount; off: number };

export type TaxTotal = { rate: string; net: number; tax: number; gross: number };

export type Priced = {
  lines: PricedLine[];
  discounts: Granted[];
  taxes: TaxTotal[];
  totals: { list: number; discount: number; rounding: number; net: number; tax: number; gross: number };
};

const covers = (ruled: string, region: string) => ruled === region || region.startsWith(`${ruled}-`);

/** The most specific rule in force: the subdivision's before the country's, this fulfilment's before any, the later before the earlier. */
export function pickTaxRule(terms: Terms, taxClass: string, fulfilment: Fulfilment, on: string): TaxRule | null {
  let best: TaxRule | null = null;
  for (const rule of terms.rules) {
    const holds =
      rule.tax_class === taxClass &&
      covers(rule.region, terms.region) &&
      (!rule.fulfilment || rule.fulfilment === fulfilment) &&
      rule.valid_from <= on &&
      (!rule.valid_until || on < rule.valid_until);
    if (holds && (best === null || isCloser(rule, best))) best = rule;
  }
  return best;
}

function isCloser(rule: TaxRule, best: TaxRule): boolean {
  if (rule.region.length !== best.region.length) return rule.region.length > best.region.length;
  if (Boolean(rule.fulfilment) !== Boolean(best.fulfilment)) return Boolean(rule.fulfilment);
  return rule.valid_from > best.valid_from;
}

/** Lower priority first; equals go amounts before shares, larger before smaller, then by reason. */
function inOrder(discounts: readonly Discount[]): Discount[] {
  const share = (discount: Discount) => (discount.percent_off === undefined ? -1n : millionths(discount.percent_off));
  return [...discounts].sort((a, b) => {
    const byPriority = a.priority - b.priority;
    if (byPriority !== 0) return byPriority;
    const byAmount = (b.amount_off?.amount ?? -1) - (a.amount_off?.amount ?? -1);
    if (byAmount !== 0) return byAmount;
    if (share(a) !== share(b)) return share(a) > share(b) ? -1 : 1;
    return a.reason < b.reason ? -1 : a.reason > b.reason ? 1 : 0;
  });
}

const offOf = (discount: Discount, left: number, mode: RoundingMode) =>
  Math.min(left, discount.amount_off?.amount ?? taxOn(left, millionths(discount.percent_off ?? '0'), mode));

/** A line on its way through the pipeline. */
type Working = {
  line: BasketLine;
  rate: bigint;
  rule: TaxRule;
  list: number;
  lineDiscount: number;
  orderDiscount: number;
  net: number;
  tax: number;
};

const leftOf = (working: Working) => working.list - working.lineDiscount - working.orderDiscount;

const grossOf = (working: Working) => working.net + working.tax;

/** The basket's price, or the tax class that has no rate: an unknown rate is never taken for zero. */
export function price(basket: Basket): Priced | { noRateFor: string } {
  const { terms } = basket;
  const lines: Working[] = [];
  for (const line of basket.lines) {
    const rule = pickTaxRule(terms, line.taxClass, basket.fulfilment, basket.on);
    if (rule === null) return { noRateFor: line.taxClass };
    const rate = millionths(rule.rate);
    lines.push({
      line,
      rate,
      rule,
      list: listOf(line, rate, terms),
      lineDiscount: 0,
      orderDiscount: 0,
      net: 0,
      tax: 0,
    });
  }
  const discounts: Granted[] = [];
  for (const [at, working] of lines.entries())
    for (const discount of inOrder(working.line.discounts)) {
      const off = offOf(discount, leftOf(working), terms.rounding);
      working.lineDiscount += off;
      discounts.push({ line: at, discount, off });
    }
  discountOrder(lines, basket, discounts);
  tax(lines, terms);
  return quoteOf(lines, terms, discounts);
}

function listOf(line: BasketLine, rate: bigint, terms: Terms): number {
  const amount = line.unitPrice * line.quantity;
  if (line.unitMode === terms.mode) return amount;
  return terms.mode === 'inclusive'
    ? amount + taxOn(amount, rate, terms.rounding)
    : netOf(amount, rate, terms.rounding);
}

const text = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** Which of two lines that come to the same goes first: by everything that tells them apart, never by when they were entered. */
const alike = (a: Working, b: Working) =>
  b.list - a.list ||
  b.lineDiscount - a.lineDiscount ||
  b.line.quantity - a.line.quantity ||
  b.line.unitPrice - a.line.unitPrice;

function discountOrder(lines: Working[], basket: Basket, discounts: Granted[]): void {
  if (basket.discounts.length === 0) return;
  const sorted = [...lines].sort(
    (a, b) => text(a.line.variant, b.line.variant) || leftOf(b) - leftOf(a) || alike(a, b),
  );
  for (const discount of inOrder(basket.discounts)) {
    const weights = sorted.map(leftOf);
    const off = offOf(
      discount,
      weights.reduce((all, weight) => all + weight, 0),
      basket.terms.rounding,
    );
    const shares = split(off, weights);
    for (const [at, working] of sorted.entries()) working.orderDiscount += shares[at] ?? 0;
    discounts.push({ line: null, discount, off });
  }
}

function tax(lines: Working[], terms: Terms): void {
  for (const working of lines) {
    const left = leftOf(working);
    working.net = terms.mode === 'inclusive' ? netOf(left, working.rate, terms.rounding) : left;
    working.tax = terms.mode === 'inclusive' ? left - working.net : taxOn(left, working.rate, terms.rounding);
  }
  if (terms.tax !== 'line') for (const bucket of byRate(lines)) correct(bucket, terms);
}

function byRate(lines: readonly Working[]): Working[][] {
  const buckets = new Map<bigint, Working[]>();
  for (const working of lines) buckets.set(working.rate, [...(buckets.get(working.rate) ?? []), working]);
  return [...buckets.values()].sort((a, b) => ((a[0]?.rate ?? 0n) > (b[0]?.rate ?? 0n) ? -1 : 1));
}

const sum = (lines: readonly Working[], of: (working: Working) => number) =>
  lines.reduce((all, working) => all + of(working), 0);

/** Makes the lines of one rate add up to the tax of their sum: minor units move on the dearest lines first, never below zero. */
function correct(bucket: Working[], terms: Terms): void {
  const lines = [...bucket].sort(
    (a, b) => grossOf(b) - grossOf(a) || text(a.line.variant, b.line.variant) || alike(a, b),
  );
  const rate = lines[0]?.rate ?? 0n;
  const net = sum(lines, (working) => working.net);
  const paid = sum(lines, (working) => working.tax);
  const keepsGross = terms.tax === 'sum_by_net_keep_gross';
  let missing = keepsGross ? net - netOf(net + paid, rate, terms.rounding) : taxOn(net, rate, terms.rounding) - paid;
  while (missing !== 0)
    for (const working of lines) {
      const unit = Math.sign(missing);
      if (unit < 0 ? working.tax <= 0 : working.net <= 0) continue;
      working.tax += unit;
      if (keepsGross) working.net -= unit;
      missing -= unit;
    }
}

function quoteOf(lines: Working[], terms: Terms, discounts: Granted[]): Priced {
  const rounding = (working: Working) =>
    (terms.mode === 'inclusive' ? grossOf(working) : working.net) - leftOf(working);
  return {
    lines: lines.map((working) => ({
      list: working.list,
      lineDiscount: working.lineDiscount,
      orderDiscount: working.orderDiscount,
      rounding: rounding(working),
      taxClass: working.line.taxClass,
      taxRate: working.rule.rate,
      net: working.net,
      tax: working.tax,
      gross: grossOf(working),
    })),
    discounts,
    taxes: byRate(lines).map((bucket) => ({
      rate: bucket[0]?.rule.rate ?? '0',
      net: sum(bucket, (working) => working.net),
      tax: sum(bucket, (working) => working.tax),
      gross: sum(bucket, grossOf),
    })),
    totals: {
      list: sum(lines, (working) => working.list),
      discount: sum(lines, (working) => working.lineDiscount + working.orderDiscount),
      rounding: sum(lines, rounding),
      net: sum(lines, (working) => working.net),
      tax: sum(lines, (working) => working.tax),
      gross: sum(lines, grossOf),
    },
  };
}
