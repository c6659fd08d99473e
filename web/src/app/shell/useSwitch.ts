import { useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { leaveTill } from '@/api/session';
import { useIdentity } from '@/api/useSession';
import { tillHere } from '@/lib/tillHere';
import { useTexts } from '@/texts/useTexts';
import { sentenceOf } from '@/ui/Problem';
import { toast } from '@/ui/Toast';

/** Hands the till to the next person; null where this device is none. */
export function useSwitch(): (() => void) | null {
  const t = useTexts();
  const { tenant } = useIdentity();
  const till = useSyncExternalStore(tillHere.subscribe, tillHere.get);
  if (till?.tenantId !== tenant.id) return null;
  return () => {
    if (reach.get().is === 'offline') toast(t.shell.switchOffline);
    else leaveTill().catch((problem) => toast(sentenceOf(problem, t)));
  };
}
