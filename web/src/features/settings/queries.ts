import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';

export const settingsKeys = {
  tenant: ['tenant'] as const,
  locations: ['locations'] as const,
  users: ['users'] as const,
  invitations: ['invitations'] as const,
  roles: ['roles'] as const,
  taxRates: ['tax-rates'] as const,
  webhooks: ['webhooks'] as const,
  webhook: (id: string) => ['webhooks', id] as const,
  sessions: ['sessions'] as const,
  passkeys: ['passkeys'] as const,
};

const first: string | undefined = undefined;
const next = (page: { next_cursor: string | null }) => page.next_cursor ?? undefined;

export const tenantQuery = queryOptions({
  queryKey: settingsKeys.tenant,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/tenant', { signal })),
});

export const locationsQuery = queryOptions({
  queryKey: settingsKeys.locations,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/locations', { params: { query: { limit: 100 } }, signal })),
});

export const usersQuery = infiniteQueryOptions({
  queryKey: settingsKeys.users,
  initialPageParam: first,
  queryFn: ({ pageParam, signal }) =>
    ask(
      api.GET('/api/v1/users', {
        params: { query: { limit: 100, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  getNextPageParam: next,
});

export const invitationsQuery = infiniteQueryOptions({
  queryKey: settingsKeys.invitations,
  initialPageParam: first,
  queryFn: ({ pageParam, signal }) =>
    ask(
      api.GET('/api/v1/invitations', {
        params: { query: { state: 'open', limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  getNextPageParam: next,
});

export const rolesQuery = queryOptions({
  queryKey: settingsKeys.roles,
  staleTime: Number.POSITIVE_INFINITY,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/roles', { signal })),
});

export const taxRatesQuery = queryOptions({
  queryKey: settingsKeys.taxRates,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/tax-rates', { signal })),
});

export const sessionsQuery = infiniteQueryOptions({
  queryKey: settingsKeys.sessions,
  initialPageParam: first,
  queryFn: ({ pageParam, signal }) =>
    ask(
      api.GET('/api/v1/auth/sessions', {
        params: { query: { limit: 50, ...(pageParam ? { cursor: pageParam } : {}) } },
        signal,
      }),
    ),
  getNextPageParam: next,
});

export const passkeysQuery = queryOptions({
  queryKey: settingsKeys.passkeys,
  queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/auth/passkeys', { signal }))).data,
});

export const webhooksQuery = queryOptions({
  queryKey: settingsKeys.webhooks,
  queryFn: ({ signal }) => ask(api.GET('/api/v1/webhooks', { params: { query: { limit: 20 } }, signal })),
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: settingsKeys.webhook(id),
    queryFn: ({ signal }) => ask(api.GET('/api/v1/webhooks/{id}', { params: { path: { id } }, signal })),
  });

export const webhookHealthQuery = (id: string) =>
  queryOptions({
    queryKey: [...settingsKeys.webhook(id), 'health'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/webhooks/{id}/health', { params: { path: { id } }, signal })),
  });

export type DeliveryStatus = 'waiting' | 'delivered' | 'dead';

export const deliveriesQuery = (id: string, status: DeliveryStatus | null) =>
  infiniteQueryOptions({
    queryKey: [...settingsKeys.webhook(id), 'deliveries', status],
    initialPageParam: first,
    queryFn: ({ pageParam, signal }) =>
      ask(
        api.GET('/api/v1/webhooks/{id}/deliveries', {
          params: {
            path: { id },
            query: { limit: 25, ...(status ? { status } : {}), ...(pageParam ? { cursor: pageParam } : {}) },
          },
          signal,
        }),
      ),
    getNextPageParam: next,
  });

export const deliveryQuery = (id: string, deliveryId: string) =>
  queryOptions({
    queryKey: [...settingsKeys.webhook(id), 'deliveries', 'one', deliveryId],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/webhooks/{id}/deliveries/{deliveryId}', { params: { path: { id, deliveryId } }, signal })),
  });
