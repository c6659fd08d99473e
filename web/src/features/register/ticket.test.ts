import { describe, expect, it } from 'vitest';
import {
  emptyTicket,
  findCode,
  type Place,
  type Product,
  priceTicket,
  saleOf,
  searchKey,
  searchProducts,
  withItem,
  withLine,
  withLineBack,
} from './ticket';

const product = (name: string, amount: number, over: Partial<Product> = {}): Product => ({
  id: name,
  name,
  category_id: null,
  tax_class: 'standard',
  tracks_stock: true,
  image_url: null,
  options: [],
  variants: [
    {
      id: `${name}-1`,
      sku: `SKU-${name}`,
      barcode: `400${name.length}`,
      option_values: [],
      price: { amount, currency: 'EUR' },
      is_available: true,
    },
  ],
  ...over,
});
const variant = (of: Product) => {
  const [first] = of.variants;
  if (!first) throw new Error('No variant.');
  return first;
};
const tea = product('Tea', 1190);
const cake = product('Cake', 410);
const place = {
  id: 'l',
  currency: 'EUR',
  tax_region: 'DE',
  prices_include_tax: true,
  tax_rounding: 'line',
  rounding_mode: 'half_up',
} as Place;
const rules = [{ region: 'DE', tax_class: 'standard', rate: '0.19', valid_from: '2020-01-01' }];

describe('a ticket', () => {
  it('counts up what it has, unless that was made special', () => {
    const twice = withItem(withItem(emptyTicket('t'), tea, variant(tea)), tea, variant(tea), 2);
    expect(twice.lines.map((line) => line.quantity)).toEqual([3]);
    const special = withLine(twice, 1, { note: 'hot' });
    expect(withItem(special, tea, variant(tea)).lines.map((line) => [line.quantity, line.note])).toEqual([
      [3, 'hot'],
      [1, ''],
    ]);
  });

  it('loses a line without units and never reuses its key', () => {
    const two = withItem(withItem(emptyTicket('t'), tea, variant(tea)), cake, variant(cake));
    const one = withLine(two, 1, { quantity: 0 });
    expect(one.lines.map((line) => line.name)).toEqual(['Cake']);
    expect(withItem(one, tea, variant(tea)).lines.map((line) => line.key)).toEqual([2, 3]);
  });

  it('has a line back where it was, also when another one took its key', () => {
    const two = withItem(withItem(emptyTicket('t'), tea, variant(tea)), cake, variant(cake), 2);
    const [first, second] = two.lines;
    if (!first || !second) throw new Error('No lines.');
    expect(withLineBack(withLine(two, 1, { quantity: 0 }), first, 0)).toEqual(two);
    const other = withItem(withLine(two, 2, { quantity: 0 }), product('Soup', 200), variant(product('Soup', 200)));
    expect(withLineBack(other, second, 1).lines.map((line) => [line.key, line.name])).toEqual([
      [1, 'Tea'],
      [3, 'Cake'],
      [2, 'Soup'],
    ]);
  });

  it('tells the server exactly what the customer was told', () => {
    const ticket = {
      ...withItem(withItem(emptyTicket('t'), tea, variant(tea), 2), cake, variant(cake)),
      discounts: [{ reason: 'Regular', percent_off: '0.1', priority: 0 }],
    };
    const priced = priceTicket(ticket, place, rules, '2026-03-14');
    if ('noRateFor' in priced) throw new Error(priced.noRateFor);
    const sale = saleOf(ticket, priced, place, 5000, 0, 0, new Date('2026-03-14T12:00:00Z'), 'completed');
    expect(sale.total.amount).toBe(2511);
    expect(sale.lines.reduce((sum, line) => sum + line.net.amount + line.tax.amount, 0)).toBe(2511);
    for (const line of sale.lines)
      expect(line.list.amount - line.line_discount.amount - line.order_discount.amount + line.rounding.amount).toBe(
        line.net.amount + line.tax.amount,
      );
    expect(sale.discounts?.map(({ line, off }) => [line, off.amount])).toEqual([[null, 279]]);
    expect(sale.lines.reduce((sum, line) => sum + line.order_discount.amount, 0)).toBe(279);
  });

  it('says which tax class has no rate', () =>
    expect(priceTicket(withItem(emptyTicket('t'), tea, variant(tea)), place, [], '2026-03-14')).toEqual({
      noRateFor: 'standard',
    }));
});

describe('searching', () => {
  const products = [product('Black tea', 300), product('Steak', 2000), product('Tea', 250), product('Cake', 410)];
  const keys = products.map(searchKey);
  const names = (typed: string) => searchProducts(products, keys, typed).map((one) => one.name);

  it('shows beginnings before the rest, and codes before all', () => {
    expect(names('tea')).toEqual(['Black tea', 'Tea', 'Steak']);
    expect(names('sku-steak')).toEqual(['Steak']);
    expect(names('te bl')).toEqual(['Black tea']);
    expect(names(' ')).toEqual([]);
  });

  it('knows a code only when it is whole', () => {
    expect(findCode(products, 'SKU-Cake')?.product.name).toBe('Cake');
    expect(findCode(products, 'SKU-Ca')).toBeNull();
  });
});
