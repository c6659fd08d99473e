import type { Place } from './ticket';

/** What a customer gives on top: nothing, so many percent of what they pay now, or an amount by hand (null: none that can be read yet). */
export type TipChoice = { is: 'none' } | { is: 'share'; percent: number } | { is: 'own'; amount: number | null };

export const noTip: TipChoice = { is: 'none' };

/** Minor units; a share to the nearest one, half upwards. Null: nobody knows yet how much. */
export function tipOf(chosen: TipChoice, amount: number): number | null {
  if (chosen.is === 'none') return 0;
  return chosen.is === 'own' ? chosen.amount : Math.floor((amount * chosen.percent + 50) / 100);
}

const higher = new Set(['US', 'CA', 'PR']);

/** The shares that are usual at a place, where people are served; null: nobody expects to be asked. */
export function tipSharesOf(industry: string, place: Pick<Place, 'tax_region'>): readonly number[] | null {
  if (industry !== 'restaurant' && industry !== 'salon') return null;
  return higher.has(place.tax_region.slice(0, 2)) ? [15, 18, 20] : [5, 10, 15];
}
