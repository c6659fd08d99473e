import { store } from './store';

/** Sales that this device has made and the server does not have yet: what the chip counts, and what keeps the device from being signed out. */
export const unsent = store<{
  count: number;
  /** Of these: a person must look at them. */
  refused: number;
  /** Whether they were counted since the page opened. */
  isKnown: boolean;
}>({ count: 0, refused: 0, isKnown: false });

let ready: (count: () => Promise<void>) => void;
const counter = new Promise<() => Promise<void>>((resolve) => {
  ready = resolve;
});

/** Whoever keeps the sales says once how they are counted. */
export const unsentAreCounted = (count: () => Promise<void>): void => ready(count);

/** Counted anew on the device's disk, not taken from what the screen last heard. */
export async function countUnsent(): Promise<number> {
  await (await counter)();
  return unsent.get().count;
}
