import { Button, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useTexts } from '@/texts/register';
import { Problem } from '@/ui/Problem';
import { Dialog } from './dialogs';
import { NewCustomer } from './NewCustomer';
import { customersQuery } from './queries';
import styles from './Register.module.css';
import type { Ticket } from './ticket';

/** Who buys. Only the server knows everybody, so this waits for the connection. */
export function CustomerDialog({
  chosen,
  onPick,
  onClose,
}: {
  chosen: Ticket['customer'];
  onPick: (customer: Ticket['customer']) => void;
  onClose: () => void;
}) {
  const t = useTexts();
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const found = useQuery(customersQuery(query));
  return (
    <Dialog title={t.register.customerTitle(t.words.person)} onClose={onClose}>
      <Stack>
        {chosen ? (
          <Button variant="default" onClick={() => onPick(null)}>
            {chosen.name} · {t.register.removeCustomer}
          </Button>
        ) : null}
        <TextInput
          label={t.register.findCustomer}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
          data-autofocus
        />
        {found.error ? <Problem error={found.error} /> : null}
        {found.data?.length === 0 && !found.isPlaceholderData ? (
          <NewCustomer key={query} typed={query} onMade={onPick} />
        ) : null}
        <ul className={styles.list}>
          {(found.data ?? []).map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={`${styles.option} ${styles.wideOption}`}
                onClick={() => onPick({ id: one.id, name: one.name })}
              >
                <div>{one.name}</div>
                <div className={styles.small}>{[one.email, one.phone].filter(Boolean).join(' · ')}</div>
              </button>
            </li>
          ))}
        </ul>
      </Stack>
    </Dialog>
  );
}
