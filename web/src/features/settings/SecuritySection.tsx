import { Button, Checkbox, PasswordInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import { formatAgo, formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { StatusBadge } from '@/ui/StatusBadge';
import { useForm } from '@/ui/useForm';
import { browserOf, deviceZone } from './device';
import { useChangePassword, useEndOtherSessions, useEndSession } from './mutations';
import { OwnPinForm } from './OwnPinForm';
import { Passkeys } from './Passkeys';
import { sessionsQuery } from './queries';
import styles from './Settings.module.css';
import { SettingsForm } from './SettingsForm';

export function SecuritySection() {
  return (
    <>
      <Sessions />
      <Passkeys />
      <OwnPinForm />
      <PasswordForm />
    </>
  );
}

/** Where somebody is signed in: what with, from where, when last. */
function Sessions() {
  const t = useTexts();
  const words = t.settings.security;
  const sessions = useInfiniteQuery(sessionsQuery);
  const end = useEndSession();
  const endOthers = useEndOtherSessions();
  const [asking, setAsking] = useState(false);
  const rows = sessions.data?.pages.flatMap((page) => page.data) ?? [];
  const named = (agent: string) => {
    const known = browserOf(agent);
    return known ? words.browserOn(known.browser, known.system) : agent;
  };
  return (
    <section className={styles.card} aria-labelledby="sessions">
      <h2 id="sessions">{words.sessions}</h2>
      {sessions.isPending ? <LoadingRows rows={3} height={56} /> : null}
      {sessions.error ? <Problem error={sessions.error} onRetry={() => void sessions.refetch()} /> : null}
      {end.error ? <Problem error={end.error} /> : null}
      <ul className={styles.plain}>
        {rows.map((one) => (
          <li key={one.id} className={styles.item}>
            <span className={styles.who}>
              <strong title={one.device}>{named(one.device)}</strong>
              <span className={styles.muted}>
                {words.from} {one.address} · {words.lastSeen} {formatAgo(one.last_used_at)} ·{' '}
                {words.since(formatMoment(one.created_at, deviceZone()))}
              </span>
            </span>
            {one.is_current ? (
              <StatusBadge tone="success" label={words.thisOne} />
            ) : (
              <Button
                variant="default"
                aria-label={words.endOf(named(one.device))}
                loading={end.isPending && end.variables === one.id}
                onClick={() => end.mutate(one.id, { onSuccess: () => say(words.ended) })}
              >
                {words.end}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.hasNextPage ? (
        <Button variant="default" loading={sessions.isFetchingNextPage} onClick={() => void sessions.fetchNextPage()}>
          {t.settings.more}
        </Button>
      ) : null}
      <div className={styles.end}>
        {rows.length > 1 ? (
          <Button variant="outline" color="danger" onClick={() => setAsking(true)}>
            {words.endOthers}
          </Button>
        ) : (
          <span className={`${styles.status} ${styles.muted}`}>{sessions.isSuccess ? words.onlyThis : ''}</span>
        )}
      </div>
      <ConfirmDialog
        opened={asking}
        title={words.endOthersQuestion}
        confirm={words.endOthers}
        danger
        busy={endOthers.isPending}
        problem={endOthers.error ? <Problem error={endOthers.error} /> : null}
        onClose={() => setAsking(false)}
        onConfirm={() =>
          endOthers.mutate(undefined, {
            onSuccess: () => {
              setAsking(false);
              say(words.othersEnded);
            },
          })
        }
      >
        {words.endOthersEffect}
      </ConfirmDialog>
    </section>
  );
}

function PasswordForm() {
  const t = useTexts();
  const words = t.settings.security;
  const change = useChangePassword();
  const [visible, setVisible] = useState(false);
  const [isChanged, setIsChanged] = useState(false);
  const form = useForm({ currentPassword: '', newPassword: '' }, ({ currentPassword, newPassword }) => ({
    currentPassword: currentPassword ? undefined : t.settings.required,
    newPassword: [...newPassword].length < 15 ? t.signup.you.passwordShort([...newPassword].length) : undefined,
  }));
  const save = async () => {
    const { currentPassword, newPassword } = form.values;
    setIsChanged(false);
    try {
      await change.mutateAsync({ current_password: currentPassword, new_password: newPassword });
      form.saved({ currentPassword: '', newPassword: '' }, 0);
      setIsChanged(true);
      return true;
    } catch (error) {
      if (error instanceof ProblemError && error.code === 'auth.wrong_password')
        form.blame('currentPassword', words.wrong);
      else if (
        !form.refuse(error, (_, code) =>
          code === 'contains_context' ? t.signup.you.passwordContext : t.signup.you.passwordCommon,
        )
      )
        throw error;
      return false;
    }
  };
  return (
    <SettingsForm heading={words.password} form={form} save={save} submitLabel={words.changePassword}>
      <div className={styles.fields}>
        <PasswordInput
          label={words.current}
          autoComplete="current-password"
          visible={visible}
          onVisibilityChange={setVisible}
          {...form.text('currentPassword')}
        />
        <PasswordInput
          label={words.next}
          description={words.nextHint}
          autoComplete="new-password"
          visible={visible}
          onVisibilityChange={setVisible}
          {...form.text('newPassword')}
        />
      </div>
      <Checkbox label={words.show} checked={visible} onChange={(event) => setVisible(event.currentTarget.checked)} />
      {isChanged ? <p role="status">{words.changed}</p> : null}
    </SettingsForm>
  );
}
