import { afterEach, beforeEach, expect, it, vi } from 'vitest';

beforeEach(() => {
  vi.resetModules();
  vi.useFakeTimers();
  vi.stubGlobal('fetch', () => Promise.reject(new TypeError('No network.')));
  vi.stubGlobal('navigator', { onLine: true });
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

it('an answer is no network while the browser says that there is none, and nothing else gets through', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  const { isReached, reach, suspect } = await import('./reach');
  suspect();
  await vi.advanceTimersByTimeAsync(10);
  isReached(Date.now());
  expect(reach.get().is).toBe('live');
  await vi.advanceTimersByTimeAsync(8000);
  expect(reach.get().is).toBe('offline');
});

it('a browser that is wrong about the network changes nothing', async () => {
  vi.stubGlobal('navigator', { onLine: false });
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('', { status: 200 })));
  const { isReached, reach } = await import('./reach');
  isReached(Date.now());
  for (let seconds = 0; seconds < 30; seconds++) {
    await vi.advanceTimersByTimeAsync(1000);
    expect(reach.get().is).toBe('live');
  }
});
