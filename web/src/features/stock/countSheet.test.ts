import { describe, expect, test } from 'vitest';
import {
  afterEvent,
  afterPosting,
  differences,
  entered,
  items,
  type Line,
  moved,
  parseUnits,
  restored,
  scanned,
} from './countSheet';

const line = (variantId: string, expected: number, counted: number | null = null): Line => ({
  variantId,
  name: variantId,
  sku: null,
  expected,
  counted,
  moved: 0,
});
const sale = (variantId: string, quantity: number, onHand: number) => [{ variantId, quantity, onHand }];

describe('a count sheet', () => {
  test.each([
    ['12', 12],
    [' 0 ', 0],
    ['=', 7],
    ['', null],
    ['-1', null],
    ['1.5', null],
    ['1e3', null],
    ['9999999999', null],
  ])('takes "%s" as %s', (text, units) => expect(parseUnits(text, 7)).toBe(units));

  test('counts what is entered and what is scanned', () => {
    const sheet = scanned(scanned(entered([line('tea', 5), line('milk', 2)], 'tea', 4), 'tea'), 'milk');
    expect(sheet.map((one) => one.counted)).toEqual([5, 1]);
    expect(entered(sheet, 'tea', null)[0]?.counted).toBeNull();
  });

  test('moves with what is sold after it was entered', () => {
    const sheet = moved(entered([line('tea', 10), line('milk', 5)], 'tea', 9), [
      ...sale('tea', -2, 8),
      ...sale('milk', -1, 4),
    ]);
    expect(sheet).toEqual([
      { ...line('tea', 8, 7), moved: -2 },
      { ...line('milk', 4), moved: 0 },
    ]);
    expect(differences(sheet).map((one) => [one.variantId, one.difference])).toEqual([['tea', -1]]);
    expect(moved(sheet, sale('tea', -2, 8))).toEqual(sheet);
  });

  test('keeps what was found when only the books were set right', () => {
    const sheet = entered([line('tea', 10)], 'tea', 9);
    for (const [type, reason] of [
      ['inventory.stock.counted', undefined],
      ['inventory.stock.adjusted', 'correction'],
    ] as const)
      expect(afterEvent(sheet, type, reason, sale('tea', -1, 9))).toEqual([{ ...line('tea', 9, 9), moved: 0 }]);
    for (const [type, reason] of [
      ['inventory.stock.taken', undefined],
      ['inventory.stock.adjusted', 'waste'],
    ] as const)
      expect(afterEvent(sheet, type, reason, sale('tea', -1, 9))).toEqual([{ ...line('tea', 9, 8), moved: -1 }]);
  });

  test('never counts less than nothing', () => {
    expect(moved([line('tea', 5, 1)], sale('tea', -3, 2))[0]?.counted).toBe(0);
  });

  test('shows the largest difference first and sends every counted line', () => {
    const sheet = [line('a', 5, 4), line('b', 5, 9), line('c', 5, 5), line('d', 5)];
    expect(differences(sheet).map((one) => [one.variantId, one.difference])).toEqual([
      ['b', 4],
      ['a', -1],
    ]);
    expect(items(sheet)).toEqual([
      { variant_id: 'a', counted: 4, expected: 5 },
      { variant_id: 'b', counted: 9, expected: 5 },
      { variant_id: 'c', counted: 5, expected: 5 },
    ]);
  });

  test('keeps what was refused, with the books as they are', () => {
    const result = (variant_id: string, status: string, code: string | null, on_hand: number) => ({
      variant_id,
      status,
      code,
      on_hand,
      held: 0,
      difference: 0,
    });
    const { lines, stale, held } = afterPosting(
      [line('a', 5, 4), line('b', 5, 4), line('c', 5, 1), line('d', 5)],
      [
        result('a', 'counted', null, 4),
        result('b', 'refused', 'inventory.count_stale', 3),
        result('c', 'refused', 'inventory.held_exceeds_count', 5),
      ],
    );
    expect(lines).toEqual([{ ...line('b', 3, 2), moved: -2 }, line('c', 5, 1), line('d', 5)]);
    expect(stale.map((one) => one.variant_id)).toEqual(['b']);
    expect(held.map((one) => one.variant_id)).toEqual(['c']);
  });

  test('survives on the device, unless it is something else', () => {
    const sheet = [line('a', 5, 4)];
    expect(restored(JSON.stringify(sheet))).toEqual(sheet);
    expect(restored(null)).toBeNull();
    expect(restored('{')).toBeNull();
    expect(restored('[{"variantId":1}]')).toBeNull();
  });
});
