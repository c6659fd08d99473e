import type { CsvRow } from '@/lib/csv';
import type { Field, Mapping } from './columns';
import { type Decimal, minorUnits, type PriceProblem } from './decimals';

/** Why a row is not imported; each is a sentence in the texts. */
export type RowProblem =
  | PriceProblem
  | 'sku_missing'
  | 'sku_twice'
  | 'name_missing'
  | 'price_missing'
  | 'cost_not_a_number'
  | 'currency_differs'
  | 'text_too_long'
  | 'text_control'
  | 'tax_class_unknown'
  | 'yes_or_no'
  | 'image_not_https'
  | 'sku_taken'
  | 'refused';

/** What is wrong in a row, and in which of its fields. */
export type Finding = { problem: RowProblem; field: Field; value: string };

/** A row as the bulk upsert takes it; the category is still a path such as "Drinks > Hot". */
export type ImportItem = {
  sku: string;
  name?: string;
  price?: { amount: number; currency: string };
  cost?: { amount: number; currency: string };
  barcode?: string;
  tax_class?: string;
  tracks_stock?: boolean;
  is_active?: boolean;
  description?: string;
  image_url?: string;
  category?: string;
};

export type GoodRow = { row: CsvRow; item: ImportItem };
export type BadRow = { row: CsvRow; sku: string; findings: Finding[] };

/** What rows are checked against. */
export type Rules = {
  mapping: Mapping;
  decimal: Decimal;
  currency: string;
  digits: number;
  /** Tax classes of the business. A percentage is looked up in `taxRates`. */
  taxClasses: readonly string[];
  /** "19" → standard, as percentages without zeros at the end. */
  taxRates: Readonly<Record<string, string>>;
  /** SKUs that are in the catalogue: their rows may leave out name and price. */
  knownSkus: ReadonlySet<string>;
};

const LONGEST: Partial<Record<Field, number>> = { sku: 64, name: 200, barcode: 64, description: 5000, image_url: 2000 };
const YES = new Set(['1', 'true', 'yes', 'y', 'ja', 'j', 'wahr', 'x', 'active', 'aktiv', 'on', 'an', 'published']);
const NO = new Set([
  '0',
  'false',
  'no',
  'n',
  'nein',
  'falsch',
  '-',
  'inactive',
  'inaktiv',
  'off',
  'aus',
  'draft',
  'entwurf',
]);

/** Sorts rows into what can be sent and what a person must fix; never stops at the first bad one. */
export function checkRows(rows: readonly CsvRow[], rules: Rules): { good: GoodRow[]; bad: BadRow[] } {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const sku = cellOf(row, rules.mapping, 'sku');
    if (sku !== '') seen.set(sku, (seen.get(sku) ?? 0) + 1);
  }
  const good: GoodRow[] = [];
  const bad: BadRow[] = [];
  for (const row of rows) {
    const { item, findings } = checkRow(row, rules);
    if (item.sku !== '' && (seen.get(item.sku) ?? 0) > 1)
      findings.unshift({ problem: 'sku_twice', field: 'sku', value: item.sku });
    if (findings.length > 0) bad.push({ row, sku: item.sku, findings });
    else good.push({ row, item });
  }
  return { good, bad };
}

function checkRow(row: CsvRow, rules: Rules): { item: ImportItem; findings: Finding[] } {
  const findings: Finding[] = [];
  const cell = (field: Field) => cellOf(row, rules.mapping, field);
  const wrong = (field: Field, problem: RowProblem) => findings.push({ problem, field, value: cell(field) });
  const item: ImportItem = { sku: cell('sku') };

  if (item.sku === '') wrong('sku', 'sku_missing');
  const isKnown = rules.knownSkus.has(item.sku);
  for (const field of ['sku', 'name', 'barcode', 'description', 'image_url'] as const) {
    const text = cell(field);
    if (text.length > (LONGEST[field] ?? Number.POSITIVE_INFINITY)) wrong(field, 'text_too_long');
    else if (field !== 'description' && hasControl(text)) wrong(field, 'text_control');
    else if (text !== '') item[field] = text;
  }
  if (cell('name') === '' && !isKnown) wrong('name', 'name_missing');
  if (cell('image_url') !== '' && !/^https:\/\/\S+$/i.test(cell('image_url'))) wrong('image_url', 'image_not_https');

  const currency = cell('currency').toUpperCase();
  if (currency !== '' && currency !== rules.currency) wrong('currency', 'currency_differs');
  for (const field of ['price', 'cost'] as const) {
    const text = cell(field);
    if (text === '') {
      if (field === 'price' && !isKnown) wrong('price', 'price_missing');
      continue;
    }
    const amount = minorUnits(text, rules.decimal, rules.digits);
    if (typeof amount === 'number') item[field] = { amount, currency: rules.currency };
    else wrong(field, field === 'cost' && amount === 'price_not_a_number' ? 'cost_not_a_number' : amount);
  }

  const tax = taxClassOf(cell('tax_class'), rules);
  if (tax === null) wrong('tax_class', 'tax_class_unknown');
  else if (tax !== '') item.tax_class = tax;
  for (const field of ['tracks_stock', 'is_active'] as const) {
    const said = cell(field).toLowerCase();
    if (YES.has(said)) item[field] = true;
    else if (NO.has(said)) item[field] = false;
    else if (said !== '') wrong(field, 'yes_or_no');
  }
  const path = categoryPath(cell('category'));
  if (path.length > 0) item.category = path.join(' > ');
  return { item, findings };
}

/** "Drinks > Hot", "Drinks/Hot" or "Drinks » Hot" as the names from the top. */
export function categoryPath(text: string): string[] {
  return text
    .split(/\s*[>»›]\s*|\s*\/\s*/)
    .map((part) => part.trim().slice(0, 200))
    .filter((part) => part !== '');
}

/** The class of that name, or of that percentage; '' when nothing is said, null when it is none. */
function taxClassOf(text: string, rules: Rules): string | null {
  if (text === '') return '';
  const name = text.toLowerCase();
  if (rules.taxClasses.includes(name)) return name;
  const rate = /^(\d+(?:[.,]\d+)?)\s*%?$/.exec(name)?.[1];
  return rate === undefined ? null : (rules.taxRates[String(Number(rate.replace(',', '.')))] ?? null);
}

function cellOf(row: CsvRow, mapping: Mapping, field: Field): string {
  const index = mapping[field];
  return index === undefined ? '' : (row.cells[index] ?? '').trim();
}

function hasControl(text: string): boolean {
  for (const c of text) if ((c.codePointAt(0) ?? 0) < 32 || c === '\u007f') return true;
  return false;
}

/** The rows that need a person, as they were, with a last column that says why. */
export function badRowsTable(
  headings: readonly string[],
  bad: readonly BadRow[],
  reason: (findings: Finding[]) => string,
  title: string,
): string[][] {
  const width = Math.max(headings.length, ...bad.map(({ row }) => row.cells.length));
  const padded = (cells: readonly string[]) => [...cells, ...Array<string>(width - cells.length).fill('')];
  return [[...padded(headings), title], ...bad.map(({ row, findings }) => [...padded(row.cells), reason(findings)])];
}
