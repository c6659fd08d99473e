import { expect, test } from 'vitest';
import { readCsv } from '@/lib/csv';
import { guessColumns } from './columns';
import { productsFile } from './exportProducts';
import { checkRows } from './importRows';
import type { Category, Product } from './queries';

const at = '2026-01-01T00:00:00Z';
const euro = (amount: number) => ({ amount, currency: 'EUR' });
const category = (id: string, parent_id: string | null, name: string): Category => ({
  id,
  parent_id,
  name,
  slug: id,
  position: 0,
  version: 1,
  created_at: at,
  updated_at: at,
});
const product: Product = {
  id: 'p',
  name: 'Shirt; "blue"',
  description: 'Two\nlines',
  category_id: 'b',
  tax_class: 'reduced',
  tracks_stock: true,
  is_active: true,
  image_url: null,
  price: euro(1250),
  options: ['Size'],
  version: 1,
  created_at: at,
  updated_at: at,
  archived_at: null,
  variants: [
    { id: 'm', sku: '=M', barcode: '0012', option_values: ['M'], price: euro(1250), cost: euro(480), is_active: true },
    { id: 'l', sku: 'S-L', barcode: null, option_values: ['L'], price: euro(1350), cost: null, is_active: false },
  ],
};

test.each(['en', 'de'])('what is exported in %s is what an import reads', (language) => {
  const text = productsFile([product], [category('a', null, 'Clothes'), category('b', 'a', 'Shirts')], language);
  const { rows, delimiter } = readCsv(text);
  expect(delimiter).toBe(language === 'de' ? ';' : ',');
  const { good, bad } = checkRows(rows.slice(1), {
    mapping: guessColumns(rows[0]?.cells ?? []),
    decimal: language === 'de' ? ',' : '.',
    currency: 'EUR',
    digits: 2,
    taxClasses: ['reduced'],
    taxRates: {},
    knownSkus: new Set(),
  });
  expect(bad).toEqual([]);
  expect(good.map((row) => row.item)).toEqual([
    {
      sku: '=M',
      name: 'Shirt; "blue"',
      price: euro(1250),
      barcode: '0012',
      cost: euro(480),
      tax_class: 'reduced',
      tracks_stock: true,
      is_active: true,
      description: 'Two\nlines',
      category: 'Clothes > Shirts',
    },
    {
      sku: 'S-L',
      name: 'Shirt; "blue"',
      price: euro(1350),
      tax_class: 'reduced',
      tracks_stock: true,
      is_active: true,
      description: 'Two\nlines',
      category: 'Clothes > Shirts',
    },
  ]);
});
