import { useSyncExternalStore } from 'react';
import { useCan, useIdentity } from '@/api/useSession';
import { tillHere } from '@/lib/tillHere';

/** Whether a manager may let the person do what they may not: on a till, where the manager has a PIN or a badge. Elsewhere it is not for them. */
export function useAsks(loc: string): (permission: string) => boolean {
  const can = useCan();
  const { me } = useIdentity();
  const till = useSyncExternalStore(tillHere.subscribe, tillHere.get);
  return (permission) => till?.tenantId === me.tenant_id && !can(permission, loc);
}
