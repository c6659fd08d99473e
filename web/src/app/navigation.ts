import { type Identity, permits } from '@/api/session';
import type { English } from '@/texts/en';
import type { IconName } from '@/ui/Icon';

/** A screen that the rail, the palette and a key lead to. Where the address has `$loc`, it is a screen of one location. */
export type Destination = {
  page: keyof English['shell']['pages'];
  to: string;
  icon: IconName;
  /** Who lacks this permission everywhere does not see it. */
  needs: string | null;
  /** After `g`. */
  letter: string;
};

/** In the order of the rail; the first four stand in the bottom bar of a phone. One line per screen. */
export const destinations: readonly Destination[] = [
  { page: 'today', to: '/l/$loc/today', icon: 'today', needs: 'analytics:read', letter: 't' },
  { page: 'register', to: '/l/$loc/register', icon: 'register', needs: 'orders:create', letter: 'r' },
  { page: 'orders', to: '/l/$loc/orders', icon: 'orders', needs: 'orders:read', letter: 'o' },
  { page: 'catalogue', to: '/catalogue', icon: 'catalogue', needs: 'catalog:read', letter: 'c' },
  { page: 'customers', to: '/customers', icon: 'customers', needs: 'customers:read', letter: 'k' },
  { page: 'stock', to: '/l/$loc/stock', icon: 'stock', needs: 'inventory:read', letter: 's' },
  { page: 'analytics', to: '/analytics', icon: 'analytics', needs: 'analytics:read', letter: 'y' },
  { page: 'activity', to: '/activity', icon: 'activity', needs: 'events:read', letter: 'a' },
  { page: 'settings', to: '/settings', icon: 'settings', needs: null, letter: 'e' },
];

export function destinationsOf(who: Identity): Destination[] {
  return destinations.filter((one) => one.needs === null || permits(who, one.needs));
}

/** The address of a screen at a location. */
export function addressOf(destination: Destination, locationId: string | undefined): string {
  return destination.to.replace('$loc', locationId ?? '');
}
