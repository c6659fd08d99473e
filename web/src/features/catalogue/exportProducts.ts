import { type Delimiter, writeCsv } from '@/lib/csv';
import { decimals } from '@/lib/money';
import { categoryPaths } from './categories';
import { type Decimal, plainDecimal } from './decimals';
import type { Category, Product } from './queries';

const HEADINGS = [
  'sku',
  'name',
  'option_values',
  'price',
  'currency',
  'cost',
  'category',
  'barcode',
  'tax_class',
  'tracks_stock',
  'is_active',
  'description',
  'image_url',
] as const;

/** One row for each variant; the same headings and values that an import understands. */
export function productRows(
  products: readonly Product[],
  categories: readonly Category[],
  decimal: Decimal,
): string[][] {
  const paths = categoryPaths(categories);
  const yes = (is: boolean) => (is ? 'yes' : 'no');
  return products.flatMap((product) =>
    product.variants.map((variant) => [
      variant.sku ?? '',
      product.name,
      variant.option_values.join(' / '),
      plainDecimal(variant.price.amount, decimal, decimals(variant.price.currency)),
      variant.price.currency,
      variant.cost ? plainDecimal(variant.cost.amount, decimal, decimals(variant.cost.currency)) : '',
      product.category_id === null ? '' : (paths.get(product.category_id) ?? ''),
      variant.barcode ?? '',
      product.tax_class,
      yes(product.tracks_stock),
      yes(product.is_active),
      product.description ?? '',
      product.image_url ?? '',
    ]),
  );
}

/** A file for spreadsheets of that language: German ones want semicolons and decimal commas. */
export function productsFile(products: readonly Product[], categories: readonly Category[], language: string): string {
  const [delimiter, decimal]: [Delimiter, Decimal] = language === 'de' ? [';', ','] : [',', '.'];
  return writeCsv([[...HEADINGS], ...productRows(products, categories, decimal)], delimiter);
}
