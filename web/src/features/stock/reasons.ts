/** Why stock changes without a sale, and which way. */
export const REASONS = {
  received: 1,
  found: 1,
  damaged: -1,
  lost: -1,
  waste: -1,
  returned_to_supplier: -1,
  opening_balance: 0,
  correction: 0,
} as const;

export type Reason = keyof typeof REASONS;

/** Signed units for the API from what a person typed: without a sign the reason says which way; null: no such change. */
export function signedUnits(text: string, reason: Reason): number | null {
  const typed = /^([+\-\u2212]?)(\d{1,9})$/.exec(text.trim());
  if (!typed) return null;
  const units = Number(typed[2]);
  if (units === 0) return null;
  const way = REASONS[reason];
  const said = typed[1] === '' ? 0 : typed[1] === '+' ? 1 : -1;
  if (way !== 0 && said !== 0 && said !== way) return null;
  return (way !== 0 ? way : said === 0 ? 1 : said) * units;
}
