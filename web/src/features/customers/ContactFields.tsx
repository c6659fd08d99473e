import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/customers';
import { Icon } from '@/ui/Icon';
import { emailKey, phoneKey } from './contacts';
import styles from './customers.module.css';
import { holdingQuery } from './queries';

/** `id` names the line on this page. */
export type Contact = { id: string; value: string; label: string | null; is_primary: boolean };

type Kind = 'email' | 'phone';

/** Addresses or numbers, one of them the first choice. */
export function ContactFields({
  kind,
  own,
  contacts,
  onChange,
  asked,
}: {
  kind: Kind;
  /** Whose they are: one's own are no duplicate. */
  own: string | null;
  contacts: Contact[];
  onChange: (contacts: Contact[]) => void;
  asked: boolean;
}) {
  const t = useTexts();
  const words = t.customers.form;
  const set = (contact: Contact, change: Partial<Contact>) =>
    onChange(contacts.map((one) => (one === contact ? { ...one, ...change } : one)));
  return (
    <>
      {contacts.map((contact) => (
        <ContactLine
          key={contact.id}
          kind={kind}
          own={own}
          contact={contact}
          asked={asked}
          isOnly={contacts.length === 1}
          onValue={(value) => set(contact, { value })}
          onFirst={() => onChange(contacts.map((one) => ({ ...one, is_primary: one === contact })))}
          onRemove={() => {
            const rest = contacts.filter((one) => one !== contact);
            onChange(rest.map((one, at) => (contact.is_primary && at === 0 ? { ...one, is_primary: true } : one)));
          }}
        />
      ))}
      {contacts.length < 10 ? (
        <div>
          <Button
            variant="subtle"
            leftSection={<Icon name="plus" size={20} />}
            onClick={() =>
              onChange([...contacts, { id: newId(), value: '', label: null, is_primary: contacts.length === 0 }])
            }
          >
            {kind === 'email' ? words.addEmail : words.addPhone}
          </Button>
        </div>
      ) : null}
    </>
  );
}

function ContactLine({
  kind,
  own,
  contact,
  asked,
  isOnly,
  onValue,
  onFirst,
  onRemove,
}: {
  kind: Kind;
  own: string | null;
  contact: Contact;
  asked: boolean;
  isOnly: boolean;
  onValue: (value: string) => void;
  onFirst: () => void;
  onRemove: () => void;
}) {
  const t = useTexts();
  const words = t.customers.form;
  const [left, setLeft] = useState(false);
  const [looked, setLooked] = useState<string | null>(null);
  const key = kind === 'email' ? emailKey(contact.value) : phoneKey(contact.value);
  useEffect(() => {
    const timer = setTimeout(() => setLooked(key), 400);
    return () => clearTimeout(timer);
  }, [key]);
  const holding = useQuery({ ...holdingQuery(kind, looked ?? ''), enabled: looked !== null });
  const others = looked === null || looked !== key ? [] : (holding.data ?? []).filter((one) => one.id !== own);
  const isWrong = contact.value.trim() !== '' && key === null;
  const what = contact.value.trim() || (kind === 'email' ? words.email : words.phone);
  return (
    <div>
      <div className={styles.row}>
        <TextInput
          label={kind === 'email' ? words.email : words.phone}
          type={kind === 'email' ? 'email' : 'tel'}
          inputMode={kind === 'email' ? 'email' : 'tel'}
          autoComplete="off"
          maxLength={254}
          value={contact.value}
          onChange={(event) => onValue(event.currentTarget.value)}
          onBlur={() => setLeft(true)}
          description={contact.is_primary && !isOnly ? words.first : null}
          error={(left || asked) && isWrong ? (kind === 'email' ? words.emailWrong : words.phoneWrong) : null}
        />
        <span>
          {contact.is_primary ? null : (
            <ActionIcon aria-label={words.makeFirst(what)} onClick={onFirst}>
              <Icon name="check" />
            </ActionIcon>
          )}
          <ActionIcon aria-label={words.remove(what)} onClick={onRemove}>
            <Icon name="remove" />
          </ActionIcon>
        </span>
      </div>
      {others.map((one) => (
        <p key={one.id} className={styles.duplicate} role="alert">
          {words.duplicate(one.name)}
          <Button
            variant="subtle"
            renderRoot={(props) => <Link to="/customers/$id" params={{ id: one.id }} {...props} />}
          >
            {words.openDuplicate(one.name)}
          </Button>
        </p>
      ))}
    </div>
  );
}
