import { useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useIdentity } from '@/api/useSession';

/** The catalogue is the whole business's: only a role held everywhere may change it. */
export function useMayWrite(): boolean {
  return useIdentity().me.roles.some((role) => role.location_id === null && role.permissions.includes('catalog:write'));
}

export function useIsOffline(): boolean {
  return useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
}
