import { Checkbox, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/orders';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Problem } from '@/ui/Problem';
import styles from './detail.module.css';
import { useCancelOrder } from './mutations';
import type { Order } from './queries';

export function CancelDialog({ order, onClose }: { order: Order; onClose: () => void }) {
  const t = useTexts();
  const words = t.orders.cancel;
  const cancel = useCancelOrder(order.id);
  const key = useRef(newId());
  const [reason, setReason] = useState('');
  const [restock, setRestock] = useState(true);
  const [asked, setAsked] = useState(false);
  const confirm = () => {
    setAsked(true);
    if (reason.trim() === '') return;
    cancel.mutate(
      { key: key.current, reason: reason.trim(), restock },
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
