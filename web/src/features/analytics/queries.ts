import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';

export type FigureRequest = components['schemas']['FigureQueryRequest'];
export type Figures = components['schemas']['FigureAnswerView'];
export type FigureRow = components['schemas']['FigureRowView'];
export type Unit = components['schemas']['FigureUnit'];

/** The words that questions are made of; they change with the program alone. */
export const modelQuery = queryOptions({
  queryKey: ['analytics', 'model'],
  queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/model', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The last answer stays while the next one is computed. */
export function figuresQuery(request: Omit<FigureRequest, 'limit'> & { limit?: number }) {
  return queryOptions({
    queryKey: ['analytics', 'figures', request],
    queryFn: ({ signal }) => ask(api.POST('/api/v1/analytics/query', { body: { limit: 1000, ...request }, signal })),
    placeholderData: keepPreviousData,
    staleTime: 15_000,
  });
}
