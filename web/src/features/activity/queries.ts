import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';
import type { Kind } from './kinds';
import { kinds } from './kinds';

export type Happened = components['schemas']['EventView'];

/** `from` and `to` are moments. */
export function recentQuery(filter: { what?: Kind; who?: string; from?: string; to?: string }) {
  return infiniteQueryOptions({
    queryKey: ['activity', filter],
    initialPageParam: '',
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/events/recent', {
          params: {
            query: {
              limit: 50,
              ...(filter.what ? { types: kinds[filter.what].join(',') } : {}),
              ...(filter.who ? { actor: filter.who } : {}),
              ...(filter.from ? { from: filter.from } : {}),
              ...(filter.to ? { to: filter.to } : {}),
              ...(pageParam ? { cursor: pageParam } : {}),
            },
          },
          signal,
        }),
      ),
    getNextPageParam: (page) => (page.has_more ? (page.next_cursor ?? undefined) : undefined),
    // Older pages do not change, and reading all of them anew would cost more the longer one looks.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
}

export function peopleQuery() {
  return queryOptions({
    queryKey: ['activity', 'people'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/users', { params: { query: { limit: 100 } }, signal })),
    staleTime: 5 * 60_000,
  });
}
