import { expect, test } from 'vitest';
import { matching } from './match';

const names = (query: string) =>
  matching(['Orders', 'Reorder list', 'Pre-order', 'Crème brûlée', 'Stock'], query, (name) => name);

test('the best hit is first, and accents and case do not matter', () => {
  expect(names('order')).toEqual(['Orders', 'Pre-order', 'Reorder list']);
  expect(names('CREME brul')).toEqual(['Crème brûlée']);
  expect(names('')).toHaveLength(5);
  expect(names('xyz')).toEqual([]);
});
