import { store } from './store';

/** Names of screens with work that a reload would disturb: a newer version of the app waits for them. */
export const holds = store<ReadonlySet<string>>(new Set());

/** The app loads itself anew: nothing on the device is lost by that, so nobody is asked whether they want to leave. */
export const isReloading = store(false);

/** While `name` holds, a newer version does not start: a ticket that is open, say. */
export function holdUpdate(name: string, isHeld: boolean): void {
  const now = holds.get();
  if (now.has(name) === isHeld) return;
  const next = new Set(now);
  if (isHeld) next.add(name);
  else next.delete(name);
  holds.set(next);
}
