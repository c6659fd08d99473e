import { Button } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';
import { useIdentity, usePlace } from '@/api/useSession';
import { useTexts } from '@/texts/register';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page, usePageTitle } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { loadCatalogue, useCatalogue } from './catalogue';
import { Register } from './Register';
import { startSales } from './sales';
import { openTill, startTicket, ticketKey, till } from './till';
import { useOnlyTab } from './useOnlyTab';
import { useRemoval } from './useRemoval';

export function RegisterPage() {
  const place = usePlace();
  return place ? <RegisterOf key={place.id} placeId={place.id} /> : null;
}

function RegisterOf({ placeId }: { placeId: string }) {
  const t = useTexts();
  const { tenant } = useIdentity();
  const { isMine, take } = useOnlyTab();
  const { snapshot, keys, error } = useCatalogue(placeId);
  const { key, isLoaded } = useSyncExternalStore(till.subscribe, till.get);
  const { practice = false } = useSearch({ strict: false });
  const navigate = useNavigate();
  const removal = useRemoval();
  usePageTitle(t.register.title);
  useEffect(() => {
    startSales();
    // Another tab may have gone on with the ticket: what it left on the device counts.
    if (isMine) void openTill(tenant.id, placeId);
  }, [isMine, tenant.id, placeId]);
  if (isMine === false)
    return (
      <Page title={t.register.title}>
        <EmptyState
          icon="register"
          title={t.register.elsewhereTitle}
          body={t.register.elsewhereBody}
          action={<Button onClick={take}>{t.register.useHere}</Button>}
        />
      </Page>
    );
  if (error && snapshot === null)
    return (
      <Page title={t.register.title}>
        <Problem error={error} onRetry={() => void loadCatalogue(placeId)} />
      </Page>
    );
  if (!isMine || snapshot === null || !isLoaded || key !== ticketKey(tenant.id, placeId))
    return (
      <Page title={t.register.title}>
        <LoadingRows rows={4} height={112} />
      </Page>
    );
  return (
    <Register
      snapshot={snapshot}
      keys={keys}
      isPractice={practice}
      onPractised={() => {
        if (till.get().ticket.lines.length > 0) removal.all();
        else startTicket();
        void navigate({ to: '/l/$loc/register', params: { loc: placeId }, replace: true });
      }}
    />
  );
}
