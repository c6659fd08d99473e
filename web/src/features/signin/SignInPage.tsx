import { Button, PasswordInput, TextInput } from '@mantine/core';
import { Link, useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useRef, useState, useSyncExternalStore } from 'react';
import { knowsPasskeys, usePasskey as signInWithPasskey } from '@/api/passkeys';
import { ProblemError } from '@/api/problem';
import { identity, signIn } from '@/api/session';
import { useSession } from '@/api/useSession';
import { memory } from '@/lib/store';
import { rememberTill, tillHere } from '@/lib/tillHere';
import { type Texts, useTexts } from '@/texts/signin';
import { Icon } from '@/ui/Icon';
import { usePageTitle } from '@/ui/Page';
import { sentenceOf } from '@/ui/Problem';
import styles from './SignInPage.module.css';
import { TillPad } from './TillPad';

const businessName = 'olympus.business';

type Fields = { business: string; email: string; password: string };

/** "Who are you, and where do you work?" On a till: "Who?" */
export function SignInPage() {
  const till = useSyncExternalStore(tillHere.subscribe, tillHere.get);
  const [isOther, setOther] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
  return till && !isOther ? (
    <TillPad
      till={till}
      onOther={() => setOther(true)}
      onForgotten={() => {
        rememberTill(null);
        setForgotten(true);
      }}
    />
  ) : (
    <PasswordForm isForgotten={isForgotten} {...(till ? { onTill: () => setOther(false) } : {})} />
  );
}

function PasswordForm({ isForgotten, onTill }: { isForgotten: boolean; onTill?: () => void }) {
  const t = useTexts();
  const router = useRouter();
  const { to } = useSearch({ from: '/signin' });
  const now = useSession();
  const password = useRef<HTMLInputElement>(null);
  const [fields, setFields] = useState<Fields>({ business: memory.read(businessName) ?? '', email: '', password: '' });
  const [missing, setMissing] = useState<Partial<Fields>>({});
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState<'password' | 'passkey' | null>(null);
  usePageTitle(t.signin.title);

  const set = (name: keyof Fields) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFields((before) => ({ ...before, [name]: value }));
    setMissing((before) => ({ ...before, [name]: undefined }));
  };

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const lacks = lacking(fields, t);
    setMissing(lacks);
    setProblem(null);
    const first = (['business', 'email', 'password'] as const).find((name) => lacks[name]);
    if (first) {
      form.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    setBusy('password');
    try {
      await signIn({
        tenant_slug: fields.business.trim().toLowerCase(),
        email: fields.email.trim(),
        password: fields.password,
      });
      memory.write(businessName, fields.business.trim().toLowerCase());
      await router.navigate({ href: to ?? '/', replace: true });
    } catch (error) {
      setProblem(sentence(error, t));
      setBusy(null);
      password.current?.focus();
      password.current?.select();
    }
  };
  const byPasskey = async () => {
    setProblem(null);
    setMissing({});
    setBusy('passkey');
    try {
      await signInWithPasskey();
      memory.write(businessName, identity().tenant.slug);
      await router.navigate({ href: to ?? '/', replace: true });
    } catch (error) {
      setProblem(sentence(error, t));
      setBusy(null);
    }
  };

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={(event) => void submit(event)} noValidate>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{t.common.appName}</span>
        </div>
        <h1>{t.signin.title}</h1>
        {now.status === 'out' && now.why === 'expired' ? <p className={styles.note}>{t.signin.expired}</p> : null}
        {isForgotten ? <p className={styles.note}>{t.signin.till.forgotten}</p> : null}
        {knowsPasskeys ? (
          <>
            <Button
              size="lg"
              variant="default"
              classNames={{ root: styles.wraps ?? '', label: styles.wrapping ?? '' }}
              leftSection={<Icon name="key" />}
              loading={busy === 'passkey'}
              disabled={busy === 'password'}
              onClick={() => void byPasskey()}
            >
              {t.signin.passkey}
            </Button>
            <p className={styles.or}>{t.signin.or}</p>
          </>
        ) : null}
        <TextInput
          name="business"
          label={t.signin.business}
          description={t.signin.businessHint}
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
          value={fields.business}
          onChange={set('business')}
          error={missing.business}
          autoFocus={fields.business === ''}
        />
        <TextInput
          name="email"
          type="email"
          label={t.signin.email}
          autoComplete="username"
          value={fields.email}
          onChange={set('email')}
          error={missing.email}
          autoFocus={fields.business !== ''}
        />
        <PasswordInput
          ref={password}
          name="password"
          label={t.signin.password}
          autoComplete="current-password"
          value={fields.password}
          onChange={set('password')}
          error={missing.password}
          visibilityToggleButtonProps={{ 'aria-label': t.signin.show, tabIndex: 0 }}
        />
        <div role="alert">{problem ? <p className={styles.problem}>{problem}</p> : null}</div>
        <Button type="submit" size="lg" loading={busy === 'password'} disabled={busy === 'passkey'}>
          {t.signin.submit}
        </Button>
        {onTill ? (
          <Button variant="subtle" onClick={onTill}>
            {t.signin.till.back}
          </Button>
        ) : null}
        <p className={styles.below}>
          <Link to="/signup">{t.signin.create}</Link>
        </p>
      </form>
    </main>
  );
}

function lacking(fields: Fields, t: Texts): Partial<Fields> {
  return {
    ...(fields.business.trim() ? {} : { business: t.signin.missingBusiness }),
    ...(fields.email.trim() ? {} : { email: t.signin.missingEmail }),
    ...(fields.password ? {} : { password: t.signin.missingPassword }),
  };
}

function sentence(error: unknown, t: Texts): string {
  if (error instanceof ProblemError && error.isOffline) return t.signin.offline;
  if (
    error instanceof ProblemError &&
    error.code === 'auth.throttled' &&
    typeof error.facts.retry_after_seconds === 'number'
  )
    return t.pin.throttled(error.facts.retry_after_seconds);
  return sentenceOf(error, t, t.signin.passkeyProblems);
}
