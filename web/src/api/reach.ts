import { store } from '@/lib/store';

/** Whether the server answers, as requests, probes and the socket found: the browser's own idea of it is only a hint. */
export type Reach = 'connecting' | 'live' | 'offline';

export const reach = store<{ is: Reach; since: number }>({ is: 'connecting', since: Date.now() });

/** Whether the server answers late: everything works, and takes its time. */
export const isSlow = store(false);

/** Whole minutes by which this device's clock is ahead of the server's; 0 while that is less than five. */
export const clockOff = store(0);

const slowAfter = 2000;
const tolerated = 5 * 60_000;

/** Something was asked that is answered at once: call what it returns when the answer is there. Says slow as soon as it is, not when it is over. */
export function echo(): () => void {
  const timer = setTimeout(() => isSlow.set(true), slowAfter);
  const at = Date.now();
  return () => {
    clearTimeout(timer);
    isSlow.set(Date.now() - at > slowAfter);
  };
}

/** Compares the clocks by an answer's `Date`, which says whole seconds. */
export function compareClocks(response: Response): void {
  const theirs = Date.parse(response.headers.get('Date') ?? '');
  if (Number.isNaN(theirs)) return;
  const off = Date.now() - theirs;
  clockOff.set(Math.abs(off) > tolerated ? Math.round(off / 60_000) : 0);
}

const patience = 3000;
const wantedGood = 2;
let failingSince = 0;
let good = 0;
let timer: ReturnType<typeof setTimeout> | undefined;

function become(is: Reach): void {
  if (reach.get().is !== is) reach.set({ is, since: is === 'offline' && failingSince > 0 ? failingSince : Date.now() });
}

async function answers(): Promise<boolean> {
  try {
    const heard = echo();
    const response = await fetch('/health/live', { cache: 'no-store', signal: AbortSignal.timeout(patience) });
    heard();
    return response.ok;
  } catch {
    return false;
  }
}

async function probe(): Promise<void> {
  timer = undefined;
  if (await answers()) {
    good += 1;
    if (good >= wantedGood || reach.get().is !== 'offline') return settle();
  } else {
    good = 0;
    if (failingSince === 0) failingSince = Date.now();
    if (Date.now() - failingSince >= patience) become('offline');
  }
  timer ??= setTimeout(probe, reach.get().is === 'offline' ? patience : 1000);
}

/** Something did not get through: looks closer, and says offline only after three seconds of it. */
export function suspect(): void {
  if (failingSince === 0) failingSince = Date.now();
  good = 0;
  timer ??= setTimeout(probe, 0);
}

/**
 * The server answered what it was asked at this moment (`Date.now()`). An answer that was on its way when the doubts began says nothing of now: they are seen to
 * their end, or a network that went just then would be noticed with the next request only.
 */
export function isReached(askedAt: number): void {
  if (failingSince === 0 || askedAt > failingSince) settle();
}

/** All is well; looked at again as long as the browser says otherwise: what answered may have been the last to get through, and nothing else might be asked for long. */
function settle(): void {
  failingSince = 0;
  clearTimeout(timer);
  timer = navigator.onLine ? undefined : setTimeout(probe, patience);
  become('live');
}

/** Begins to listen to the browser's hints; call it once. */
export function watchReach(): void {
  addEventListener('offline', suspect);
  addEventListener('online', suspect);
  if (!navigator.onLine) suspect();
}
