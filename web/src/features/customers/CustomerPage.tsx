import { Anchor, Badge, Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useCan, usePlace } from '@/api/useSession';
import { formatDate } from '@/lib/time';
import { useTexts } from '@/texts/customers';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { toast } from '@/ui/Toast';
import { ConsentCard } from './ConsentCard';
import { CustomerCare } from './CustomerCare';
import { CustomerForm } from './CustomerForm';
import { CustomerOrders } from './CustomerOrders';
import styles from './customers.module.css';
import { useArchiveCustomer } from './mutations';
import { type Customer, customerQuery } from './queries';

export function CustomerPage() {
  const t = useTexts();
  const { id } = useParams({ from: '/signed-in/customers/$id' });
  const customer = useQuery(customerQuery(id));
  if (customer.data) return <Profile key={id} customer={customer.data} />;
  return (
    <Page title={t.words.person} actions={<BackToCustomers />}>
      {customer.isError ? (
        <Problem error={customer.error} onRetry={() => void customer.refetch()} />
      ) : (
        <LoadingRows rows={5} height={56} />
      )}
    </Page>
  );
}

export function BackToCustomers() {
  const t = useTexts();
  return (
    <Button
      variant="default"
      leftSection={<Icon name="back" size={20} />}
      renderRoot={(props) => <Link to="/customers" {...props} />}
    >
      {t.words.people}
    </Button>
  );
}

/** What they allowed and how to reach them stand above what they spent. */
function Profile({ customer }: { customer: Customer }) {
  const t = useTexts();
  const words = t.customers.profile;
  const can = useCan();
  const zone = usePlace()?.time_zone ?? 'UTC';
  const isOffline = useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
  const isArchived = customer.archived_at !== null;
  const mayWrite = can('customers:write') && !isOffline && !isArchived;
  const [isEditing, setIsEditing] = useState(false);
  const [asked, setAsked] = useState(false);
  const archive = useArchiveCustomer();
  useShortcuts(customer.name, mayWrite ? [{ keys: 'e', label: words.edit, run: () => setIsEditing(true) }] : []);

  if (isEditing && mayWrite)
    return (
      <Page title={t.customers.form.edit(customer.name)} narrow>
        <CustomerForm customer={customer} begin={null} onDone={() => setIsEditing(false)} />
      </Page>
    );
  return (
    <Page
      title={customer.erased_at ? words.erasedName : customer.name}
      actions={
        <>
          <BackToCustomers />
          {mayWrite ? (
            <>
              <Button variant="default" onClick={() => setAsked(true)}>
                {words.archive}
              </Button>
              <Button leftSection={<Icon name="edit" size={20} />} onClick={() => setIsEditing(true)}>
                {words.edit}
              </Button>
            </>
          ) : null}
        </>
      }
    >
      {customer.allergies ? (
        <p className={styles.allergies}>
          <Icon name="warning" />
          <span>
            <strong>{words.allergies}:</strong> {customer.allergies}
          </span>
        </p>
      ) : null}
      {isArchived ? (
        <p className={styles.note}>
          {customer.erased_at ? (
            words.erased
          ) : customer.merged_into ? (
            <>
              {words.mergedInto}{' '}
              <Link to="/customers/$id" params={{ id: customer.merged_into }}>
                {words.openMerged}
              </Link>
            </>
          ) : (
            words.archived
          )}
        </p>
      ) : null}
      {isOffline ? <p className={styles.note}>{t.customers.offline}</p> : null}
      <div className={styles.columns}>
        <div className={styles.form}>
          <section className={styles.card} aria-labelledby="contacts">
            <h2 id="contacts">{words.contacts}</h2>
            <Contacts customer={customer} />
            {customer.note ? (
              <p>
                <strong>{words.note}</strong>: {customer.note}
              </p>
            ) : null}
            {customer.tags.length > 0 ? (
              <div className={styles.tags}>
                {customer.tags.map((tag) => (
                  <Badge
                    key={tag}
                    variant="light"
                    size="lg"
                    tt="none"
                    renderRoot={(props) => <Link to="/customers" search={{ tag }} {...props} />}
                  >
                    {tag}
                  </Badge>
                ))}
              </div>
            ) : null}
            <p className={styles.muted}>
              {[
                words.since(formatDate(customer.created_at, zone)),
                customer.external_reference ? `${words.reference} ${customer.external_reference}` : '',
              ]
                .filter(Boolean)
                .join(' · ')}
            </p>
          </section>
          <ConsentCard customer={customer} mayWrite={mayWrite} zone={zone} />
          {can('customers:write') && !customer.erased_at ? (
            <CustomerCare customer={customer} isOffline={isOffline} zone={zone} />
          ) : null}
        </div>
        <CustomerOrders customer={customer} />
      </div>
      <ConfirmDialog
        opened={asked}
        title={words.archiveTitle(customer.name)}
        confirm={words.archiveConfirm}
        danger
        busy={archive.isPending}
        problem={archive.error ? <Problem error={archive.error} own={t.customers.codes} /> : null}
        onConfirm={() =>
          archive.mutate(customer, {
            onSuccess: () => {
              setAsked(false);
              toast(words.archivedDone(customer.name));
            },
          })
        }
        onClose={() => setAsked(false)}
      >
        {words.archiveText}
      </ConfirmDialog>
    </Page>
  );
}

function Contacts({ customer }: { customer: Customer }) {
  const t = useTexts();
  const words = t.customers.profile;
  const count = customer.emails.length + customer.phones.length + customer.addresses.length;
  if (count === 0) return <p className={styles.muted}>{words.noContacts}</p>;
  const also = (label: string | null, isFirst: boolean, many: boolean) =>
    [label, isFirst && many ? words.primary : null].filter(Boolean).join(' · ');
  return (
    <ul className={styles.list}>
      {customer.phones.map((phone) => (
        <li key={phone.value}>
          <Anchor className={styles.grow ?? ''} href={`tel:${phone.value.replace(/[^+\d]/g, '')}`}>
            {phone.value}
          </Anchor>
          <span className={styles.muted}>{also(phone.label, phone.is_primary, customer.phones.length > 1)}</span>
        </li>
      ))}
      {customer.emails.map((email) => (
        <li key={email.value}>
          <Anchor className={styles.grow ?? ''} href={`mailto:${email.value}`}>
            {email.value}
          </Anchor>
          <span className={styles.muted}>{also(email.label, email.is_primary, customer.emails.length > 1)}</span>
        </li>
      ))}
      {customer.addresses.map((address) => {
        const text = [
          address.line1,
          address.line2,
          [address.postal_code, address.city].filter(Boolean).join(' '),
          address.region,
          address.country,
        ]
          .filter(Boolean)
          .join(', ');
        return (
          <li key={text}>
            <address className={styles.grow ?? ''}>{text}</address>
            <span className={styles.muted}>
              {also(address.label, address.is_primary, customer.addresses.length > 1)}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
