import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '@/api/client';
import { useIdentity } from '@/api/useSession';
import { format } from '@/lib/money';
import { formatAgo } from '@/lib/time';
import { useTexts } from '@/texts/register';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { discard, readOrder, ticketOf } from './checkout';
import { Dialog } from './dialogs';
import { takeBackHere } from './heldHere';
import { colleaguesQuery, heldHereQuery, heldQuery, registerKeys } from './queries';
import styles from './Register.module.css';
import type { Place, Ticket } from './ticket';

/** Tickets on hold: of all tills while there is a network, of this device always. */
export function RecallDialog({
  place,
  isEmpty,
  onRecall,
  onClose,
}: {
  place: Place;
  isEmpty: boolean;
  onRecall: (ticket: Ticket) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const { tenant } = useIdentity();
  const queries = useQueryClient();
  const held = useQuery(heldQuery(place.id));
  const { data: names } = useQuery(colleaguesQuery());
  const here = useQuery(heldHereQuery(tenant.id, place.id));
  const [problem, setProblem] = useState<unknown>(null);
  const attempt = (work: () => Promise<void>) => {
    setProblem(null);
    work().catch(setProblem);
  };
  const recall = async (id: string) => {
    const order = await readOrder(id);
    const customer = order.customer_id
      ? (await ask(api.GET('/api/v1/customers/{id}', { params: { path: { id: order.customer_id } } }))).name
      : '';
    onRecall(ticketOf(order, customer));
  };
  const recallHere = async (ticket: Ticket) => {
    await takeBackHere(tenant.id, place.id, ticket);
    await queries.invalidateQueries({ queryKey: registerKeys.heldHere(place.id) });
    onRecall(ticket);
  };
  const throwAway = async (id: string) => {
    await discard(id, t.register.discardReason);
    await queries.invalidateQueries({ queryKey: registerKeys.held(place.id) });
  };
  const orders = held.data ?? [];
  const local = here.data ?? [];
  return (
    <Dialog title={t.register.recallTitle} onClose={onClose}>
      {isEmpty ? null : <p className={`${styles.notice} ${styles.wait}`}>{t.register.recallNeedsEmpty}</p>}
      {problem ? <Problem error={problem} own={t.register.problems} /> : null}
      {held.isPending && held.fetchStatus === 'fetching' ? <LoadingRows rows={3} height={64} /> : null}
      {held.error ? <Problem error={held.error} /> : null}
      {orders.length + local.length === 0 && !held.isPending ? (
        <p className={styles.empty}>{t.register.recallEmpty}</p>
      ) : null}
      <ul className={styles.list}>
        {local.map((one) => (
          <li key={one.ticket.id} className={styles.listRow}>
            <span className={styles.grow}>
              <div>{one.name || t.register.thisDevice}</div>
              <div className={styles.small}>
                {[t.register.thisDevice, one.who, formatAgo(one.at)].filter(Boolean).join(' · ')}
              </div>
            </span>
            <span className="number">{format({ amount: one.total, currency: place.currency })}</span>
            <button
              type="button"
              className={styles.action}
              disabled={!isEmpty}
              aria-label={t.register.recallThis(one.name || t.register.thisDevice)}
              onClick={() => attempt(() => recallHere(one.ticket))}
            >
              {t.register.actions.recall}
            </button>
          </li>
        ))}
        {orders.map((order) => {
          const name = order.note || t.register.unnamed(order.number);
          return (
            <li key={order.id} className={styles.listRow}>
              <span className={styles.grow}>
                <div>{name}</div>
                <div className={styles.small}>
                  {[
                    t.register.unnamed(order.number),
                    order.taken_by ? names?.get(order.taken_by) : null,
                    formatAgo(order.placed_at),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </div>
              </span>
              <span className="number">{format(order.total)}</span>
              <button
                type="button"
                className={styles.action}
                disabled={!isEmpty}
                aria-label={t.register.recallThis(name)}
                onClick={() => attempt(() => recall(order.id))}
              >
                {t.register.actions.recall}
              </button>
              <button type="button" className={styles.action} onClick={() => attempt(() => throwAway(order.id))}>
                {t.register.discard} <span className="visually-hidden">{name}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </Dialog>
  );
}
