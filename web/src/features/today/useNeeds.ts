import { useQuery } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { api, ask } from '@/api/client';
import { useCan } from '@/api/useSession';
import { unsent } from '@/lib/unsent';
import { useNow } from '@/ui/useNow';
import { type Need, needsOf } from './needs';

export type Part = 'orders' | 'stock' | 'webhooks' | 'invitations';

const often = { refetchInterval: 60_000 };

/** What waits for somebody at one location, or anywhere. Each part fails alone; of what one may not see nothing is asked. */
export function useNeeds(loc: string | undefined): {
  needs: Need[];
  failed: Part[];
  isLoading: boolean;
  retry: () => void;
} {
  const can = useCan();
  const now = useNow();
  const { refused } = useSyncExternalStore(unsent.subscribe, unsent.get);
  const here = loc ? { location_id: loc } : {};
  const orders = useQuery({
    queryKey: ['needs', 'orders', loc],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/orders/board', { params: { query: here }, signal })),
    enabled: can('orders:read', loc),
    ...often,
  });
  const stock = useQuery({
    queryKey: ['needs', 'stock', loc],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/inventory/stock', { params: { query: { ...here, low_stock: true, limit: 100 } }, signal })),
    enabled: can('inventory:read', loc),
    ...often,
  });
  const webhooks = useQuery({
    queryKey: ['needs', 'webhooks'],
    queryFn: ({ signal }) => ask(api.GET('/api/v1/webhooks', { params: { query: { limit: 100 } }, signal })),
    enabled: can('webhooks:read'),
    ...often,
  });
  const invitations = useQuery({
    queryKey: ['needs', 'invitations'],
    queryFn: ({ signal }) =>
      ask(api.GET('/api/v1/invitations', { params: { query: { state: 'open', limit: 100 } }, signal })),
    enabled: can('users:read'),
    ...often,
  });
  const parts = { orders, stock, webhooks, invitations };
  const failed = Object.entries(parts).filter(([, one]) => one.isError) as [Part, typeof orders][];
  return {
    needs: needsOf(
      {
        refused,
        cards: orders.data?.data,
        stock: stock.data,
        webhooks: webhooks.data?.data,
        invitations: invitations.data?.data,
      },
      now,
    ),
    failed: failed.map(([part]) => part),
    isLoading: Object.values(parts).some((one) => one.isLoading),
    retry: () => {
      for (const [, one] of failed) void one.refetch();
    },
  };
}
