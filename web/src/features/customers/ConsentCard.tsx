import { ActionIcon, Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { newId } from '@/lib/id';
import { formatDate, formatFull } from '@/lib/time';
import { useTexts } from '@/texts/customers';
import { Dialog } from '@/ui/Dialog';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { StatusBadge } from '@/ui/StatusBadge';
import { toast } from '@/ui/Toast';
import styles from './customers.module.css';
import { useRecordConsent } from './mutations';
import { type Customer, consentsQuery } from './queries';

const channels = ['email', 'sms', 'phone', 'post', 'push'] as const;
type Channel = (typeof channels)[number];

/** What they allowed, channel by channel: the newest word counts, and every word before it stays readable. */
export function ConsentCard({ customer, mayWrite, zone }: { customer: Customer; mayWrite: boolean; zone: string }) {
  const t = useTexts();
  const words = t.customers.consent;
  const [asked, setAsked] = useState<Channel | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section className={styles.card} aria-labelledby="consent">
      <h2 id="consent">{words.title}</h2>
      <ul className={styles.list}>
        {channels.map((channel) => {
          const said = customer.consents.find((one) => one.channel === channel);
          return (
            <li key={channel}>
              <span className={styles.grow}>{words.channels[channel]}</span>
              {said ? (
                <>
                  <StatusBadge
                    tone={said.is_granted ? 'success' : 'danger'}
                    icon={said.is_granted ? 'check' : 'close'}
                    label={said.is_granted ? words.yes : words.no}
                  />
                  <span className={styles.muted} title={formatFull(said.given_at, zone)}>
                    {words.given(said.source, formatDate(said.given_at, zone))}
                  </span>
                </>
              ) : (
                <StatusBadge tone="neutral" icon="minus" label={words.never} />
              )}
              {mayWrite ? (
                <ActionIcon aria-label={words.change(words.channels[channel])} onClick={() => setAsked(channel)}>
                  <Icon name="edit" size={20} />
                </ActionIcon>
              ) : null}
            </li>
          );
        })}
      </ul>
      <details onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>{words.history}</summary>
        {isOpen ? <ConsentHistory id={customer.id} zone={zone} /> : null}
      </details>
      {asked ? <ConsentDialog id={customer.id} channel={asked} onClose={() => setAsked(null)} /> : null}
    </section>
  );
}

function ConsentHistory({ id, zone }: { id: string; zone: string }) {
  const t = useTexts();
  const words = t.customers.consent;
  const history = useQuery(consentsQuery(id));
  if (history.isError) return <Problem error={history.error} onRetry={() => void history.refetch()} />;
  if (!history.data) return <LoadingRows rows={2} height={40} />;
  if (history.data.length === 0) return <p className={styles.muted}>{words.noHistory}</p>;
  return (
    <ul className={styles.list}>
      {history.data.map((one) => (
        <li key={`${one.channel} ${one.recorded_at}`}>
          <span className={styles.grow}>
            {(words.channels as Record<string, string>)[one.channel] ?? one.channel}:{' '}
            {one.is_granted ? words.yes : words.no}
          </span>
          <span className={styles.muted} title={formatFull(one.given_at, zone)}>
            {words.given(one.source, formatDate(one.given_at, zone))}
          </span>
        </li>
      ))}
    </ul>
  );
}

function ConsentDialog({ id, channel, onClose }: { id: string; channel: Channel; onClose: () => void }) {
  const t = useTexts();
  const words = t.customers.consent;
  const [granted, setGranted] = useState('yes');
  const [source, setSource] = useState(words.atTill);
  const key = useRef(newId());
  const record = useRecordConsent(id);
  return (
    <Dialog opened onClose={onClose} title={words.recordTitle(words.channels[channel])}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (source.trim() === '') return;
          record.mutate(
            { key: key.current, body: { channel, is_granted: granted === 'yes', source: source.trim() } },
            {
              onSuccess: () => {
                toast(words.recorded);
                onClose();
              },
            },
          );
        }}
      >
        <Stack>
          <Radio.Group aria-label={words.title} value={granted} onChange={setGranted}>
            <Stack>
              <Radio value="yes" label={words.granted} />
              <Radio value="no" label={words.withdrawn} />
            </Stack>
          </Radio.Group>
          <TextInput
            label={words.source}
            description={words.sourceHint}
            maxLength={200}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
            error={source.trim() === '' ? words.sourceMissing : null}
          />
          {record.error ? <Problem error={record.error} own={t.customers.codes} /> : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t.common.cancel}
            </Button>
            <Button type="submit" loading={record.isPending}>
              {words.record}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
