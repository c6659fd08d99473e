import { expect, it } from 'vitest';
import { noTip, tipOf, tipSharesOf } from './tips';

it('is nothing unless somebody gives something', () => {
  expect(tipOf(noTip, 930)).toBe(0);
  expect(tipOf({ is: 'own', amount: null }, 930)).toBeNull();
  expect(tipOf({ is: 'own', amount: 70 }, 930)).toBe(70);
});

it.each([
  [930, 10, 93],
  [930, 5, 47],
  [929, 5, 46],
  [1, 15, 0],
  [10, 15, 2],
  [0, 15, 0],
  [12_345, 18, 2222],
])('of %i with %i percent is %i', (amount, percent, tip) => {
  expect(tipOf({ is: 'share', percent }, amount)).toBe(tip);
});

it('is asked for where people are served, in shares that are usual there', () => {
  expect(tipSharesOf('restaurant', { tax_region: 'DE' })).toEqual([5, 10, 15]);
  expect(tipSharesOf('salon', { tax_region: 'US-NY' })).toEqual([15, 18, 20]);
  expect(tipSharesOf('retail', { tax_region: 'US-NY' })).toBeNull();
});
