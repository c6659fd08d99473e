import { useParams } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';
import { memory, store } from '@/lib/store';
import type { components } from './schema';
import { type Identity, identity, permits, type Session, session } from './session';

export type Place = components['schemas']['LocationView'];

const placeName = 'olympus.place';
const remembered = store<string | null>(memory.read(placeName));

export function useSession(): Session {
  return useSyncExternalStore(session.subscribe, session.get);
}

/** Who works here; for screens behind sign-in. While one leaves after signing out, it is still who it was. */
let last: Identity | null = null;
export function useIdentity(): Identity {
  const now = useSession();
  if (now.status === 'in') last = now.identity;
  return last ?? identity();
}

/** `const can = useCan(); can('orders:cancel', place.id)`. */
export function useCan(): (permission: string, locationId?: string) => boolean {
  const who = useIdentity();
  return (permission, locationId) => permits(who, permission, locationId);
}

export function rememberedPlace(): string | null {
  return memory.read(placeName);
}

/** Where this device worked last, if that is still one of the person's places, else the first open one. */
export function usualPlace(who: Identity): Place | undefined {
  const open = who.locations.filter((one) => one.is_active);
  return open.find((one) => one.id === remembered.get()) ?? open[0] ?? who.locations[0];
}

export function rememberPlace(id: string): void {
  memory.write(placeName, id);
  remembered.set(id);
}

/** The location of the address (`/l/$loc/…`), or the usual one on screens of the whole business; undefined: the person may see none. */
export function usePlace(): Place | undefined {
  const who = useIdentity();
  const { loc } = useParams({ strict: false });
  useSyncExternalStore(remembered.subscribe, remembered.get);
  return loc ? who.locations.find((one) => one.id === loc) : usualPlace(who);
}
