import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useCan } from '@/api/useSession';
import { ageOf } from '@/lib/lateness';
import { format } from '@/lib/money';
import { minutesSince } from '@/lib/time';
import { useTexts } from '@/texts/orders';
import { StatusBadge } from '@/ui/StatusBadge';
import { useNow } from '@/ui/useNow';
import { nextStep, type Status } from './board';
import styles from './board.module.css';
import { draggedType } from './draggedType';
import type { Card } from './queries';
import { OrderStatus, PaymentStatus } from './status';
import { useSwipe } from './useSwipe';

/** An order on the board: what it is, how old, and its next step. Prices and payments only for who may see them. */
export function OrderCard({
  loc,
  card,
  isGone,
  problem,
  onStep,
  onOpen,
}: {
  loc: string;
  card: Card;
  isGone: boolean;
  problem: string | null;
  onStep: (to: Status) => void;
  onOpen: () => void;
}) {
  const t = useTexts();
  const can = useCan();
  const minutes = minutesSince(card.placed_at, useNow());
  const age = ageOf(minutes);
  const to = nextStep(card.status, card.allowed);
  const next = !isGone && to && can('orders:update', loc) ? to : null;
  const swipe = useSwipe(next && (() => onStep(next)));
  const items = t.orders.items(card.units);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside opens it by key; the card is only a larger target
    <li
      className={[styles.card, isGone && styles.gone, swipe.isFar && styles.far].filter(Boolean).join(' ')}
      style={swipe.by > 0 ? { transform: `translateX(${swipe.by}px)` } : undefined}
      {...swipe.on}
      data-card={card.id}
      draggable={!isGone && can('orders:update', loc)}
      onDragStart={(event) => {
        event.dataTransfer.setData(draggedType, card.id);
        event.dataTransfer.effectAllowed = 'move';
      }}
      onClick={(event) => {
        if (swipe.by === 0 && !(event.target instanceof Element && event.target.closest('a, button'))) onOpen();
      }}
    >
      <div className={styles.cardHead}>
        <Link
          to="/l/$loc/orders/$id"
          params={{ loc, id: card.id }}
          className={styles.number}
          aria-label={t.orders.openCard(card.number, t.orders.statuses[card.status], items, t.orders.minutes(minutes))}
        >
          {card.number}
        </Link>
        <span className={styles.age}>
          {age === 'fresh' ? (
            t.orders.minutes(minutes)
          ) : (
            <StatusBadge
              tone={age === 'late' ? 'danger' : 'warning'}
              icon="clock"
              label={`${t.orders.minutes(minutes)} · ${t.orders[age]}`}
            />
          )}
        </span>
      </div>
      <ul className={styles.lines}>
        {card.lines.slice(0, 4).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name here and do not move
          <li key={index}>
            <strong>{line.quantity}</strong> {line.name}
            {line.note ? <em> · {line.note}</em> : null}
          </li>
        ))}
        {card.lines.length > 4 ? <li className={styles.muted}>{items}</li> : null}
      </ul>
      {card.note ? <p className={styles.noteLine}>{card.note}</p> : null}
      <div className={styles.facts}>
        <span className={styles.muted}>{t.orders.channels[card.channel]}</span>
        {can('pricing:read', loc) ? <span className="number">{format(card.total)}</span> : null}
      </div>
      <div className={styles.badges}>
        {card.status === 'pending' || isGone ? <OrderStatus status={card.status} /> : null}
        {can('payments:read', loc) ? <PaymentStatus status={card.payment_status} /> : null}
      </div>
      {problem ? (
        <p className={styles.problem} role="alert">
          {problem}
        </p>
      ) : null}
      {isGone ? (
        <p className={styles.muted}>{t.orders.gone(t.orders.statuses[card.status])}</p>
      ) : next ? (
        <Button
          fullWidth
          variant="light"
          aria-label={t.orders.stepLabel(t.orders.steps[next], card.number)}
          onClick={() => onStep(next)}
        >
          {t.orders.steps[next]}
        </Button>
      ) : null}
    </li>
  );
}
