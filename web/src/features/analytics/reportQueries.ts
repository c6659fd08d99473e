import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';

type Schemas = components['schemas'];
export type SavedReport = Schemas['SavedReportView'];
export type ReportJob = Schemas['ReportJobView'];
export type SavedRequest = Schemas['SavedReportRequest'];

const keys = { saved: ['reports', 'saved'] as const, jobs: ['reports', 'jobs'] as const };

export const savedReportsQuery = queryOptions({
  queryKey: keys.saved,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/reports/saved', { signal })),
});

export const isOver = (job: ReportJob) =>
  job.status !== 'queued' && job.status !== 'running' && job.mails.every((mail) => mail.status !== 'waiting');

/** Looked at again every second while something is being made. */
export const reportJobsQuery = queryOptions({
  queryKey: keys.jobs,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/analytics/reports/jobs', { params: { query: { limit: 50 } }, signal })),
  refetchInterval: (query) => (query.state.data?.data.every(isOver) === false ? 1000 : 30_000),
});

export const peopleQuery = queryOptions({
  queryKey: ['reports', 'people'],
  queryFn: ({ signal }) => ask(api.GET('/api/v1/users', { params: { query: { limit: 100 } }, signal })),
  staleTime: 60_000,
});

/** With a report it is changed, else a new one is kept. `key` is made when the person acts. */
export function useSaveReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ of, key, body }: { of: SavedReport | null; key: string; body: SavedRequest }) =>
      of
        ? ask(
            api.PUT('/api/v1/analytics/reports/saved/{id}', {
              params: { path: { id: of.id }, header: { 'If-Match': `"${of.version}"` } },
              body,
            }),
          )
        : ask(api.POST('/api/v1/analytics/reports/saved', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSettled: () => client.invalidateQueries({ queryKey: keys.saved }),
  });
}

export function useRunReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, key }: { id: string; key: string }) =>
      ask(
        api.POST('/api/v1/analytics/reports/saved/{id}/runs', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: keys.jobs }),
  });
}

export function useDeleteReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/v1/analytics/reports/saved/{id}', { params: { path: { id } } })),
    onSettled: () => client.invalidateQueries({ queryKey: ['reports'] }),
  });
}
