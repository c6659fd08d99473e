import { Button, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useRef, useState, useSyncExternalStore } from 'react';
import { ProblemError } from '@/api/problem';
import { reach } from '@/api/reach';
import { newId } from '@/lib/id';
import { useTexts } from '@/texts/customers';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { type Address, AddressFields } from './AddressFields';
import { type Contact, ContactFields } from './ContactFields';
import { emailKey, phoneKey, tagsOf } from './contacts';
import styles from './customers.module.css';
import { useChangeCustomer, useCreateCustomer } from './mutations';
import type { Customer } from './queries';
import { SameName } from './SameName';

type Fields = {
  name: string;
  emails: Contact[];
  phones: Contact[];
  addresses: Address[];
  tags: string[];
  note: string;
  reference: string;
  allergies: string;
};

function fieldsOf(customer: Customer | null, begin: { name: string; email: string; phone: string } | null): Fields {
  if (customer)
    return {
      name: customer.name,
      emails: customer.emails.map((one) => ({ ...one, id: newId() })),
      phones: customer.phones.map((one) => ({ ...one, id: newId() })),
      addresses: customer.addresses.map((one) => ({ ...one, id: newId() })),
      tags: customer.tags,
      note: customer.note ?? '',
      reference: customer.external_reference ?? '',
      allergies: customer.allergies ?? '',
    };
  const one = (value: string): Contact[] => [{ id: newId(), value, label: null, is_primary: true }];
  return {
    name: begin?.name ?? '',
    emails: one(begin?.email ?? ''),
    phones: one(begin?.phone ?? ''),
    addresses: [],
    tags: [],
    note: '',
    reference: '',
    allergies: '',
  };
}

/** What is known of somebody. Empty lines are left out; somebody who has the same address or number is shown while typing. */
export function CustomerForm({
  customer,
  begin,
  onDone,
}: {
  customer: Customer | null;
  begin: { name: string; email: string; phone: string } | null;
  onDone: (id: string | null) => void;
}) {
  const t = useTexts();
  const words = t.customers.form;
  const isOffline = useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
  const [fields, setFields] = useState(() => fieldsOf(customer, begin));
  const [version, setVersion] = useState(customer?.version ?? 0);
  const [asked, setAsked] = useState(false);
  const key = useRef(newId());
  const create = useCreateCustomer();
  const change = useChangeCustomer();
  const set = (next: Partial<Fields>) => setFields((before) => ({ ...before, ...next }));
  const emails = fields.emails.filter((one) => one.value.trim() !== '');
  const phones = fields.phones.filter((one) => one.value.trim() !== '');
  const isGood =
    fields.name.trim() !== '' &&
    emails.every((one) => emailKey(one.value) !== null) &&
    phones.every((one) => phoneKey(one.value) !== null) &&
    tagsOf(fields.tags.join(' ')) !== null;
  const error = create.error ?? change.error;
  const isStale = change.error instanceof ProblemError && change.error.status === 412;

  const submit = () => {
    setAsked(true);
    if (!isGood || isOffline) return;
    const contact = ({ value, label, is_primary }: Contact) => ({
      value: value.trim(),
      label: label?.trim() || null,
      is_primary,
    });
    const addresses = fields.addresses.flatMap(({ id: _, ...address }) => {
      const parts = [address.line1, address.line2, address.postal_code, address.city, address.region, address.country];
      const kept = Object.fromEntries(
        Object.entries(address).map(([part, value]) => [
          part,
          typeof value === 'string' ? value.trim() || null : value,
        ]),
      );
      return parts.some((part) => part?.trim()) ? [{ ...kept, is_primary: address.is_primary }] : [];
    });
    const body = {
      name: fields.name.trim(),
      emails: emails.map(contact),
      phones: phones.map(contact),
      addresses,
      tags: tagsOf(fields.tags.join(' ')) ?? [],
    };
    const done = (id: string, sentence: string) => {
      toast(sentence);
      onDone(id);
    };
    if (customer)
      change.mutate(
        {
          id: customer.id,
          version,
          body: {
            ...body,
            note: fields.note,
            external_reference: fields.reference.trim(),
            allergies: fields.allergies.trim(),
          },
        },
        { onSuccess: (saved) => done(saved.id, words.saved(saved.name)) },
      );
    else
      create.mutate(
        {
          key: key.current,
          body: {
            ...body,
            note: fields.note.trim() === '' ? null : fields.note,
            external_reference: fields.reference.trim() || null,
            allergies: fields.allergies.trim() || null,
          },
        },
        {
          onSuccess: ({ id }) => done(id, words.created(body.name)),
          onError: (refused) => {
            if (refused instanceof ProblemError && refused.status >= 400 && refused.status < 500) key.current = newId();
          },
        },
      );
  };

  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      noValidate
    >
      <TextInput
        label={words.name}
        value={fields.name}
        maxLength={200}
        autoComplete="off"
        onChange={(event) => set({ name: event.currentTarget.value })}
        error={asked && fields.name.trim() === '' ? words.nameMissing : null}
        data-autofocus
      />
      {customer ? null : <SameName name={fields.name} />}
      <ContactFields
        kind="phone"
        own={customer?.id ?? null}
        contacts={fields.phones}
        onChange={(next) => set({ phones: next })}
        asked={asked}
      />
      <ContactFields
        kind="email"
        own={customer?.id ?? null}
        contacts={fields.emails}
        onChange={(next) => set({ emails: next })}
        asked={asked}
      />
      <AddressFields addresses={fields.addresses} onChange={(next) => set({ addresses: next })} />
      <TextInput
        label={words.allergies}
        description={words.allergiesHint}
        maxLength={300}
        autoComplete="off"
        value={fields.allergies}
        onChange={(event) => set({ allergies: event.currentTarget.value })}
      />
      <Textarea
        label={words.note}
        rows={3}
        maxLength={4000}
        value={fields.note}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      <TagsInput
        label={words.tags}
        description={words.tagsHint}
        value={fields.tags}
        onChange={(next) => set({ tags: next.map((tag) => tag.trim().toLowerCase()).filter(Boolean) })}
        acceptValueOnBlur
        error={tagsOf(fields.tags.join(' ')) === null ? words.tagsWrong : null}
      />
      <TextInput
        label={words.reference}
        description={words.referenceHint}
        maxLength={100}
        value={fields.reference}
        onChange={(event) => set({ reference: event.currentTarget.value })}
      />
      {isStale && customer ? (
        <div className={styles.conflict} role="alert">
          <p>{words.conflict}</p>
          <Button
            variant="default"
            onClick={() => {
              setFields(fieldsOf(customer, null));
              setVersion(customer.version);
              change.reset();
            }}
          >
            {words.takeTheirs}
          </Button>
          <Button
            variant="default"
            onClick={() => {
              setVersion(customer.version);
              change.reset();
            }}
          >
            {words.keepMine}
          </Button>
        </div>
      ) : error ? (
        <Problem error={error} own={t.customers.codes} />
      ) : null}
      {isOffline ? <p className={styles.note}>{t.customers.offline}</p> : null}
      <div className={styles.actions}>
        <Button variant="default" onClick={() => onDone(customer?.id ?? null)}>
          {t.common.cancel}
        </Button>
        <Button type="submit" loading={create.isPending || change.isPending} disabled={isOffline}>
          {customer ? words.save : words.create}
        </Button>
      </div>
    </form>
  );
}
