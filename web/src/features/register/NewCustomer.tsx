import { Button, Stack, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { api, ask } from '@/api/client';
import { useCan } from '@/api/useSession';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/register';
import { fieldProblems, Problem } from '@/ui/Problem';
import { contactOf } from './contact';
import styles from './Register.module.css';
import type { Ticket } from './ticket';

/** Nobody has what was typed: they are made from it, without leaving the sale. */
export function NewCustomer({ typed, onMade }: { typed: string; onMade: (customer: Ticket['customer']) => void }) {
  const t = useTexts();
  const can = useCan();
  const contact = contactOf(typed);
  const [isOpen, setOpen] = useState(false);
  const [name, setName] = useState(contact.is === 'name' ? typed : '');
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  /** One person however often the button is pressed. */
  const key = useRef(newId());
  const create = async () => {
    if (name.trim() === '') return;
    setBusy(true);
    setProblem(null);
    const way = { value: contact.value, is_primary: true };
    try {
      const made = await ask(
        api.POST('/api/v1/customers', {
          params: { header: { 'Idempotency-Key': key.current } },
          body: {
            name: name.trim(),
            ...(contact.is === 'phone' ? { phones: [way] } : contact.is === 'email' ? { emails: [way] } : {}),
          },
        }),
      );
      onMade({ id: made.id, name: name.trim() });
    } catch (error) {
      setProblem(error);
      key.current = newId();
    } finally {
      setBusy(false);
    }
  };
  if (typed === '') return <p className={styles.small}>{t.register.noCustomer}</p>;
  const fields = fieldProblems(problem);
  return (
    <Stack gap="sm">
      <p className={styles.small}>{t.register.noMatch(typed)}</p>
      {!can('customers:write') ? null : isOpen ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void create();
          }}
        >
          <Stack gap="sm">
            <TextInput
              label={t.register.newName}
              value={name}
              autoComplete="off"
              autoFocus
              error={fields['/name'] ?? null}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            {contact.is === 'name' ? null : (
              <p className={styles.small}>
                {contact.is === 'phone' ? t.register.newPhone(contact.value) : t.register.newEmail(contact.value)}
              </p>
            )}
            {problem ? <Problem error={problem} own={t.register.problems} /> : null}
            <Button type="submit" loading={isBusy}>
              {t.register.createAndUse}
            </Button>
          </Stack>
        </form>
      ) : (
        <Button variant="default" onClick={() => setOpen(true)}>
          {t.register.createWith[contact.is](typed)}
        </Button>
      )}
    </Stack>
  );
}
