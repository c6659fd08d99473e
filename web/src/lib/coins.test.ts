import { expect, it } from 'vitest';
import { cashBack } from './coins';
import vectors from './coins.vectors.json';

it.each(vectors)('gives %i of %i back, with %i in the drawer and coins of %i, as the server does', (...vector) => {
  const [amount = 0, refundable = 0, held = 0, coin = 1, rounding = 0] = vector;
  expect(cashBack(amount, refundable, held, coin)).toBe(amount + rounding);
});
