import { type Money, parse } from '@/lib/money';
import { slugOf } from './draft';

/** A first product, ready to be sent. */
export interface FirstProduct {
  name: string;
  price: Money;
  sku: string;
  barcode: string | null;
  category: string | null;
}

export interface Typed {
  name: string;
  price: string;
}

export type RowFault = { at: number; field: 'name' | 'price' };

/** What somebody typed, row by row; empty rows are nothing. */
export function readTyped(
  rows: readonly Typed[],
  currency: string,
  locale: string,
): { products: FirstProduct[]; faults: RowFault[] } {
  const products: FirstProduct[] = [];
  const faults: RowFault[] = [];
  const skus = new Set<string>();
  rows.forEach((row, at) => {
    const [name, text] = [row.name.trim(), row.price.trim()];
    if (!name && !text) return;
    if (!name) faults.push({ at, field: 'name' });
    const price = parse(text, currency, locale);
    if (!price.ok || price.money.amount < 0) faults.push({ at, field: 'price' });
    else if (name) products.push({ name, price: price.money, sku: freeSku(name, skus), barcode: null, category: null });
  });
  return { products, faults };
}

/** Column names that people write, in English and German. */
const columns = {
  name: ['name', 'product', 'item', 'title', 'bezeichnung', 'artikel', 'artikelname', 'produkt', 'titel'],
  price: ['price', 'unit price', 'sales price', 'preis', 'verkaufspreis', 'vk', 'einzelpreis'],
  sku: ['sku', 'code', 'item code', 'article number', 'artikelnummer', 'art.-nr.', 'nummer'],
  barcode: ['barcode', 'ean', 'gtin', 'upc', 'strichcode'],
  category: ['category', 'group', 'department', 'kategorie', 'warengruppe', 'gruppe'],
} as const;

export type FileFault = { line: number; field: 'name' | 'price' };

/** What a file holds; null when its first row names no column for the name or none for the price. */
export function readFile(
  rows: readonly { line: number; cells: readonly string[] }[],
  currency: string,
  locale: string,
): { products: FirstProduct[]; faults: FileFault[] } | null {
  const header = (rows[0]?.cells ?? []).map((cell) => cell.trim().toLowerCase());
  const at = (names: readonly string[]) => header.findIndex((cell) => names.includes(cell));
  const [name, price] = [at(columns.name), at(columns.price)];
  if (name < 0 || price < 0) return null;
  const optional = (cells: readonly string[], column: number) => (column < 0 ? '' : (cells[column]?.trim() ?? ''));
  const products: FirstProduct[] = [];
  const faults: FileFault[] = [];
  const skus = new Set<string>();
  for (const { line, cells } of rows.slice(1)) {
    const called = cells[name]?.trim() ?? '';
    const parsed = parse(cells[price] ?? '', currency, locale);
    if (!called) faults.push({ line, field: 'name' });
    else if (!parsed.ok || parsed.money.amount < 0) faults.push({ line, field: 'price' });
    else
      products.push({
        name: called,
        price: parsed.money,
        sku: optional(cells, at(columns.sku)) || freeSku(called, skus),
        barcode: optional(cells, at(columns.barcode)) || null,
        category: optional(cells, at(columns.category)) || null,
      });
  }
  return { products, faults };
}

/** A SKU that says what it is, and the same one when the same is sent again. */
function freeSku(name: string, taken: Set<string>): string {
  const stem = slugOf(name).toUpperCase() || 'ITEM';
  for (let n = 1; ; n++) {
    const sku = n === 1 ? stem : `${stem}-${n}`;
    if (taken.has(sku)) continue;
    taken.add(sku);
    return sku;
  }
}

/** As many at once as the API takes. */
export function inHundreds<T>(items: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(items.length / 100) }, (_, i) => items.slice(i * 100, i * 100 + 100));
}
