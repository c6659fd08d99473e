import { beforeEach, describe, expect, it, vi } from 'vitest';
import { dismiss, dismissedBy, suggestionsOf } from './suggestions';

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

describe('a dismissal', () => {
  const kept = new Map<string, string>();
  beforeEach(() => {
    kept.clear();
    vi.stubGlobal('localStorage', {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, text: string) => void kept.set(name, text),
      removeItem: (name: string) => void kept.delete(name),
    });
  });
  it('is one person’s, for a month, and can be taken back', () => {
    dismiss('ana', 'slow:e', true, 1000);
    expect(dismissedBy('ana', 2000)).toEqual(new Set(['slow:e']));
    expect(dismissedBy('bo', 2000)).toEqual(none);
    expect(dismissedBy('ana', 1000 + 31 * 86_400_000)).toEqual(none);
    dismiss('ana', 'slow:e', false, 3000);
    expect(dismissedBy('ana', 3000)).toEqual(none);
  });
  it('survives what somebody else wrote there', () => {
    kept.set('olympus.dismissed.ana', 'nonsense');
    expect(dismissedBy('ana')).toEqual(none);
  });
});
