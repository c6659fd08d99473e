import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';
import { figuresQuery } from './queries';
import { frame } from './questions';
import { type AnalyticsSearch, filtersOf } from './search';

type Schemas = components['schemas'];
export type Segments = Schemas['SegmentsView'];
export type Cohorts = Schemas['CohortsView'];
export type Funnel = Schemas['FunnelView'];
export type Classes = Schemas['ProductClassesView'];
export type Pairs = Schemas['ProductPairsView'];
export type Unusual = Schemas['UnusualDaysView'];

/** What all of these pages are asked with. */
export type Asked = { from: string; to: string; location_id?: string; currency?: string };

export type Days = { now: Asked; before: Asked | null };

/** The days that the address means, as the server's clocks tell them, and those they are compared with. */
export function useDays(search: AnalyticsSearch) {
  const location = filtersOf(search.only).find((one) => one.dimension === 'location')?.value;
  const { compare_to, period } = frame(search);
  const answer = useQuery(
    figuresQuery({
      measures: ['orders'],
      period,
      ...(compare_to ? { compare_to } : {}),
      ...(location ? { filters: [{ dimension: 'location', values: [location] }] } : {}),
      limit: 1,
    }),
  );
  const rest = {
    ...(location ? { location_id: location } : {}),
    ...(search.currency ? { currency: search.currency } : {}),
  };
  const [first] = answer.data?.periods ?? [];
  const days: Days | null = first
    ? {
        now: { from: first.from, to: first.to, ...rest },
        before:
          first.compared_from && first.compared_to
            ? { from: first.compared_from, to: first.compared_to, ...rest }
            : null,
      }
    : null;
  return { days, error: answer.error, refetch: answer.refetch };
}

const kept = { placeholderData: keepPreviousData, staleTime: 15_000 };

export const segmentsQuery = (query: Asked) =>
  queryOptions({
    queryKey: ['analytics', 'segments', query],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/customers/segments', { params: { query }, signal })),
    ...kept,
  });

export const segmentQuery = (segment: string, query: Asked) =>
  queryOptions({
    queryKey: ['analytics', 'segment', segment, query],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/analytics/customers/segments/{segment}', {
          params: { path: { segment }, query: { ...query, limit: 50 } },
          signal,
        }),
      ),
    ...kept,
  });

export const cohortsQuery = (query: Asked & { period: string }) =>
  queryOptions({
    queryKey: ['analytics', 'cohorts', query],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/customers/cohorts', { params: { query }, signal })),
    ...kept,
  });

export const funnelQuery = (query: Asked) =>
  queryOptions({
    queryKey: ['analytics', 'funnel', query],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/funnel', { params: { query }, signal })),
    ...kept,
  });

export const classesQuery = (query: Asked) =>
  queryOptions({
    queryKey: ['analytics', 'classes', query],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/products/classes', { params: { query }, signal })),
    ...kept,
  });

export const pairsQuery = ({ currency: _, ...query }: Asked) =>
  queryOptions({
    queryKey: ['analytics', 'pairs', query],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/analytics/products/pairs', { params: { query: { ...query, limit: 200 } }, signal })),
    ...kept,
  });

export const unusualQuery = (query: Asked) =>
  queryOptions({
    queryKey: ['analytics', 'unusual', query],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/unusual-days', { params: { query }, signal })),
    ...kept,
  });

/** What a customer is called; nothing where one may not see it. */
export const customerNameQuery = (id: string) =>
  queryOptions({
    queryKey: ['customers', 'one', id],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/customers/{id}', { params: { path: { id } }, signal })),
    retry: false,
    staleTime: 60_000,
  });
