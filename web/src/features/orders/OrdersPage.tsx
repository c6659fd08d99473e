import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useTexts } from '@/texts/orders';
import { Page } from '@/ui/Page';
import { Board } from './Board';
import { Choice } from './Choice';
import { OrderTable } from './OrderTable';
import type { OrdersSearch } from './search';

/** The orders of one location: what has to be done, or all of them. */
export function OrdersPage() {
  const t = useTexts();
  const { loc = '' } = useParams({ strict: false });
  const search: OrdersSearch = useSearch({ strict: false });
  const navigate = useNavigate();
  const view = search.view ?? 'board';
  const kept = {
    ...(search.channel ? { channel: search.channel } : {}),
    ...(search.mine ? { mine: search.mine } : {}),
  };
  return (
    <Page
      title={t.orders.title}
      actions={
        <Choice
          label={t.orders.view}
          value={view}
          onChange={(next) =>
            void navigate({
              to: '/l/$loc/orders',
              params: { loc },
              search: { ...(next === 'table' ? { view: 'table' as const } : {}), ...kept },
            })
          }
          options={[
            { value: 'board', label: t.orders.board },
            { value: 'table', label: t.orders.table },
          ]}
        />
      }
    >
      {view === 'board' ? (
        <Board key={loc} loc={loc} search={search} />
      ) : (
        <OrderTable key={loc} loc={loc} search={search} />
      )}
    </Page>
  );
}
