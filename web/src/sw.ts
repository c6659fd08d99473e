/// <reference lib="webworker" />

/**
 * Keeps the app itself on the device, so that it opens without a network: the page and every built file, and nothing else. Answers of the API never pass through here,
 * so nothing of a business or a person is ever in a cache.
 */
declare const self: ServiceWorkerGlobalScope;

/** The names of the built files; the build writes them in place of this text (vite.config.ts). */
const files: unknown = '__FILES__';
const assets = Array.isArray(files) ? files.filter((name): name is string => typeof name === 'string') : [];
const page = '/';
const still = ['/icon.svg', '/icon-192.png', '/icon-512.png', '/manifest.webmanifest'];

/** Another list is another version: names hold hashes of contents. */
const version = `olympus-${assets.reduce((sum, name) => [...name].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, sum), 7) >>> 0}`;

self.addEventListener('install', (event) => {
  event.waitUntil(
    caches.open(version).then(async (cache) => {
      await cache.addAll(
        [page, ...still].map((name) => new Request(name, { cache: 'reload', headers: { Accept: 'text/html,*/*' } })),
      );
      await cache.addAll(assets.filter((name) => name.startsWith('/assets/')));
    }),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names.filter((name) => name.startsWith('olympus-') && name !== version).map((name) => caches.delete(name)),
        ),
      )
      .then(() => self.clients.claim()),
  );
});

/** A new version waits until the person says so. */
self.addEventListener('message', (event) => {
  if (event.data === 'activate') event.waitUntil(self.skipWaiting());
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== self.location.origin) return;
  const isPage =
    request.mode === 'navigate' && !/^\/(api|ws|docs|graphql|health|\.well-known)(\/|$)/.test(url.pathname);
  if (!isPage && !url.pathname.startsWith('/assets/') && !still.includes(url.pathname)) return;
  event.respondWith(
    caches
      .open(version)
      .then((cache) => cache.match(isPage ? page : url.pathname))
      .then((kept) => kept ?? fetch(request)),
  );
});

export {};
