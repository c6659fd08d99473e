import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '@/texts/customers';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import styles from './customers.module.css';
import { useEraseCustomer } from './mutations';
import type { Customer } from './queries';

/** Cannot be undone, so the name is typed. */
export function EraseDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useTexts();
  const words = t.customers.care;
  const [typed, setTyped] = useState('');
  const [asked, setAsked] = useState(false);
  const erase = useEraseCustomer();
  const isName = typed.trim() === customer.name.trim();
  const confirm = () => {
    setAsked(true);
    if (!isName) return;
    erase.mutate(customer, {
      onSuccess: () => {
        toast(words.eraseDone);
        onClose();
      },
    });
  };
  return (
    <ConfirmDialog
      opened
      title={words.eraseTitle(customer.name)}
      confirm={words.eraseConfirm}
      danger
      busy={erase.isPending}
      problem={erase.error ? <Problem error={erase.error} own={t.customers.codes} /> : null}
      onConfirm={confirm}
      onClose={onClose}
    >
      <div className={styles.form}>
        <p>{words.eraseText}</p>
        <TextInput
          label={words.eraseType(customer.name)}
          autoComplete="off"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          error={asked && !isName ? words.eraseWrong : null}
        />
      </div>
    </ConfirmDialog>
  );
}
