import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';
import { download } from '@/lib/download';
import { type Customer, customerKeys } from './queries';

type Schemas = components['schemas'];

/** `key` is made when the person acts: sent again, nobody is taken down twice. */
export function useCreateCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, body }: { key: string; body: Schemas['CreateCustomerRequest'] }) =>
      ask(api.POST('/api/v1/customers', { params: { header: { 'Idempotency-Key': key } }, body })),
    onSuccess: () => client.invalidateQueries({ queryKey: customerKeys.all }),
  });
}

export function useChangeCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version, body }: { id: string; version: number; body: Schemas['ChangeCustomerRequest'] }) =>
      ask(
        api.PATCH('/api/v1/customers/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } }, body }),
      ),
    onSuccess: (saved: Customer) => {
      client.setQueryData(customerKeys.one(saved.id), saved);
      void client.invalidateQueries({ queryKey: ['customers', 'list'] });
    },
    onError: (_, { id }) => client.invalidateQueries({ queryKey: customerKeys.one(id) }),
  });
}

export function useArchiveCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Customer) =>
      ask(api.DELETE('/api/v1/customers/{id}', { params: { path: { id }, header: { 'If-Match': `"${version}"` } } })),
    onSettled: () => client.invalidateQueries({ queryKey: customerKeys.all }),
  });
}

/** The other entry goes into this one. A merge that arrived is refused when it is sent again, so it needs no key. */
export function useMergeCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ customer: { id, version }, other }: { customer: Customer; other: string }) =>
      ask(
        api.POST('/api/v1/customers/{id}/merges', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
          body: { customer_id: other },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: customerKeys.all }),
  });
}

export function useSeparateCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, other }: { id: string; other: string }) =>
      ask(api.DELETE('/api/v1/customers/{id}/merges/{mergedId}', { params: { path: { id, mergedId: other } } })),
    onSettled: () => client.invalidateQueries({ queryKey: customerKeys.all }),
  });
}

export function useEraseCustomer() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, version }: Customer) =>
      ask(
        api.POST('/api/v1/customers/{id}/erasure', {
          params: { path: { id }, header: { 'If-Match': `"${version}"` } },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: customerKeys.all }),
  });
}

/** Everything that is kept about somebody, as the file that they are handed. */
export function useExportCustomer() {
  return useMutation({
    mutationFn: (id: string) => ask(api.GET('/api/v1/customers/{id}/export', { params: { path: { id } } })),
    onSuccess: (all, id) => download(`customer-${id}.json`, JSON.stringify(all, null, 2), 'application/json'),
  });
}

export function useRecordConsent(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ key, body }: { key: string; body: Schemas['RecordConsentRequest'] }) =>
      ask(
        api.POST('/api/v1/customers/{id}/consents', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
          body,
        }),
      ),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: customerKeys.one(id) });
      void client.invalidateQueries({ queryKey: customerKeys.consents(id) });
    },
  });
}
