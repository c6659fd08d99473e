import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCan } from '@/api/useSession';
import { useTexts } from '@/texts/customers';
import { Page } from '@/ui/Page';
import { CustomerForm } from './CustomerForm';
import { BackToCustomers } from './CustomerPage';
import { draftFrom } from './contacts';
import styles from './customers.module.css';

/** Somebody new, beginning with what was searched for. */
export function NewCustomerPage() {
  const t = useTexts();
  const navigate = useNavigate();
  const { q } = useSearch({ from: '/signed-in/customers/new' });
  const mayWrite = useCan()('customers:write');
  return (
    <Page title={t.customers.form.new(t.words.person)} narrow actions={<BackToCustomers />}>
      {mayWrite ? (
        <CustomerForm
          customer={null}
          begin={draftFrom(q ?? '')}
          onDone={(id) =>
            void (id
              ? navigate({ to: '/customers/$id', params: { id }, replace: true })
              : navigate({ to: '/customers' }))
          }
        />
      ) : (
        <p className={styles.note}>{t.customers.emptyReadOnly.text}</p>
      )}
    </Page>
  );
}
