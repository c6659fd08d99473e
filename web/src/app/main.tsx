import '@/ui/mantine.css';
import '@/ui/tokens.css';
import { MantineProvider } from '@mantine/core';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startLive } from '@/api/live';
import { ProblemError } from '@/api/problem';
import { watchReach } from '@/api/reach';
import { session, startSession } from '@/api/session';
import { speakAs, startTexts } from '@/texts/useTexts';
import { brandAs, dressAs, startAppearance, useShownScheme } from '@/ui/appearance';
import { startKeepingInSight } from '@/ui/keepInSight';
import { setTitleOfBusiness } from '@/ui/Page';
import { startShortcuts } from '@/ui/shortcuts';
import { theme } from '@/ui/theme';
import { makeRouter } from './router';
import { startUpdates } from './update';

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // The browser's idea of being online is only a hint: the request itself finds out.
      networkMode: 'always',
      retry: (times, error) =>
        times < 2 &&
        !(error instanceof ProblemError && (error.isOffline || (error.status >= 400 && error.status < 500))),
    },
    mutations: { networkMode: 'always' },
  },
});
const router = makeRouter(queries);

/** The business decides look and words; nobody sees what somebody else loaded before them. */
function follow(): void {
  const now = session.get();
  const tenant = now.status === 'in' ? now.identity.tenant : null;
  dressAs(tenant?.industry ?? '');
  brandAs(tenant?.branding.primary_colour ?? null, tenant?.branding.accent_colour ?? null);
  speakAs(tenant?.industry ?? '');
  setTitleOfBusiness(tenant?.name ?? '');
}

function App() {
  const scheme = useShownScheme();
  return (
    <QueryClientProvider client={queries}>
      <MantineProvider theme={theme} forceColorScheme={scheme} withCssVariables={false} withGlobalClasses={false}>
        <RouterProvider router={router} />
      </MantineProvider>
    </QueryClientProvider>
  );
}

async function start(): Promise<void> {
  startAppearance();
  const texts = startTexts();
  await startSession();
  follow();
  watchReach();
  await texts;
  let status = session.get().status;
  session.subscribe(() => {
    follow();
    const now = session.get().status;
    if (now === status) return;
    status = now;
    if (now === 'out') queries.clear();
    void router.invalidate();
  });
  startLive();
  startShortcuts();
  startKeepingInSight();
  const element = document.getElementById('root');
  if (!element) throw new Error('The page has no #root.');
  createRoot(element).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
  // Sales that wait on this device are sent from whatever screen is open.
  const { startSales } = await import('@/features/register/sales');
  startSales();
  await startUpdates();
}

void start();
