import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { makePasskey } from '@/api/passkeys';
import type { components } from '@/api/schema';
import { loadIdentity } from '@/api/session';
import { settingsKeys } from './queries';

type Schemas = components['schemas'];

const match = (version: number) => ({ 'If-Match': `"${version}"` });

function useInvalidating<Body, Answer>(
  mutationFn: (body: Body) => Promise<Answer>,
  keys: readonly (readonly unknown[])[],
  alsoIdentity = false,
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSuccess: async () => {
      await Promise.all([
        ...keys.map((queryKey) => client.invalidateQueries({ queryKey })),
        alsoIdentity ? loadIdentity() : undefined,
      ]);
    },
  });
}

export const useChangeTenant = () =>
  useInvalidating(
    ({ version, body }: { version: number; body: Schemas['ChangeTenantRequest'] }) =>
      ask(api.PATCH('/api/v1/tenant', { params: { header: match(version) }, body })),
    [settingsKeys.tenant],
    true,
  );

export const useOpenLocation = () =>
  useInvalidating(
    (body: Schemas['CreateLocationRequest']) => ask(api.POST('/api/v1/locations', { body })),
    [settingsKeys.locations],
    true,
  );

export const useChangeLocation = (id: string) =>
  useInvalidating(
    ({ version, body }: { version: number; body: Schemas['ChangeLocationRequest'] }) =>
      ask(api.PATCH('/api/v1/locations/{id}', { params: { path: { id }, header: match(version) }, body })),
    [settingsKeys.locations],
    true,
  );

export const useSetLocationInUse = (id: string) =>
  useInvalidating(
    ({ version, inUse }: { version: number; inUse: boolean }) => {
      const params = { path: { id }, header: match(version) };
      return inUse
        ? ask(api.DELETE('/api/v1/locations/{id}/deactivation', { params }))
        : ask(api.PUT('/api/v1/locations/{id}/deactivation', { params }));
    },
    [settingsKeys.locations],
    true,
  );

export const useReplaceTaxRates = () =>
  useInvalidating(
    ({ version, rates }: { version: number; rates: Schemas['TaxRateView'][] }) =>
      ask(api.PUT('/api/v1/tax-rates', { params: { header: match(version) }, body: { rates } })),
    [settingsKeys.taxRates],
  );

export const useInvite = () =>
  useInvalidating(
    (body: Schemas['CreateInvitationRequest']) => ask(api.POST('/api/v1/invitations', { body })),
    [settingsKeys.invitations],
  );

export const useTakeBackInvitation = () =>
  useInvalidating(
    (id: string) => ask(api.DELETE('/api/v1/invitations/{id}', { params: { path: { id } } })),
    [settingsKeys.invitations],
  );

export const useChangeUser = () =>
  useInvalidating(
    ({ id, version, body }: { id: string; version: number; body: Schemas['ChangeUserRequest'] }) =>
      ask(api.PATCH('/api/v1/users/{id}', { params: { path: { id }, header: match(version) }, body })),
    [settingsKeys.users],
    true,
  );

export const useAssignRoles = () =>
  useInvalidating(
    ({ id, version, roles }: { id: string; version: number; roles: Schemas['RoleAssignment'][] }) =>
      ask(api.PUT('/api/v1/users/{id}/roles', { params: { path: { id }, header: match(version) }, body: { roles } })),
    [settingsKeys.users],
    true,
  );

export const useEndSession = () =>
  useInvalidating(
    (id: string) => ask(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })),
    [settingsKeys.sessions],
  );

export const useEndOtherSessions = () =>
  useInvalidating((_: undefined) => ask(api.DELETE('/api/v1/auth/sessions', {})), [settingsKeys.sessions]);

/** The device is asked between the two: it may take the person a while. */
export const useAddPasskey = () =>
  useInvalidating(
    async ({ name, password }: { name: string; password: string }) => {
      const { ticket, options } = await ask(
        api.POST('/api/v1/auth/passkeys/options', { body: { current_password: password } }),
      );
      const credential = await makePasskey(options);
      return ask(api.POST('/api/v1/auth/passkeys', { body: { ticket, name, credential } }));
    },
    [settingsKeys.passkeys],
  );

export const useRenamePasskey = () =>
  useInvalidating(
    ({ id, name }: { id: string; name: string }) =>
      ask(api.PUT('/api/v1/auth/passkeys/{id}', { params: { path: { id } }, body: { name } })),
    [settingsKeys.passkeys],
  );

export const useRemovePasskey = () =>
  useInvalidating(
    (id: string) => ask(api.DELETE('/api/v1/auth/passkeys/{id}', { params: { path: { id } } })),
    [settingsKeys.passkeys],
  );

export const useChangePassword = () =>
  useInvalidating(
    (body: Schemas['ChangePasswordRequest']) => ask(api.POST('/api/v1/auth/change-password', { body })),
    [settingsKeys.sessions],
  );

export const useCreateWebhook = () =>
  useInvalidating(
    (body: Schemas['CreateWebhookRequest']) => ask(api.POST('/api/v1/webhooks', { body })),
    [settingsKeys.webhooks],
  );

export const useChangeWebhook = (id: string) =>
  useInvalidating(
    ({ version, body }: { version: number; body: Schemas['ChangeWebhookRequest'] }) =>
      ask(api.PATCH('/api/v1/webhooks/{id}', { params: { path: { id }, header: match(version) }, body })),
    [settingsKeys.webhooks],
  );

export const useArchiveWebhook = (id: string) =>
  useInvalidating(
    (version: number) => ask(api.DELETE('/api/v1/webhooks/{id}', { params: { path: { id }, header: match(version) } })),
    [settingsKeys.webhooks],
  );

export const useRotateSecret = (id: string) =>
  useInvalidating(
    (overlap_hours: number) =>
      ask(api.POST('/api/v1/webhooks/{id}/rotate-secret', { params: { path: { id } }, body: { overlap_hours } })),
    [settingsKeys.webhooks],
  );

export const usePing = (id: string) =>
  useInvalidating(
    (_: undefined) => ask(api.POST('/api/v1/webhooks/{id}/ping', { params: { path: { id } } })),
    [settingsKeys.webhook(id)],
  );

export const useRedeliver = (id: string) =>
  useInvalidating(
    (deliveryId: string) =>
      ask(
        api.POST('/api/v1/webhooks/{id}/deliveries/{deliveryId}/redeliver', { params: { path: { id, deliveryId } } }),
      ),
    [settingsKeys.webhook(id)],
  );
