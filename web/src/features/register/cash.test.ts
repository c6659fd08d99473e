import { describe, expect, it } from 'vitest';
import { cashOf } from '@/lib/coins';
import { cashSuggestions, change, evenParts, type KeypadKey, press, remaining } from './cash';

describe('cash', () => {
  it.each([
    [930, [930, 1000, 2000, 5000, 10000]],
    [1340, [1340, 1400, 1500, 2000, 5000]],
    [2000, [2000, 5000, 10000, 20000]],
    [1, [1, 100, 500, 1000, 2000]],
    [25000, [25000, 26000, 30000, 40000]],
  ])('suggests for %i', (due, expected) => expect(cashSuggestions(due, 'EUR')).toEqual(expected));

  it('suggests yen in hundreds and dinars in thousands', () => {
    expect(cashSuggestions(930, 'JPY')).toEqual([930, 1000, 2000, 5000, 10000]);
    expect(cashSuggestions(9300, 'BHD')).toEqual([9300, 10000, 20000, 50000, 100000]);
  });

  it('gives change only when enough was given', () =>
    expect([change(930, 2000), change(930, 930), change(930, 900)]).toEqual([1070, 0, null]));

  it.each([
    [928, 5, 930],
    [927, 5, 925],
    [1, 5, 0],
    [1949, 100, 1900],
    [1950, 100, 2000],
    [125, 50, 150],
    [928, 1, 928],
  ])('pays %i with coins of %i', (amount, coin, cash) => expect(cashOf(amount, coin)).toBe(cash));

  it('takes digits from the right', () => {
    const typed = (...keys: KeypadKey[]) => keys.reduce(press, 0);
    expect(typed('1', '2', '00')).toBe(1200);
    expect(typed('0', '5', '5', 'back')).toBe(5);
    expect(typed('9', 'clear', '7')).toBe(7);
    expect(typed(...Array<KeypadKey>(12).fill('9'))).toBe(999_999_999);
  });

  it('splits evenly, the cents to the first', () => {
    expect(evenParts(1000, 3)).toEqual([334, 333, 333]);
    expect(evenParts(2, 3)).toEqual([1, 1, 0]);
  });

  it('knows what is left', () =>
    expect(
      remaining(1000, [
        { method: 'cash', amount: 300 },
        { method: 'card', amount: 700 },
      ]),
    ).toBe(0));
});
