import { useQuery } from '@tanstack/react-query';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/register';
import { Icon, type IconName } from '@/ui/Icon';
import { isUnsent, type OutboxSale } from './outbox';
import { heldHereQuery, heldQuery } from './queries';
import styles from './Register.module.css';
import type { Dialog } from './RegisterDialogs';
import type { Ticket } from './ticket';
import { setTicket } from './till';
import { useRemoval } from './useRemoval';

/** Something to do with the ticket; what may not be done now says why and stays where it is. */
function Action({
  icon,
  label,
  hint,
  why,
  locked = false,
  isOff = false,
  onClick,
}: {
  icon: IconName;
  label: string;
  hint?: string;
  why?: string;
  locked?: boolean;
  isOff?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={styles.action}
      aria-disabled={locked || isOff}
      title={locked ? why : undefined}
      onClick={() => {
        if (!locked && !isOff) onClick();
      }}
    >
      <Icon name={locked ? 'lock' : icon} />
      {label}
      {locked && why ? <span className="visually-hidden">{why}</span> : null}
      {hint ? <kbd>{hint}</kbd> : null}
    </button>
  );
}

/** What may be done with the ticket beside paying it. */
export function ActionBar({
  ticket,
  placeId,
  isEmpty,
  isOffline,
  isPractice,
  mayDiscount,
  isRestaurant,
  made,
  onOpen,
}: {
  ticket: Ticket;
  placeId: string;
  isEmpty: boolean;
  isOffline: boolean;
  /** What would be written down elsewhere is not practised. */
  isPractice: boolean;
  mayDiscount: boolean;
  isRestaurant: boolean;
  made: readonly OutboxSale[];
  onOpen: (dialog: Dialog) => void;
}) {
  const t = useTexts();
  const removal = useRemoval();
  const { tenant } = useIdentity();
  const unsent = made.filter(isUnsent).length;
  const held = useQuery({ ...heldQuery(placeId), enabled: !isOffline, staleTime: 60_000 });
  const here = useQuery(heldHereQuery(tenant.id, placeId));
  const waiting = (held.data?.length ?? 0) + (here.data?.length ?? 0);
  return (
    <div className={styles.actions}>
      <Action
        icon="tag"
        label={t.register.actions.discount}
        hint="F8"
        locked={!mayDiscount}
        isOff={isEmpty}
        onClick={() => onOpen('discount')}
        why={t.register.noDiscountRight}
      />
      <Action
        icon="person"
        label={t.words.person}
        locked={isOffline || isPractice}
        isOff={isEmpty}
        onClick={() => onOpen('customer')}
        why={isPractice ? t.register.practice.notHere : t.register.needsServer}
      />
      <Action icon="edit" label={t.register.actions.note} isOff={isEmpty} onClick={() => onOpen('note')} />
      <Action
        icon="hold"
        label={t.register.actions.hold}
        {...(isEmpty ? {} : { hint: 'F4' })}
        isOff={isEmpty}
        onClick={() => onOpen('hold')}
        locked={isPractice}
        why={t.register.practice.notHere}
      />
      <Action
        icon="refresh"
        label={waiting > 0 ? `${t.register.actions.recall} ${waiting}` : t.register.actions.recall}
        {...(isEmpty ? { hint: 'F4' } : {})}
        onClick={() => onOpen('recall')}
        locked={isPractice}
        why={t.register.practice.notHere}
      />
      {isRestaurant ? (
        <button
          type="button"
          className={styles.action}
          aria-pressed={ticket.channel === 'dine_in'}
          onClick={() => setTicket((now) => ({ ...now, channel: now.channel === 'dine_in' ? 'takeout' : 'dine_in' }))}
        >
          {t.register.channels[ticket.channel]}
        </button>
      ) : null}
      <Action
        icon="remove"
        label={t.register.actions.clear}
        isOff={isEmpty || ticket.taken.length > 0}
        onClick={removal.all}
      />
      {made.length > 0 ? (
        <button
          type="button"
          className={`${styles.action} ${unsent > 0 ? styles.needsYou : ''}`}
          onClick={() => onOpen('outbox')}
        >
          <Icon name={unsent > 0 ? 'clock' : 'check'} />
          {unsent > 0 ? t.register.actions.unsent(unsent) : t.register.outbox.title}
        </button>
      ) : null}
    </div>
  );
}
