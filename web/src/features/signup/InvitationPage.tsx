import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { ask } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { publicApi } from '@/api/public';
import { acceptInvitation } from '@/api/session';
import { memory } from '@/lib/store';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/signup';
import { speakAs } from '@/texts/useTexts';
import { dressAs } from '@/ui/appearance';
import { LoadingRows } from '@/ui/LoadingRows';
import { usePageTitle } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { useForm } from '@/ui/useForm';
import { passwordLength } from './draft';
import styles from './SignUp.module.css';
import { StepForm } from './StepForm';

/** What somebody is asked to join, and the password they will sign in with. The token stands behind the #: no server and no log sees the address with it. */
export function InvitationPage() {
  const t = useTexts();
  const words = t.invitation;
  const [token] = useState(() => window.location.hash.slice(1));
  const offer = useQuery({
    queryKey: ['invitation', token],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    queryFn: ({ signal }) =>
      ask(publicApi.POST('/api/v1/auth/invitations/read', { body: { token: token || '-' }, signal })),
  });
  usePageTitle(offer.data ? words.heading(offer.data.business_name) : words.title);
  const industry = offer.data?.industry;
  useEffect(() => {
    if (!industry) return;
    dressAs(industry);
    speakAs(industry);
  }, [industry]);
  const isGone = offer.error instanceof ProblemError && offer.error.status === 404;
  return (
    <main className={styles.page}>
      <div className={styles.card}>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{t.common.appName}</span>
        </div>
        <h1>{offer.data ? words.heading(offer.data.business_name) : words.title}</h1>
        {offer.isPending ? <LoadingRows rows={3} height={48} /> : null}
        {isGone ? (
          <>
            <p role="alert">{words.gone}</p>
            <p className={styles.below}>
              {words.goneHelp} <Link to="/signin">{words.signIn}</Link>
            </p>
          </>
        ) : offer.error ? (
          <Problem error={offer.error} onRetry={() => void offer.refetch()} />
        ) : null}
        {offer.data ? <Join token={token} offer={offer.data} /> : null}
      </div>
    </main>
  );
}

function Join({
  token,
  offer,
}: {
  token: string;
  offer: { slug: string; email: string; name: string; role: string; location_name: string | null; expires_at: string };
}) {
  const t = useTexts();
  const words = t.invitation;
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const form = useForm({ name: offer.name, password: '' }, ({ name, password }) => ({
    name: name.trim() ? undefined : words.nameMissing,
    password: passwordLength(password) < 15 ? t.signup.you.passwordShort(passwordLength(password)) : undefined,
  }));
  const role = t.common.roles[offer.role] ?? offer.role;
  const join = async () => {
    if (busy || !form.isReady()) return;
    setBusy(true);
    setProblem(null);
    try {
      await acceptInvitation({ token, name: form.values.name.trim(), password: form.values.password });
      memory.write('olympus.business', offer.slug); // where signing in on this device begins
      await router.navigate({ to: '/', replace: true });
    } catch (error) {
      const isSaid = form.refuse(error, (_, code) =>
        code === 'contains_context' ? t.signup.you.passwordContext : t.signup.you.passwordCommon,
      );
      if (!isSaid) setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <StepForm fields={form.ref} onSend={() => void join()}>
      <p className={styles.note}>
        {offer.location_name ? words.asRoleAt(role, offer.location_name) : words.asRole(role)}{' '}
        {words.willSignIn(offer.slug, offer.email)}
      </p>
      <input type="hidden" name="username" autoComplete="username" value={offer.email} readOnly />
      <TextInput label={words.name} autoComplete="name" maxLength={120} {...form.text('name')} />
      <PasswordInput
        label={words.password}
        description={t.signup.you.passwordHint}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t.signup.you.show, tabIndex: 0 }}
        {...form.text('password')}
      />
      {problem ? <Problem error={problem} own={{ 'platform.email_taken': words.taken }} /> : null}
      <div className={styles.actions}>
        <span className={styles.hint}>
          {words.until(formatMoment(offer.expires_at, Intl.DateTimeFormat().resolvedOptions().timeZone))}
        </span>
        <Button type="submit" size="lg" loading={busy}>
          {words.join}
        </Button>
      </div>
    </StepForm>
  );
}
