/** The filters of the list as they stand in the address; what is not known is dropped. */
export const SORTS = ['name', '-name', 'price', '-price', '-updated_at', '-created_at'] as const;
export type Sort = (typeof SORTS)[number];

const STATES = ['active', 'inactive', 'all'] as const;
export type State = (typeof STATES)[number];

export type Filter = { q?: string; category?: string; state?: State; sort?: Sort };

export function catalogueSearch(search: Record<string, unknown>): Filter {
  const { q, category, state, sort } = search;
  const knownState = STATES.find((one) => one === state);
  const knownSort = SORTS.find((one) => one === sort && one !== 'name');
  return {
    ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
      ? { q: String(q).slice(0, 100) }
      : {}),
    ...(typeof category === 'string' && /^[0-9a-f-]{36}$/.test(category) ? { category } : {}),
    ...(knownState ? { state: knownState } : {}),
    ...(knownSort ? { sort: knownSort } : {}),
  };
}

/** Whether anything but the order is asked for. */
export function isFiltered(filter: Filter): boolean {
  return filter.q !== undefined || filter.category !== undefined || filter.state !== undefined;
}
