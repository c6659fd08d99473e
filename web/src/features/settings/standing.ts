import type { Identity } from '@/api/session';

export interface Role {
  name: string;
  permissions: readonly string[];
}

/** The roles somebody may give in a place (null: the whole business): those of which they hold every right there themselves. */
export function givable(who: Identity['me'], roles: readonly Role[], locationId: string | null): string[] {
  const held = new Set(
    who.roles
      .filter((role) => role.location_id === null || role.location_id === locationId)
      .flatMap((role) => role.permissions),
  );
  return roles
    .filter(
      ({ name, permissions }) => (name !== 'owner' || locationId === null) && permissions.every((one) => held.has(one)),
    )
    .map(({ name }) => name);
}
