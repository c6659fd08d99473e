import { describe, expect, it } from 'vitest';
import { guessDecimal, minorUnits, plainDecimal } from './decimals';

describe('the decimal sign of a column', () => {
  it.each([
    [['12,50', '3,20'], ','],
    [['12.50', '3.2'], '.'],
    [['1.234,50'], ','],
    [['1,234.50'], '.'],
    [['1.234', '12,5'], ','],
    [['12', '1.234'], null],
    [[], null],
    [['1.234.567'], null],
  ] as const)('%j is %j', (values, expected) => expect(guessDecimal(values)).toBe(expected));
});

describe('a price in a file', () => {
  it.each([
    ['12,50', ',', 2, 1250],
    ['1.234,5', ',', 2, 123450],
    ['1.250', ',', 2, 125000],
    ['1.250', '.', 2, 125],
    ['€ 3.20', '.', 2, 320],
    ['3,20 €', ',', 2, 320],
    ['EUR 3,20', ',', 2, 320],
    ["1'200.00", '.', 2, 120000],
    ['1 200,00', ',', 2, 120000],
    ['.5', '.', 2, 50],
    ['7', ',', 2, 700],
    ['1200', '.', 0, 1200],
    ['1.234', '.', 3, 1234],
    ['12.500', '.', 2, 1250],
    ['0', '.', 2, 0],
    ['-0', '.', 2, 0],
  ] as const)('%s with %s and %i digits is %i', (text, decimal, digits, amount) =>
    expect(minorUnits(text, decimal, digits)).toBe(amount),
  );

  it.each([
    ['', 'price_not_a_number'],
    ['free', 'price_not_a_number'],
    ['1,2,3', 'price_not_a_number'],
    ['1.2.3', 'price_not_a_number'],
    ['12.34.56', 'price_not_a_number'],
    ['.', 'price_not_a_number'],
    ['-3', 'price_negative'],
    ['1.255', 'price_too_exact'],
    ['99999999999999', 'price_too_large'],
    ['1e3', 'price_not_a_number'],
    ['0x10', 'price_not_a_number'],
  ] as const)('%j is refused: %s', (text, problem) => expect(minorUnits(text, '.', 2)).toBe(problem));

  it('is written without grouping', () => {
    expect(plainDecimal(123450, ',', 2)).toBe('1234,50');
    expect(plainDecimal(5, '.', 2)).toBe('0.05');
    expect(plainDecimal(1200, '.', 0)).toBe('1200');
    expect(plainDecimal(1, '.', 3)).toBe('0.001');
  });

  it.each([0, 1, 99, 100, 123456789])('comes back as it was written: %i', (amount) => {
    for (const decimal of ['.', ','] as const)
      for (const digits of [0, 2, 3])
        expect(minorUnits(plainDecimal(amount, decimal, digits), decimal, digits)).toBe(amount);
  });
});
