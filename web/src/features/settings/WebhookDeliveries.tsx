import { Button, SegmentedControl } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { components } from '@/api/schema';
import { formatClock, formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { deviceZone } from './device';
import { useRedeliver } from './mutations';
import { type DeliveryStatus, deliveriesQuery, deliveryQuery } from './queries';
import styles from './Settings.module.css';

type Delivery = components['schemas']['DeliveryView'];

const tones: Record<string, Tone> = { waiting: 'info', delivered: 'success', dead: 'danger' };
const states = ['waiting', 'delivered', 'dead'] as const;

/** What was sent to an endpoint, newest first, each with its attempts. */
export function WebhookDeliveries({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const t = useTexts();
  const words = t.webhooks;
  const [status, setStatus] = useState<DeliveryStatus | null>(null);
  const deliveries = useInfiniteQuery({ ...deliveriesQuery(id, status), refetchInterval: 10_000 });
  const redeliver = useRedeliver(id);
  const rows = deliveries.data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <section className={styles.card} aria-labelledby="log">
      <div className={`${styles.row} ${styles.spread}`}>
        <h2 id="log">{words.log}</h2>
        <SegmentedControl
          aria-label={words.filter}
          value={status ?? ''}
          onChange={(value) => setStatus(states.find((one) => one === value) ?? null)}
          data={[
            { value: '', label: words.all },
            ...states.map((one) => ({ value: one, label: words.delivery[one] ?? one })),
          ]}
        />
      </div>
      {deliveries.isPending ? <LoadingRows rows={4} height={56} /> : null}
      {deliveries.error ? <Problem error={deliveries.error} onRetry={() => void deliveries.refetch()} /> : null}
      {redeliver.error ? <Problem error={redeliver.error} /> : null}
      {deliveries.isSuccess && rows.length === 0 ? (
        <p className={styles.muted}>{status ? words.logFiltered : words.logEmpty}</p>
      ) : null}
      <ul className={styles.plain}>
        {rows.map((one) => (
          <Row
            key={one.id}
            endpointId={id}
            delivery={one}
            onRedeliver={
              mayWrite ? () => redeliver.mutate(one.id, { onSuccess: () => say(words.redelivered) }) : undefined
            }
            isBusy={redeliver.isPending && redeliver.variables === one.id}
          />
        ))}
      </ul>
      <div className={styles.end}>
        <Button variant="default" loading={deliveries.isRefetching} onClick={() => void deliveries.refetch()}>
          {words.refresh}
        </Button>
        {deliveries.hasNextPage ? (
          <Button
            variant="default"
            loading={deliveries.isFetchingNextPage}
            onClick={() => void deliveries.fetchNextPage()}
          >
            {t.settings.more}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function Row({
  endpointId,
  delivery,
  onRedeliver,
  isBusy,
}: {
  endpointId: string;
  delivery: Delivery;
  onRedeliver: (() => void) | undefined;
  isBusy: boolean;
}) {
  const words = useTexts().webhooks;
  const [open, setOpen] = useState(false);
  const when = (at: string) => formatMoment(at, deviceZone());
  return (
    <li>
      <div className={styles.item}>
        <span className={styles.who}>
          <strong>{delivery.event_type}</strong>
          <span className={styles.muted}>
            {[
              when(delivery.created_at),
              words.attempts(delivery.attempts),
              delivery.status_code,
              delivery.error ? (words.errors[delivery.error] ?? delivery.error) : null,
              delivery.next_attempt_at && delivery.attempts > 0 ? words.nextAt(when(delivery.next_attempt_at)) : null,
            ]
              .filter((part) => part !== null && part !== undefined)
              .join(' · ')}
          </span>
        </span>
        <span className={styles.row}>
          <StatusBadge
            tone={tones[delivery.status] ?? 'neutral'}
            label={words.delivery[delivery.status] ?? delivery.status}
          />
          <Button
            variant="default"
            aria-expanded={open}
            aria-label={`${words.attempts(delivery.attempts)}: ${delivery.event_type}`}
            onClick={() => setOpen(!open)}
          >
            {words.attempts(delivery.attempts)}
          </Button>
          {onRedeliver ? (
            <Button
              variant="default"
              aria-label={`${words.redeliver}: ${delivery.event_type}`}
              loading={isBusy}
              onClick={onRedeliver}
            >
              {words.redeliver}
            </Button>
          ) : null}
        </span>
      </div>
      {open ? <Attempts endpointId={endpointId} deliveryId={delivery.id} /> : null}
    </li>
  );
}

function Attempts({ endpointId, deliveryId }: { endpointId: string; deliveryId: string }) {
  const words = useTexts().webhooks;
  const detail = useQuery(deliveryQuery(endpointId, deliveryId));
  if (detail.error) return <Problem error={detail.error} onRetry={() => void detail.refetch()} />;
  if (!detail.data) return <LoadingRows rows={1} />;
  return (
    <ul className={styles.bullets}>
      {detail.data.attempts.map((one) => (
        <li key={one.number}>
          {words.attempt(one.number)}: {formatClock(one.started_at, deviceZone())} ·{' '}
          {[one.status_code, one.error ? (words.errors[one.error] ?? one.error) : null, `${one.duration_ms} ms`]
            .filter((part) => part !== null && part !== undefined)
            .join(' · ')}
        </li>
      ))}
    </ul>
  );
}
