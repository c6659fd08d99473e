import type { Identity } from '@/api/session';
import type { Rights } from './sections';

export function rightsOf({ me }: Identity): Rights {
  return {
    somewhere: (permission) => me.roles.some((role) => role.permissions.includes(permission)),
    everywhere: (permission) =>
      me.roles.some((role) => role.location_id === null && role.permissions.includes(permission)),
  };
}

export function mayAt({ me }: Identity, permission: string, locationId: string): boolean {
  return me.roles.some(
    (role) => role.permissions.includes(permission) && (role.location_id === null || role.location_id === locationId),
  );
}
