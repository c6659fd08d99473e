import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network.')));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

it('an answer that was on its way when the network went is no network', async () => {
  const { isReached, reach, suspect } = await import('./reach');
  const askedAt = Date.now();
  isReached(askedAt);
  await vi.advanceTimersByTimeAsync(10);
  suspect();
  isReached(askedAt);
  await vi.advanceTimersByTimeAsync(1500);
  isReached(askedAt);
  await vi.advanceTimersByTimeAsync(3000);
  expect(reach.get().is).toBe('offline');
});

it('an answer to what was asked since is one', async () => {
  const { isReached, reach, suspect } = await import('./reach');
  suspect();
  await vi.advanceTimersByTimeAsync(1500);
  isReached(Date.now());
  await vi.advanceTimersByTimeAsync(6000);
  expect(reach.get().is).toBe('live');
});
