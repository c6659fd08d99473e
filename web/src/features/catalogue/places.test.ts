import { expect, test } from 'vitest';
import { changesOf, rowsOf } from './places';

const euro = (amount: number) => ({ amount, currency: 'EUR' });
const said = {
  locations: [
    {
      location_id: 'b',
      is_available: true,
      price: euro(300),
      variants: [{ variant_id: 'm', is_available: false, price: null }],
    },
  ],
};

test('locations that say nothing sell for the price of the catalogue', () => {
  expect(rowsOf(said, ['a', 'b'], ['m'])).toEqual([
    { locationId: 'a', variantId: null, isAvailable: true, price: null },
    { locationId: 'b', variantId: null, isAvailable: true, price: euro(300) },
  ]);
});

test('only locations in which something differs are sent, with all that differs there', () => {
  const before = rowsOf(said, ['a', 'b'], ['m', 'l']);
  expect(changesOf(before, before)).toEqual([]);
  const after = before.map((row) =>
    row.locationId === 'b' && row.variantId === 'l' ? { ...row, price: euro(350) } : row,
  );
  expect(changesOf(before, after)).toEqual([
    {
      location_id: 'b',
      is_available: true,
      price: euro(300),
      variants: [
        { variant_id: 'm', is_available: false, price: null },
        { variant_id: 'l', is_available: true, price: euro(350) },
      ],
    },
  ]);
});
