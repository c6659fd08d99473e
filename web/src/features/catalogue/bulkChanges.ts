import type { Price } from './plan';

/** A row of the list, as far as a change of many asks for it. */
export type BulkRow = {
  id: string;
  name: string;
  category_id: string | null;
  tax_class: string;
  is_active: boolean;
  archived_at: string | null;
  price: Price;
  variants: readonly { price: Price }[];
};

export type Change =
  | { kind: 'active'; isActive: boolean }
  | { kind: 'category'; categoryId: string | null }
  | { kind: 'tax'; taxClass: string }
  | { kind: 'price'; percent: number }
  | { kind: 'archive' };

export type BulkItem = {
  id: string;
  version?: number;
  price?: Price;
  category_id?: string;
  is_uncategorized?: boolean;
  tax_class?: string;
  is_active?: boolean;
  is_archived?: boolean;
};

/** What the bulk upsert is asked for. Prices of items with several variants are refused by the server, and said so. */
export function itemsFor(rows: readonly BulkRow[], change: Change): BulkItem[] {
  return rows.map((row): BulkItem => itemFor(row, change));
}

function itemFor(row: BulkRow, change: Change): BulkItem {
  switch (change.kind) {
    case 'active':
      return { id: row.id, is_active: change.isActive };
    case 'category':
      return inCategory(row.id, change.categoryId);
    case 'tax':
      return { id: row.id, tax_class: change.taxClass };
    case 'archive':
      return { id: row.id, is_archived: true };
    case 'price':
      return { id: row.id, price: byPercent(row.price, change.percent) };
  }
}

function inCategory(id: string, category: string | null): BulkItem {
  return category === null ? { id, is_uncategorized: true } : { id, category_id: category };
}

/** What brings rows back to how they were. */
export function undoFor(rows: readonly BulkRow[], change: Change): BulkItem[] {
  return rows.flatMap((row) => undoOf(row, change));
}

function undoOf(row: BulkRow, change: Change): BulkItem[] {
  switch (change.kind) {
    case 'active':
      return [row.archived_at === null ? { id: row.id, is_active: row.is_active } : { id: row.id, is_archived: true }];
    case 'category':
      return [inCategory(row.id, row.category_id)];
    case 'tax':
      return [{ id: row.id, tax_class: row.tax_class }];
    case 'archive':
      return row.archived_at === null ? [{ id: row.id, is_archived: false, is_active: row.is_active }] : [];
    case 'price':
      return [{ id: row.id, price: row.price }];
  }
}

/** Half a minor unit goes up; nothing below zero. */
export function byPercent(price: Price, percent: number): Price {
  return {
    amount: Math.max(0, Math.round((price.amount * (1000 + Math.round(percent * 10))) / 1000)),
    currency: price.currency,
  };
}

/** "5", "-10", "7,5": percent with at most one decimal; null: no such number. */
export function parsePercent(text: string): number | null {
  const typed = text.trim().replace('\u2212', '-').replace(',', '.').replace(/\s*%$/, '');
  if (!/^[+-]?\d{1,4}(\.\d)?$/.test(typed)) return null;
  const percent = Number(typed);
  return percent >= -99 && percent <= 1000 && percent !== 0 ? percent : null;
}
