import { Button, Group, PasswordInput, Select } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ask } from '@/api/client';
import { useIdentity } from '@/api/useSession';
import { formatAgo, formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { CopyField } from '@/ui/CopyField';
import { Dialog } from '@/ui/Dialog';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { Badge } from '@/ui/receipt/Badge';
import { QrCode } from '@/ui/receipt/QrCode';
import { printReceipt } from '@/ui/receipt/receipt';
import { useColleagues } from './colleagues';
import { deviceZone } from './device';
import styles from './Settings.module.css';

const badgesKey = ['settings', 'badges'] as const;

/** Badges that are scanned on a till instead of a name and a PIN: who has one, giving one, taking one back. */
export function Badges() {
  const t = useTexts();
  const words = t.settings.badges;
  const client = useQueryClient();
  const { data: people } = useColleagues();
  const badges = useQuery({
    queryKey: badgesKey,
    queryFn: async ({ signal }) => (await ask(api.GET('/api/v1/auth/badges', { signal }))).data,
  });
  const [asked, setAsked] = useState<{ id: string; name: string } | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => ask(api.DELETE('/api/v1/auth/people/{id}/badge', { params: { path: { id } } })),
    onSuccess: async () => {
      setAsked(null);
      say(words.revoked);
      await client.invalidateQueries({ queryKey: badgesKey });
    },
  });
  const nameOf = (id: string) => people?.find((one) => one.id === id)?.name ?? '';
  return (
    <section className={styles.card} aria-labelledby="badges">
      <h2 id="badges">{words.heading}</h2>
      <p className={styles.muted}>{words.body}</p>
      {badges.isPending ? <LoadingRows rows={1} height={56} /> : null}
      {badges.error ? <Problem error={badges.error} onRetry={() => void badges.refetch()} /> : null}
      <ul className={styles.plain}>
        {badges.data?.map((one) => {
          const name = nameOf(one.user_id);
          return (
            <li key={one.user_id} className={styles.item}>
              <span className={styles.who}>
                <strong>{name}</strong>
                <span className={styles.muted}>
                  {words.givenAt(formatMoment(one.given_at, deviceZone()))} ·{' '}
                  {one.last_used_at ? words.usedAt(formatAgo(one.last_used_at)) : words.neverUsed}
                </span>
              </span>
              <Button
                variant="default"
                aria-label={words.revokeOf(name)}
                onClick={() => setAsked({ id: one.user_id, name })}
              >
                {words.revoke}
              </Button>
            </li>
          );
        })}
      </ul>
      <Give has={(id) => badges.data?.some((one) => one.user_id === id) ?? false} />
      <ConfirmDialog
        opened={asked !== null}
        title={words.revokeQuestion(asked?.name ?? '')}
        confirm={words.revoke}
        danger
        busy={revoke.isPending}
        problem={revoke.error ? <Problem error={revoke.error} /> : null}
        onConfirm={() => asked && revoke.mutate(asked.id)}
        onClose={() => {
          setAsked(null);
          revoke.reset();
        }}
      >
        {words.revokeEffect}
      </ConfirmDialog>
    </section>
  );
}

/** A badge for somebody; for oneself with the password, because whoever finds a till unlocked must not make one. */
function Give({ has }: { has: (id: string) => boolean }) {
  const t = useTexts();
  const words = t.settings.badges;
  const client = useQueryClient();
  const { me, tenant } = useIdentity();
  const { data: people } = useColleagues();
  const [person, setPerson] = useState('');
  const [password, setPassword] = useState('');
  const isOwn = person === me.user_id;
  const name = people?.find(({ id }) => id === person)?.name ?? '';
  const give = useMutation({
    mutationFn: () =>
      ask(
        api.POST('/api/v1/auth/people/{id}/badge', {
          params: { path: { id: person } },
          body: isOwn ? { current_password: password } : {},
        }),
      ),
    // What it says is on the badge alone: no longer here than the dialog is open.
    gcTime: 0,
    onSuccess: async () => {
      setPassword('');
      await client.invalidateQueries({ queryKey: badgesKey });
    },
  });
  return (
    <>
      <form
        className={styles.inline}
        onSubmit={(event) => {
          event.preventDefault();
          if (person !== '' && (!isOwn || password !== '')) give.mutate();
        }}
      >
        <Select
          size="md"
          label={words.person}
          value={person || null}
          onChange={(value) => {
            setPerson(value ?? '');
            give.reset();
          }}
          data={(people ?? []).filter((one) => one.is_active).map((one) => ({ value: one.id, label: one.name }))}
        />
        {isOwn ? (
          <PasswordInput
            label={words.password}
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0 }}
          />
        ) : null}
        <Button type="submit" loading={give.isPending}>
          {has(person) ? words.giveAnew : words.give}
        </Button>
      </form>
      {has(person) && !give.data ? <p className={styles.muted}>{words.replaces(name)}</p> : null}
      {give.error ? <Problem error={give.error} own={words.problems} /> : null}
      {give.data ? (
        <Dialog opened title={words.of(name)} onClose={() => give.reset()}>
          <p>{words.once}</p>
          <Badge business={tenant.name} name={name} code={give.data.code} />
          <QrCode text={give.data.code} className={styles.badge} />
          <CopyField label={words.code} text={give.data.code} />
          <Group justify="flex-end" mt="lg">
            <Button leftSection={<Icon name="print" size={20} />} onClick={() => void printReceipt()}>
              {words.print}
            </Button>
          </Group>
        </Dialog>
      ) : null}
    </>
  );
}
