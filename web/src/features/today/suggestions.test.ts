import { describe, expect, it } from 'vitest';
import { suggestionsOf } from './suggestions';

const risk = (variant: string, units: number, days: number | null) => ({
  variant_id: variant,
  name: variant,
  location_id: 'l',
  on_hand: 3,
  units,
  days_of_cover: days,
});
const slow = (product: string, units = 0) => ({
  product_id: product,
  name: product,
  units,
  on_hand: 4,
  value: { amount: 400, currency: 'EUR' },
});
const names = (...args: Parameters<typeof suggestionsOf>) => suggestionsOf(...args).map((one) => one.name);
const none = new Set<string>();

describe('suggestions', () => {
  it('are at most three, what runs out soonest first', () =>
    expect(names([risk('a', 9, 5), risk('b', 9, 0), risk('c', 9, 2), risk('d', 9, 1)], [slow('e')], 90, none)).toEqual([
      'b',
      'd',
      'c',
    ]));
  it('ask to order nothing that does not go, or lasts a week', () =>
    expect(names([risk('a', 0, null), risk('b', 2, 7)], [], 90, none)).toEqual([]));
  it('call nothing slow before enough was sold to say so', () => {
    expect(names([], [slow('e')], 29, none)).toEqual([]);
    expect(names([], [slow('e'), slow('f', 1)], 30, none)).toEqual(['e']);
  });
  it('leave out what was dismissed, and let the next one in', () =>
    expect(names([risk('a', 9, 1), risk('b', 9, 2)], [slow('e')], 90, new Set(['reorder:l:a']))).toEqual(['b', 'e']));
});
