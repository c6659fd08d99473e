import { useQuery } from '@tanstack/react-query';
import { tell } from '@/lib/said';
import { formatAgo } from '@/lib/time';
import { useTexts } from '@/texts/orders';
import styles from './detail.module.css';
import { historyQuery } from './queries';
import { useWho } from './useWho';

/** Who did what to an order since the person looked at it: "Ana, 1 minute ago: Order went from Preparing to Ready". */
export function WhoChanged({ id, since }: { id: string; since: string }) {
  const t = useTexts();
  const who = useWho();
  const { data } = useQuery(historyQuery(id));
  const changes = data?.data.filter((event) => Date.parse(event.occurred_at) > Date.parse(since)) ?? [];
  return (
    <ul className={styles.changes}>
      {changes.map((event) => (
        <li key={event.id}>
          <strong>{t.orders.stale.by(who(event.actor), formatAgo(event.occurred_at))}</strong>{' '}
          {tell(event.event_type, event.payload, t.happened)}
        </li>
      ))}
    </ul>
  );
}
