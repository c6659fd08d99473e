import { expect, test } from 'vitest';
import { type BulkRow, byPercent, itemsFor, parsePercent, undoFor } from './bulkChanges';

const euro = (amount: number) => ({ amount, currency: 'EUR' });
const row = (more: Partial<BulkRow> = {}): BulkRow => ({
  id: 'a',
  name: 'Tea',
  category_id: null,
  tax_class: 'standard',
  is_active: true,
  archived_at: null,
  price: euro(333),
  variants: [{ price: euro(333) }],
  ...more,
});

test('what is asked for, and what brings it back', () => {
  expect(itemsFor([row()], { kind: 'active', isActive: false })).toEqual([{ id: 'a', is_active: false }]);
  expect(undoFor([row(), row({ archived_at: 'then', is_active: false })], { kind: 'active', isActive: true })).toEqual([
    { id: 'a', is_active: true },
    { id: 'a', is_archived: true },
  ]);
  expect(itemsFor([row()], { kind: 'archive' })).toEqual([{ id: 'a', is_archived: true }]);
  expect(undoFor([row({ is_active: false })], { kind: 'archive' })).toEqual([
    { id: 'a', is_archived: false, is_active: false },
  ]);
  expect(itemsFor([row()], { kind: 'category', categoryId: 'c' })).toEqual([{ id: 'a', category_id: 'c' }]);
  expect(itemsFor([row()], { kind: 'category', categoryId: null })).toEqual([{ id: 'a', is_uncategorized: true }]);
  expect(undoFor([row(), row({ category_id: 'b' })], { kind: 'category', categoryId: 'c' })).toEqual([
    { id: 'a', is_uncategorized: true },
    { id: 'a', category_id: 'b' },
  ]);
  expect(undoFor([row()], { kind: 'tax', taxClass: 'reduced' })).toEqual([{ id: 'a', tax_class: 'standard' }]);
  expect(itemsFor([row()], { kind: 'price', percent: 10 })).toEqual([{ id: 'a', price: euro(366) }]);
  expect(undoFor([row()], { kind: 'price', percent: 10 })).toEqual([{ id: 'a', price: euro(333) }]);
});

test.each([
  [1000, 5, 1050],
  [999, 7.5, 1074],
  [1, 50, 2],
  [100, -99, 1],
  [0, 10, 0],
  [333, -10, 300],
])('%i by %d percent is %i', (amount, percent, after) => expect(byPercent(euro(amount), percent).amount).toBe(after));

test.each([
  ['5', 5],
  ['-10 %', -10],
  ['\u22127,5', -7.5],
  ['+3', 3],
  ['0', null],
  ['-100', null],
  ['1001', null],
  ['five', null],
  ['1.25', null],
  ['', null],
])('"%s" is %s percent', (text, percent) => expect(parsePercent(text)).toBe(percent));
