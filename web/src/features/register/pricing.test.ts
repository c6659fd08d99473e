import { describe, expect, it } from 'vitest';
import { type Basket, pickTaxRule, price, type TaxRule, type Terms } from './pricing';
import vectors from './pricing.vectors.json';
import { split } from './rounding';

describe('the price of a basket on the device', () => {
  it('has enough of the server to compare with', () => expect(vectors.length).toBeGreaterThan(100));

  it.each(vectors.map((vector, at) => [at, vector] as const))('is the server’s, basket %i', (_, vector) => {
    const priced = price(vector.basket as Basket);
    if ('noRateFor' in priced) throw new Error(priced.noRateFor);
    expect(
      priced.lines.map(({ list, lineDiscount, orderDiscount, rounding, net, tax }) => [
        list,
        lineDiscount,
        orderDiscount,
        rounding,
        net,
        tax,
      ]),
    ).toEqual(vector.lines);
    expect(priced.discounts.map(({ line, off }) => [line ?? -1, off])).toEqual(vector.discounts);
    expect(priced.taxes.map(({ net, tax }) => [net, tax])).toEqual(vector.taxes);
  });
});

describe('the tax rule', () => {
  const rule = (over: Partial<TaxRule>): TaxRule => ({
    region: 'DE',
    tax_class: 'standard',
    rate: '0.19',
    valid_from: '0001-01-01',
    ...over,
  });
  const terms = (region: string, ...rules: TaxRule[]): Terms => ({
    region,
    mode: 'inclusive',
    tax: 'line',
    rounding: 'half_up',
    rules,
  });
  const rated = (
    of: Terms,
    taxClass = 'standard',
    on = '2026-03-14',
    way: 'in_store' | 'dine_in' | 'takeaway' = 'in_store',
  ) => pickTaxRule(of, taxClass, way, on)?.rate ?? null;

  it('is the subdivision’s before the country’s', () => {
    const [us, ny] = [rule({ region: 'US', rate: '0' }), rule({ region: 'US-NY', rate: '0.08875' })];
    expect([rated(terms('US-NY', us, ny)), rated(terms('US-OR', us, ny)), rated(terms('DEX', rule({})))]).toEqual([
      '0.08875',
      '0',
      null,
    ]);
  });

  it('is the one of the way it is handed over', () => {
    const food = terms(
      'DE',
      rule({ tax_class: 'food', rate: '0.07' }),
      rule({ tax_class: 'food', fulfilment: 'dine_in' }),
    );
    expect([rated(food, 'food', '2026-03-14', 'dine_in'), rated(food, 'food', '2026-03-14', 'takeaway')]).toEqual([
      '0.19',
      '0.07',
    ]);
  });

  it('changes at local midnight and is never taken for zero', () => {
    const of = terms(
      'DE',
      rule({ valid_until: '2020-07-01' }),
      rule({ rate: '0.16', valid_from: '2020-07-01', valid_until: '2021-01-01' }),
    );
    expect(['2020-06-30', '2020-07-01', '2020-12-31', '2021-01-01'].map((on) => rated(of, 'standard', on))).toEqual([
      '0.19',
      '0.16',
      '0.16',
      null,
    ]);
  });
});

it('splits to the last cent', () => {
  expect(split(500, [1000, 1000, 1000])).toEqual([167, 167, 166]);
  expect(split(1, [0, 0])).toEqual([1, 0]);
  expect(split(0, [])).toEqual([]);
});
