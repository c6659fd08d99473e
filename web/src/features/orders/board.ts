/** Statuses as the API has them; a column of the board holds one or two that ask for the same hands. */
export type Status =
  | 'draft'
  | 'pending'
  | 'confirmed'
  | 'preparing'
  | 'ready'
  | 'in_delivery'
  | 'completed'
  | 'cancelled';

export type ColumnName = 'new' | 'preparing' | 'ready' | 'away';

export const columns: { name: ColumnName; statuses: readonly Status[] }[] = [
  { name: 'new', statuses: ['pending', 'confirmed'] },
  { name: 'preparing', statuses: ['preparing'] },
  { name: 'ready', statuses: ['ready'] },
  { name: 'away', statuses: ['in_delivery'] },
];

export function columnOf(status: Status): ColumnName | null {
  return columns.find((column) => column.statuses.includes(status))?.name ?? null;
}

/** The step that takes an order on, of those that the server allows: never backwards, never out of the business. */
const onwards: Status[] = ['confirmed', 'preparing', 'ready', 'in_delivery', 'completed'];
export function nextStep(status: Status, allowed: readonly Status[]): Status | null {
  const now = onwards.indexOf(status);
  return onwards.find((one, place) => place > now && allowed.includes(one)) ?? null;
}

/** To which status an order goes that is dropped on a column; null where the server would refuse it. */
export function dropOn(column: ColumnName, status: Status, allowed: readonly Status[]): Status | null {
  const statuses = columns.find((one) => one.name === column)?.statuses ?? [];
  if (statuses.includes(status)) return null;
  return statuses.find((one) => allowed.includes(one)) ?? null;
}

type Card = { id: string; status: Status };

/** What a region of rows shows while somebody's hand is on it, against what there is now. */
export type Held<T extends Card> = {
  /** The rows in their places: values are new, the places are old; gone ones stay as tombstones. */
  shown: (T & { gone: boolean })[];
  /** How many there are that are not shown yet. */
  waiting: number;
};

/** Nothing is inserted, removed or reordered under a hand: new rows wait, gone ones stay. `current` also has the row when it left for elsewhere. */
export function hold<T extends Card>(
  before: readonly T[],
  now: readonly T[],
  current: (id: string) => T | undefined,
): Held<T> {
  const here = new Map(now.map((card) => [card.id, card]));
  const known = new Set(before.map((card) => card.id));
  return {
    shown: before.map((card) => {
      const still = here.get(card.id);
      return still ? { ...still, gone: false } : { ...(current(card.id) ?? card), gone: true };
    }),
    waiting: now.filter((card) => !known.has(card.id)).length,
  };
}
