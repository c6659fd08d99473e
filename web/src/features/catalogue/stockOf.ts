import type { components } from '@/api/schema';
import type { Product } from './queries';

export type Stock = Pick<components['schemas']['StockView'], 'available' | 'level'>;

/** What there is of a product, over its variants that are sold, and the worst level among them; null where selling it takes no stock. */
export function onShelf(
  product: Pick<Product, 'tracks_stock'> & { variants: readonly { id: string; is_active: boolean }[] },
  stock: ReadonlyMap<string, Stock>,
): { available: number; level: 'enough' | 'low' | 'out' } | null {
  if (!product.tracks_stock) return null;
  const levels = product.variants
    .filter((variant) => variant.is_active)
    // What never had stock here has none.
    .map((variant) => stock.get(variant.id) ?? { available: 0, level: 'out' });
  const worst = (['out', 'low'] as const).find((level) => levels.some((one) => one.level === level));
  return { available: levels.reduce((sum, one) => sum + one.available, 0), level: worst ?? 'enough' };
}
