import { Checkbox, TextInput } from '@mantine/core';
import { lazy, Suspense, useRef, useState } from 'react';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/orders';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Dialog } from '@/ui/Dialog';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import styles from './detail.module.css';
import { useCancelOrder } from './mutations';
import type { Order } from './queries';

const Approve = lazy(() => import('./Approve').then((found) => ({ default: found.Approve })));

export function CancelDialog({
  order,
  asks,
  onClose,
}: {
  order: Order;
  /** Whether a manager has to approve it. */
  asks: boolean;
  onClose: () => void;
}) {
  const t = useTexts();
  const words = t.orders.cancel;
  const cancel = useCancelOrder(order.id);
  const key = useRef(newId());
  const [reason, setReason] = useState('');
  const [restock, setRestock] = useState(true);
  const [asked, setAsked] = useState(false);
  const [isAsking, setAsking] = useState(false);
  const confirm = () => {
    setAsked(true);
    if (reason.trim() === '') return;
    if (asks) setAsking(true);
    else send();
  };
  const send = (approval?: string) => {
    setAsking(false);
    cancel.mutate(
      { key: key.current, approval, reason: reason.trim(), restock },
      {
        onSuccess: () => {
          say(words.done(order.number));
          onClose();
        },
        onError: () => {
          key.current = newId(); // a refusal is an answer: the next try is another request
        },
      },
    );
  };
  if (isAsking)
    return (
      <Dialog opened title={words.title(order.number)} onClose={onClose}>
        <Suspense fallback={<LoadingRows rows={3} height={48} />}>
          <Approve
            permission="orders:cancel"
            place={order.location_id}
            times={1}
            onApproved={([approval]) => send(approval)}
            onBack={() => setAsking(false)}
          />
        </Suspense>
      </Dialog>
    );
  return (
    <ConfirmDialog
      opened
      title={words.title(order.number)}
      confirm={words.yes}
      danger
      busy={cancel.isPending}
      problem={cancel.error ? <Problem error={cancel.error} own={t.orders.problems} /> : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className={styles.form}>
        <p className={styles.plainText}>{words.body}</p>
        <TextInput
          label={words.reason}
          value={reason}
          maxLength={500}
          required
          error={asked && reason.trim() === '' ? words.needReason : null}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Checkbox
          label={words.restock}
          checked={restock}
          onChange={(event) => setRestock(event.currentTarget.checked)}
        />
      </div>
    </ConfirmDialog>
  );
}
