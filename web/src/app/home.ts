import { type Identity, permits } from '@/api/session';
import type { Destination } from './navigation';

/** By the strongest role: what its day turns around. */
const begins: readonly (readonly [string, Destination['page']])[] = [
  ['owner', 'today'],
  ['admin', 'today'],
  ['manager', 'today'],
  ['staff', 'register'],
  ['kitchen', 'orders'],
  ['viewer', 'today'],
];

/**
 * Where somebody begins to work: the screen of their strongest role, else the first they have, at the place they worked last or the first open one at which they
 * may.
 */
export function homeOf(
  who: Identity,
  destinations: readonly Destination[],
  remembered: string | null,
): { destination: Destination; locationId: string | undefined } | null {
  const [role, page] = begins.find(([name]) => who.me.roles.some((held) => held.role === name)) ?? [];
  const destination = destinations.find((one) => one.page === page) ?? destinations[0];
  if (!destination) return null;
  const held = who.me.roles.filter((one) => one.role === role).map((one) => one.location_id);
  const mine = who.locations.filter(
    ({ id }) =>
      (held.includes(null) || held.includes(id)) && (destination.needs === null || permits(who, destination.needs, id)),
  );
  const open = mine.filter((place) => place.is_active);
  const place = open.find(({ id }) => id === remembered) ?? open[0] ?? mine[0] ?? who.locations[0];
  return { destination, locationId: place?.id };
}
