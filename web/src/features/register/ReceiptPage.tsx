import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/register';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page, usePageTitle } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { receiptQuery } from './queries';

/** Where the code on a receipt leads: to its order, once the server has it. */
export function ReceiptPage() {
  const t = useTexts();
  const words = t.register.receipts;
  const { tenant } = useIdentity();
  const { loc = '', number = '' } = useParams({ strict: false });
  const navigate = useNavigate();
  const found = useQuery(receiptQuery(tenant.id, number));
  const order = found.data?.order;
  usePageTitle(words.title(number));
  useEffect(() => {
    if (order) void navigate({ to: '/l/$loc/orders/$id', params: { loc: order.placeId, id: order.id }, replace: true });
  }, [order, navigate]);
  return (
    <Page title={words.title(number)}>
      {found.error ? <Problem error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending || order ? <LoadingRows rows={4} height={56} /> : null}
      {found.data && !order ? (
        <EmptyState
          icon="search"
          title={found.data.isWaiting ? words.waitingTitle : words.unknownTitle}
          body={found.data.isWaiting ? words.waitingBody : words.unknownBody}
          action={
            <Link to="/l/$loc/register" params={{ loc }}>
              {words.back}
            </Link>
          }
        />
      ) : null}
    </Page>
  );
}
