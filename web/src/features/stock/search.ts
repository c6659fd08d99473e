/** What the address says about the stock screen. `item`: the variant whose details are open. */
export type StockSearch = { q?: string; low?: true; tab?: 'movements'; item?: string };

export function stockSearch({ q, low, tab, item }: Record<string, unknown>): StockSearch {
  return {
    ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
      ? { q: String(q).slice(0, 100) }
      : {}),
    ...(low === true || low === 'true' ? { low: true } : {}),
    ...(tab === 'movements' ? { tab } : {}),
    ...(typeof item === 'string' && /^[0-9a-f-]{36}$/.test(item) ? { item } : {}),
  };
}
