import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTexts } from '@/texts/customers';
import { Dialog } from '@/ui/Dialog';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import styles from './customers.module.css';
import { useMergeCustomer, useSeparateCustomer } from './mutations';
import { type Customer, customersQuery, type Summary } from './queries';

/** Finds the other entry of the same person, then says what will be, then does it; undone from the message or later. */
export function MergeDialog({ customer, onClose }: { customer: Customer; onClose: () => void }) {
  const t = useTexts();
  const words = t.customers.care;
  const [text, setText] = useState('');
  const [asked] = useDebouncedValue(text.trim(), 250);
  const [other, setOther] = useState<Summary | null>(null);
  const merge = useMergeCustomer();
  const separate = useSeparateCustomer();
  const found = useInfiniteQuery({
    ...customersQuery({ q: asked }),
    enabled: asked !== '',
    placeholderData: keepPreviousData,
  });
  const rows = (found.data?.pages[0]?.data ?? []).filter((row) => row.id !== customer.id).slice(0, 6);

  if (other)
    return (
      <Dialog
        opened
        busy={merge.isPending}
        title={words.mergeConfirmTitle(other.name, customer.name)}
        onClose={onClose}
      >
        <Stack>
          <Text>{words.mergeText(other.name)}</Text>
          {merge.error ? <Problem error={merge.error} own={t.customers.codes} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setOther(null)} data-autofocus>
              {t.common.back}
            </Button>
            <Button
              loading={merge.isPending}
              onClick={() =>
                merge.mutate(
                  { customer, other: other.id },
                  {
                    onSuccess: () => {
                      toast(words.mergeDone(other.name), () => separate.mutate({ id: customer.id, other: other.id }));
                      onClose();
                    },
                  },
                )
              }
            >
              {words.mergeConfirm}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );
  return (
    <Dialog opened title={words.mergeTitle(customer.name)} onClose={onClose}>
      <Stack>
        <TextInput
          type="search"
          label={words.search}
          maxLength={200}
          autoComplete="off"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        {found.isError ? <Problem error={found.error} own={t.customers.codes} /> : null}
        <ul className={styles.choices}>
          {asked === ''
            ? null
            : rows.map((row) => (
                <li key={row.id}>
                  <button type="button" className={styles.choice} onClick={() => setOther(row)}>
                    <strong className={styles.grow}>{row.name}</strong>
                    <span className={styles.muted}>{row.phone ?? row.email ?? ''}</span>
                  </button>
                </li>
              ))}
        </ul>
        {asked !== '' && found.isSuccess && !found.isFetching && rows.length === 0 ? (
          <Text role="status">{words.noOther(asked)}</Text>
        ) : null}
      </Stack>
    </Dialog>
  );
}
