import { Button } from '@mantine/core';
import { useState } from 'react';
import { useCan } from '@/api/useSession';
import { formatDate } from '@/lib/time';
import { useTexts } from '@/texts/customers';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import { useNow } from '@/ui/useNow';
import styles from './customers.module.css';
import { EraseDialog } from './EraseDialog';
import { MergeDialog } from './MergeDialog';
import { useExportCustomer, useSeparateCustomer } from './mutations';
import type { Customer } from './queries';

/** What is done with an entry as a whole: one person of two entries, everything handed over, everything forgotten. */
export function CustomerCare({ customer, isOffline, zone }: { customer: Customer; isOffline: boolean; zone: string }) {
  const t = useTexts();
  const words = t.customers.care;
  const can = useCan();
  const now = useNow();
  const [asked, setAsked] = useState<'merge' | 'erase' | null>(null);
  const separate = useSeparateCustomer();
  const everything = useExportCustomer();
  const isArchived = customer.archived_at !== null;
  return (
    <section className={styles.card} aria-labelledby="care">
      <h2 id="care">{words.title}</h2>
      {customer.merged.length > 0 ? (
        <ul className={styles.list}>
          {customer.merged.map((one) => (
            <li key={one.customer_id}>
              <span className={styles.grow}>{words.merged(one.name, formatDate(one.merged_at, zone))}</span>
              {Date.parse(one.undoable_until) > now && !isArchived ? (
                <Button
                  variant="default"
                  disabled={isOffline}
                  loading={separate.isPending}
                  onClick={() =>
                    separate.mutate(
                      { id: customer.id, other: one.customer_id },
                      { onSuccess: () => toast(words.separated(one.name)) },
                    )
                  }
                >
                  {words.separate(one.name)}
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <div className={styles.buttons}>
        {isArchived ? null : (
          <Button variant="default" disabled={isOffline} onClick={() => setAsked('merge')}>
            {words.merge}
          </Button>
        )}
        <Button
          variant="default"
          leftSection={<Icon name="download" size={20} />}
          disabled={isOffline}
          loading={everything.isPending}
          onClick={() =>
            everything.mutate(customer.id, {
              onSuccess: (all) => toast(all.is_complete ? words.exported : words.exportedPart),
            })
          }
        >
          {words.exportAll}
        </Button>
        {can('tenant:write') ? (
          <Button variant="outline" color="danger" disabled={isOffline} onClick={() => setAsked('erase')}>
            {words.erase}
          </Button>
        ) : null}
      </div>
      {separate.error ? <Problem error={separate.error} own={t.customers.codes} /> : null}
      {everything.error ? <Problem error={everything.error} own={t.customers.codes} /> : null}
      {asked === 'merge' ? <MergeDialog customer={customer} onClose={() => setAsked(null)} /> : null}
      {asked === 'erase' ? <EraseDialog customer={customer} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}
