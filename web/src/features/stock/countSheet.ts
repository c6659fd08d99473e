/** A count: what somebody found on the shelf, beside what the books say, while the shop goes on selling. */

export type Line = {
  variantId: string;
  name: string;
  sku: string | null;
  /** Units on hand by the books, as far as this sheet has heard. */
  expected: number;
  /** What was found; null: not counted yet. Moves with sales that come after it was entered. */
  counted: number | null;
  /** Signed units that moved since it was entered and are included in `counted`. */
  moved: number;
};

export type Change = { variantId: string; quantity: number; onHand: number };

export type Difference = Line & { counted: number; difference: number };

/** A whole number of units that are there, or null. "=" is what the books say. */
export function parseUnits(text: string, expected: number): number | null {
  const typed = text.trim();
  if (typed === '=') return Math.max(0, expected);
  return /^\d{1,9}$/.test(typed) ? Number(typed) : null;
}

/** The sheet with one line counted. */
export function entered(lines: readonly Line[], variantId: string, counted: number | null): Line[] {
  return lines.map((line) => (line.variantId === variantId ? { ...line, counted, moved: 0 } : line));
}

/** A scan counts one more. */
export function scanned(lines: readonly Line[], variantId: string): Line[] {
  return lines.map((line) =>
    line.variantId === variantId ? { ...line, counted: (line.counted ?? 0) + 1, moved: line.moved } : line,
  );
}

/** What was sold or received meanwhile: the books move, and so does what was found before it happened. */
export function moved(lines: readonly Line[], changes: readonly Change[]): Line[] {
  const byVariant = new Map(changes.map((change) => [change.variantId, change]));
  return lines.map((line) => {
    const change = byVariant.get(line.variantId);
    return change === undefined ? line : withOnHand(line, change.onHand);
  });
}

/** Books that were set right elsewhere, by a count or a correction: nothing moved on the shelf, so what was found here stays. */
export function corrected(lines: readonly Line[], changes: readonly Change[]): Line[] {
  const byVariant = new Map(changes.map((change) => [change.variantId, change]));
  return lines.map((line) => {
    const change = byVariant.get(line.variantId);
    return change === undefined ? line : { ...line, expected: change.onHand };
  });
}

/** Reasons that say something about the books and nothing about the shelf. */
const BOOKS_ONLY = new Set(['correction', 'found', 'lost', 'opening_balance']);

/** What an event of stock does to a sheet that is being counted. */
export function afterEvent(lines: readonly Line[], type: string, reason: unknown, changes: readonly Change[]): Line[] {
  const isBooks =
    type === 'inventory.stock.counted' ||
    (type === 'inventory.stock.adjusted' && typeof reason === 'string' && BOOKS_ONLY.has(reason));
  return isBooks ? corrected(lines, changes) : moved(lines, changes);
}

/** The line with the books as they are now. A change that was heard of before changes nothing. */
export function withOnHand(line: Line, onHand: number): Line {
  const delta = onHand - line.expected;
  if (delta === 0) return line;
  if (line.counted === null) return { ...line, expected: onHand };
  return { ...line, expected: onHand, counted: Math.max(0, line.counted + delta), moved: line.moved + delta };
}

/** Lines where shelf and books differ, the largest difference first. */
export function differences(lines: readonly Line[]): Difference[] {
  return lines
    .flatMap((line) =>
      line.counted === null || line.counted === line.expected
        ? []
        : [{ ...line, counted: line.counted, difference: line.counted - line.expected }],
    )
    .sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference) || a.name.localeCompare(b.name));
}

export function countedLines(lines: readonly Line[]): (Line & { counted: number })[] {
  return lines.flatMap((line) => (line.counted === null ? [] : [{ ...line, counted: line.counted }]));
}

/** What the API is sent, with the numbers that every line was compared with. */
export function items(lines: readonly Line[]): { variant_id: string; counted: number; expected: number }[] {
  return countedLines(lines).map((line) => ({
    variant_id: line.variantId,
    counted: line.counted,
    expected: line.expected,
  }));
}

export type CountResult = {
  variant_id: string;
  status: string;
  code?: string | null;
  on_hand: number;
  held: number;
  difference: number;
};

/** The sheet after posting: what was taken is done and leaves it; what was refused stays, with the books as the server has them. */
export function afterPosting(
  lines: readonly Line[],
  results: readonly CountResult[],
): { lines: Line[]; stale: CountResult[]; held: CountResult[] } {
  const byVariant = new Map(results.map((result) => [result.variant_id, result]));
  return {
    lines: lines.flatMap((line) => {
      const result = byVariant.get(line.variantId);
      if (result === undefined) return [line];
      return result.status === 'counted' ? [] : [withOnHand(line, result.on_hand)];
    }),
    stale: results.filter((result) => result.code === 'inventory.count_stale'),
    held: results.filter((result) => result.code === 'inventory.held_exceeds_count'),
  };
}

/** A sheet as it was kept on this device; null when what was kept is none. */
export function restored(text: string | null): Line[] | null {
  if (text === null) return null;
  try {
    const kept: unknown = JSON.parse(text);
    return Array.isArray(kept) && kept.every(isLine) ? kept : null;
  } catch {
    return null;
  }
}

function isLine(value: unknown): value is Line {
  if (typeof value !== 'object' || value === null) return false;
  const line = value as Record<string, unknown>;
  return (
    typeof line.variantId === 'string' &&
    typeof line.name === 'string' &&
    (line.sku === null || typeof line.sku === 'string') &&
    typeof line.expected === 'number' &&
    (line.counted === null || typeof line.counted === 'number') &&
    typeof line.moved === 'number'
  );
}
