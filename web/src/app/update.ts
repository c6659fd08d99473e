import { holds, isReloading } from '@/lib/holds';
import { store } from '@/lib/store';

/** Whether a newer version of the app is on the device and waits. */
export const updateIsReady = store(false);

/** Whether the browser would install the app if asked now. */
export const mayInstall = store(false);

type InstallPrompt = Event & { prompt: () => Promise<unknown> };

let waiting: ServiceWorker | null = null;
let installPrompt: InstallPrompt | null = null;
let wanted = false;

/** Starts the newer version: at once, or as soon as no screen holds it back. */
export function applyUpdate(): void {
  wanted = true;
  if (holds.get().size === 0) waiting?.postMessage('activate');
}

/** Not now after all. */
export function leaveUpdate(): void {
  wanted = false;
}

function offer(worker: ServiceWorker | null): void {
  // Without a controller this is the first version, which has nothing to replace.
  if (!worker || !navigator.serviceWorker.controller) return;
  waiting = worker;
  updateIsReady.set(true);
}

/** Registers the service worker, which keeps the app on the device; call it once. Not while developing: there files change under it. */
export async function startUpdates(): Promise<void> {
  addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    installPrompt = event as InstallPrompt;
    mayInstall.set(true);
  });
  addEventListener('appinstalled', () => mayInstall.set(false));
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  holds.subscribe(() => {
    if (wanted) applyUpdate();
  });
  let reloads = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (!wanted || reloads) return;
    reloads = true;
    isReloading.set(true);
    location.reload();
  });
  const registration = await navigator.serviceWorker.register('/sw.js', { type: 'module' });
  offer(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed') offer(worker);
    });
  });
  setInterval(() => void registration.update().catch(() => {}), 15 * 60_000); // offline: asked again in a quarter of an hour
}

export async function install(): Promise<void> {
  await installPrompt?.prompt();
  installPrompt = null;
  mayInstall.set(false);
}
