import { describe, expect, it } from 'vitest';
import { guessColumns, hasHeadings } from './columns';

describe('the columns of a file', () => {
  it('are known by their English names', () => {
    expect(guessColumns(['SKU', 'Name', 'Price', 'Tax class', 'Track stock'])).toEqual({
      sku: 0,
      name: 1,
      price: 2,
      tax_class: 3,
      tracks_stock: 4,
    });
  });

  it('are known by their German names', () => {
    expect(
      guessColumns(['Artikel-Nr.', 'Bezeichnung', 'VK-Preis', 'EAN', 'Warengruppe', 'EK', 'MwSt', 'Währung']),
    ).toEqual({
      sku: 0,
      name: 1,
      price: 2,
      barcode: 3,
      category: 4,
      cost: 5,
      tax_class: 6,
      currency: 7,
    });
  });

  it('are known by a part of their names, exact ones first', () => {
    expect(guessColumns(['Cost price (net)', 'Price incl. VAT', 'Product name long', 'Price'])).toEqual({
      cost: 0,
      price: 3,
      name: 2,
    });
    expect(guessColumns(['Our barcode number'])).toEqual({ barcode: 0 });
  });

  it('are used once each', () => {
    expect(guessColumns(['Name', 'Name', 'colour'])).toEqual({ name: 0 });
    expect(guessColumns([])).toEqual({});
  });

  it('have headings, unless the first row is goods already', () => {
    expect(hasHeadings(['sku', 'name', 'price'])).toBe(true);
    expect(hasHeadings(['A-1', 'Tea name', '3.50'])).toBe(false);
    expect(hasHeadings(['foo', 'bar'])).toBe(false);
  });
});
