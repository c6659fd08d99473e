import { decimals } from '@/lib/money';

/** What a customer may hand over, in major units: coins and notes up to 200. */
const notes = [1, 5, 10, 20, 50, 100, 200];

/** One major unit in minor units; where there are no cents, a hundred, so that yen are suggested in hundreds. */
const unitOf = (currency: string) => 10 ** (decimals(currency) || 2);

/** Exactly what is due, then the next round amounts above it; at most five. */
export function cashSuggestions(due: number, currency: string): number[] {
  const unit = unitOf(currency);
  const round = notes.map((note) => Math.ceil(due / (note * unit)) * note * unit);
  return [...new Set([due, ...round])].sort((a, b) => a - b).slice(0, 5);
}

/** What goes back; null while too little was given. */
export const change = (due: number, given: number): number | null => (given >= due ? given - due : null);

export type KeypadKey = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | 'back' | 'clear';

const most = 999_999_999;

/** Digits enter from the right, as minor units; what would not fit is not taken. */
export function press(amount: number, key: KeypadKey): number {
  if (key === 'clear') return 0;
  if (key === 'back') return Math.floor(amount / 10);
  const next = Number(`${amount}${key}`);
  return next > most ? amount : next;
}

/** Equal parts that add up to the whole: the cents left over go to the first. */
export const evenParts = (total: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => Math.floor(total / count) + (at < total % count ? 1 : 0));

export type Tender = { method: 'cash' | 'card'; amount: number };

/** What is still to be paid; never negative, because nobody takes more than is due. */
export const remaining = (total: number, tenders: readonly Tender[]): number =>
  Math.max(0, total - tenders.reduce((all, tender) => all + tender.amount, 0));
