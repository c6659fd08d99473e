import { describe, expect, it } from 'vitest';
import { inHundreds, readFile, readTyped } from './products';

const euro = (amount: number) => ({ amount, currency: 'EUR' });

describe('typed products', () => {
  it('are read in the locale of the business, and empty rows are nothing', () => {
    const rows = [
      { name: ' Flat white ', price: '3,20' },
      { name: '', price: '' },
      { name: 'Tee', price: '2' },
    ];
    expect(readTyped(rows, 'EUR', 'de-DE')).toEqual({
      products: [
        { name: 'Flat white', price: euro(320), sku: 'FLAT-WHITE', barcode: null, category: null },
        { name: 'Tee', price: euro(200), sku: 'TEE', barcode: null, category: null },
      ],
      faults: [],
    });
  });

  it('name what is missing', () => {
    const rows = [
      { name: 'Cake', price: '' },
      { name: '', price: '4.10' },
      { name: 'Soup', price: 'four' },
    ];
    expect(readTyped(rows, 'EUR', 'en').faults).toEqual([
      { at: 0, field: 'price' },
      { at: 1, field: 'name' },
      { at: 2, field: 'price' },
    ]);
  });

  it('keep two of one name apart', () => {
    const rows = [
      { name: 'Tea', price: '1' },
      { name: 'Tea', price: '2' },
    ];
    expect(readTyped(rows, 'EUR', 'en').products.map(({ sku }) => sku)).toEqual(['TEA', 'TEA-2']);
  });
});

describe('a file', () => {
  const rows = (...lines: string[]) => lines.map((text, i) => ({ line: i + 1, cells: text.split(';') }));

  it('is read by the names of its columns, in any order, in English or German', () => {
    expect(
      readFile(
        rows('Preis;Artikelnummer;Bezeichnung;EAN;Warengruppe', '3,20 €;A1;Flat White;4001;Kaffee'),
        'EUR',
        'de-DE',
      ),
    ).toEqual({
      products: [{ name: 'Flat White', price: euro(320), sku: 'A1', barcode: '4001', category: 'Kaffee' }],
      faults: [],
    });
  });

  it('gives its good rows and says which are not', () => {
    const read = readFile(rows('name;price', 'Tea;2.80', ';1.00', 'Cake;free'), 'EUR', 'en');
    expect(read?.products.map(({ name }) => name)).toEqual(['Tea']);
    expect(read?.faults).toEqual([
      { line: 3, field: 'name' },
      { line: 4, field: 'price' },
    ]);
  });

  it('without names of columns is none', () => expect(readFile(rows('Tea;2.80'), 'EUR', 'en')).toBeNull());
  it('that is empty is none', () => expect(readFile([], 'EUR', 'en')).toBeNull());
});

it('sends as many at once as the API takes', () => {
  expect(inHundreds(Array.from({ length: 250 }, (_, i) => i)).map((part) => part.length)).toEqual([100, 100, 50]);
  expect(inHundreds([])).toEqual([]);
});
