import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type Experiment = Schemas['ExperimentView'];
export type Results = Schemas['ExperimentResultsView'];

export const experimentKeys = { all: ['experiments'] as const, one: (id: string) => ['experiments', id] as const };

export const experimentsQuery = queryOptions({
  queryKey: experimentKeys.all,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/experiments', { params: { query: { limit: 100 } }, signal })),
});

export const experimentQuery = (id: string) =>
  queryOptions({
    queryKey: experimentKeys.one(id),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/experiments/{id}', { params: { path: { id } }, signal })),
  });

export const resultsQuery = (id: string) =>
  queryOptions({
    queryKey: [...experimentKeys.one(id), 'results'],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/analytics/experiments/{id}/results', { params: { path: { id } }, signal })),
  });

/** With an experiment it is described anew, else a new one. `key` is made when the person acts. */
export function useDescribe() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ of, key, body }: { of: Experiment | null; key: string; body: Schemas['ExperimentRequest'] }) =>
      of
        ? ask(
            api.PUT('/api/v1/analytics/experiments/{id}', {
              params: { path: { id: of.id }, header: { 'If-Match': `"${of.version}"` } },
              body,
            }),
          )
        : ask(api.POST('/api/v1/analytics/experiments', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: experimentKeys.all }),
  });
}

/** A start or stop that arrived is refused when it is sent again, so it needs no key. */
export function useRun(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (stop: { reason: string } | null) =>
      stop
        ? ask(api.POST('/api/v1/analytics/experiments/{id}/stop', { params: { path: { id } }, body: stop }))
        : ask(api.POST('/api/v1/analytics/experiments/{id}/start', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: experimentKeys.all }),
  });
}

export function useSampleSize() {
  return useMutation({
    mutationFn: (body: Schemas['SampleSizeRequest']) =>
      ask(api.POST('/api/v1/analytics/experiments/sample-size', { body })),
  });
}
