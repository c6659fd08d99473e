import type { components } from '@/api/schema';
import type { Money } from '@/lib/money';

type Schemas = components['schemas'];
type AtRisk = Pick<
  Schemas['StockAtRiskView'],
  'variant_id' | 'name' | 'location_id' | 'on_hand' | 'units' | 'days_of_cover'
>;
type Slow = Pick<Schemas['SlowProductView'], 'product_id' | 'name' | 'units' | 'on_hand' | 'value'>;

/** Something one might do, and the figures that say so. `key`: what a dismissal is about. */
export type Suggestion =
  | { key: string; kind: 'reorder'; name: string; loc: string; variant: string; days: number; units: number }
  | { key: string; kind: 'slow'; name: string; product: string; onHand: number; value: Money };

const most = 3;
/** With fewer orders in thirty days, that nothing of a product was sold says little about it. */
const ordersThatTell = 30;

/** At most three: what runs out soonest, then what lies on the shelf. Nothing that was dismissed. */
export function suggestionsOf(
  atRisk: readonly AtRisk[],
  slow: readonly Slow[],
  orders: number,
  dismissed: ReadonlySet<string>,
): Suggestion[] {
  const reorder = atRisk
    .flatMap((one): (Suggestion & { days: number; units: number })[] =>
      one.units > 0 && one.days_of_cover !== null && Number(one.days_of_cover) < 7
        ? [
            {
              key: `reorder:${one.location_id}:${one.variant_id}`,
              kind: 'reorder',
              name: one.name,
              loc: one.location_id,
              variant: one.variant_id,
              days: Number(one.days_of_cover),
              units: one.units,
            },
          ]
        : [],
    )
    .sort((a, b) => a.days - b.days || b.units - a.units);
  const idle = slow.flatMap((one): Suggestion[] =>
    orders >= ordersThatTell && one.units === 0 && one.value.amount > 0 && one.name !== null
      ? [
          {
            key: `slow:${one.product_id}`,
            kind: 'slow',
            name: one.name,
            product: one.product_id,
            onHand: one.on_hand,
            value: one.value,
          },
        ]
      : [],
  );
  return [...reorder, ...idle].filter((one) => !dismissed.has(one.key)).slice(0, most);
}
