import { useQuery } from '@tanstack/react-query';
import { tell } from '@/lib/said';
import { formatFull, formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/orders';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import styles from './detail.module.css';
import { historyQuery, type Order } from './queries';
import { useWho } from './useWho';

/** Everything that happened to it, oldest first: what is new is added at the end. */
export function OrderTimeline({ order, zone }: { order: Order; zone: string }) {
  const t = useTexts();
  const who = useWho();
  const { data, error, refetch } = useQuery(historyQuery(order.id));
  return (
    <section className={styles.card} aria-labelledby="history-head">
      <h2 id="history-head" className={styles.heading}>
        {t.orders.detail.history}
      </h2>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data ? (
        <ol className={styles.timeline}>
          {data.data.map((event) => (
            <li key={event.id}>
              <span>{tell(event.event_type, event.payload, t.happened)}</span>
              <span className={styles.muted}>
                <time title={formatFull(event.occurred_at, zone)}>{formatMoment(event.occurred_at, zone)}</time> ·{' '}
                {who(event.actor)}
              </span>
            </li>
          ))}
        </ol>
      ) : error ? null : (
        <LoadingRows rows={3} height={40} />
      )}
    </section>
  );
}
