import { describe, expect, test } from 'vitest';
import { decimals, format, formatPlain, parse } from './money';
import vectors from './money.vectors.json';

const minor = (text: string, currency: string, locale: string) => {
  const parsed = parse(text, currency, locale);
  return parsed.ok ? parsed.money.amount : parsed.reason;
};

describe('what people type', () => {
  test.each([
    ['en', 'EUR', '12.50', 1250],
    ['en', 'EUR', '12.5', 1250],
    ['en', 'EUR', '12', 1200],
    ['en', 'EUR', '.5', 50],
    ['en', 'EUR', '12.', 1200],
    ['en', 'EUR', '1,250', 125000],
    ['en', 'EUR', '1,250.00', 125000],
    ['en', 'EUR', '1,250,000', 125000000],
    ['en', 'EUR', '1.250', 125],
    ['en', 'EUR', '1.255', 'too_precise'],
    ['en', 'EUR', '12,50', 1250],
    ['en', 'EUR', '1.250,00', 125000],
    ['en', 'EUR', '€ 3.20', 320],
    ['en', 'EUR', '3.20 EUR', 320],
    ['en', 'EUR', '-4.50', -450],
    ['en', 'EUR', '\u22124.50', -450],
    ['en', 'EUR', '0', 0],
    ['en', 'EUR', '-0', 0],
    ['en', 'EUR', '', 'empty'],
    ['en', 'EUR', '   ', 'empty'],
    ['en', 'EUR', 'abc', 'not_a_number'],
    ['en', 'EUR', '1e5', 'not_a_number'],
    ['en', 'EUR', '1..2', 'not_a_number'],
    ['en', 'EUR', '1,2,3', 'not_a_number'],
    ['en', 'EUR', '12,50.1,2', 'not_a_number'],
    ['en', 'EUR', '99999999999999', 'too_large'],
    ['de', 'EUR', '12,50', 1250],
    ['de', 'EUR', '1.250', 125000],
    ['de', 'EUR', '1.250,5', 125050],
    ['de', 'EUR', '1.25', 125],
    ['de', 'EUR', '1,255', 'too_precise'],
    ['de', 'EUR', '1,250', 125],
    ['de', 'EUR', '1,250.00', 125000],
    ['de', 'EUR', '0.500', 50],
    ['de-CH', 'CHF', '1’250.50', 125050],
    ['de-CH', 'CHF', "1'250.50", 125050],
    ['fr', 'EUR', '1 250,50', 125050],
    ['fr', 'EUR', '1\u202f250,50', 125050],
    ['fr', 'EUR', '1\u00a0250', 125000],
    ['fr', 'EUR', '12.50', 1250],
    ['fr', 'EUR', '1.250', 'ambiguous'],
    ['ja', 'JPY', '1,250', 1250],
    ['ja', 'JPY', '¥1,250', 1250],
    ['ja', 'JPY', '12.5', 'too_precise'],
    ['ja', 'JPY', '12.0', 12],
    ['ja', 'JPY', '１２５０', 1250],
    ['ar-BH', 'BHD', '1.250', 1250],
    ['ar-BH', 'BHD', '١٢٫٥', 12500],
    ['ar-BH', 'BHD', '١٬٢٥٠٫٥٠٠', 1250500],
    ['ar-BH', 'BHD', '0.0001', 'too_precise'],
    ['en', 'BHD', '1.250', 1250],
    ['de', 'BHD', '1,250', 1250],
  ])('%s %s "%s" is %s', (locale, currency, text, wanted) => {
    expect(minor(text, currency, locale)).toBe(wanted);
  });

  test.each(vectors as [string, string, string, number | string][])(
    'of the 200: %s %s "%s" is %s',
    (locale, currency, text, wanted) => expect(minor(text, currency, locale)).toBe(wanted),
  );

  test('what was shown can be typed again', () => {
    for (const locale of ['en', 'de', 'fr', 'ja', 'ar-BH', 'de-CH'])
      for (const currency of ['EUR', 'JPY', 'BHD', 'USD'])
        for (const amount of [0, 1, 9, 10, 99, 100, 1000, 12345, 123456, 1234567, 123456789]) {
          expect(minor(formatPlain({ amount, currency }, locale), currency, locale)).toBe(amount);
          expect(minor(format({ amount, currency }, locale), currency, locale)).toBe(amount);
        }
  });
});

describe('what people read', () => {
  test('has the decimals of ISO 4217', () => {
    expect(decimals('EUR')).toBe(2);
    expect(decimals('JPY')).toBe(0);
    expect(decimals('IQD')).toBe(3);
  });

  test('is exact beyond what a fraction holds', () => {
    expect(format({ amount: 9007199254740991, currency: 'EUR' }, 'en')).toBe('€90,071,992,547,409.91');
    expect(format({ amount: 5, currency: 'EUR' }, 'de')).toBe('0,05\u00a0€');
    expect(format({ amount: -320, currency: 'USD' }, 'en')).toBe('-$3.20');
  });
});
