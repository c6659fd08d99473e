import { expect, it } from 'vitest';
import { onShelf, type Stock } from './stockOf';

const product = (tracks_stock: boolean, ...variants: [string, boolean][]) => ({
  tracks_stock,
  variants: variants.map(([id, is_active]) => ({ id, is_active })),
});
const stock = new Map<string, Stock>([
  ['s', { available: 5, level: 'enough' }],
  ['m', { available: 2, level: 'low' }],
  ['old', { available: 9, level: 'enough' }],
]);

it('is added up over what is sold, and as bad as the worst of it', () => {
  expect(onShelf(product(true, ['s', true]), stock)).toEqual({ available: 5, level: 'enough' });
  expect(onShelf(product(true, ['s', true], ['m', true], ['old', false]), stock)).toEqual({
    available: 7,
    level: 'low',
  });
  expect(onShelf(product(true, ['s', true], ['never', true]), stock)).toEqual({ available: 5, level: 'out' });
});

it('is nothing where selling takes no stock', () => expect(onShelf(product(false, ['s', true]), stock)).toBeNull());
