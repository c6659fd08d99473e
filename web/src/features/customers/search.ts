/** What is searched for stands in the address; a new customer begins with it. */
export type CustomersSearch = { q?: string; tag?: string };

export function customersSearch({ q, tag }: Record<string, unknown>): CustomersSearch {
  return {
    ...((typeof q === 'string' || typeof q === 'number') && String(q).trim() !== ''
      ? { q: String(q).slice(0, 200) }
      : {}),
    ...(typeof tag === 'string' && /^[a-z0-9_-]{1,40}$/.test(tag) ? { tag } : {}),
  };
}
