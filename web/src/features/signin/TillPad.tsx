import { Button, PasswordInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { ProblemError } from '@/api/problem';
import { publicApi } from '@/api/public';
import { signInWithBadge, signInWithPin } from '@/api/session';
import type { TillHere } from '@/lib/tillHere';
import { countUnsent } from '@/lib/unsent';
import { useTexts } from '@/texts/signin';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { usePageTitle } from '@/ui/Page';
import { Problem, sentenceOf } from '@/ui/Problem';
import { useScanner } from '@/ui/useScanner';
import styles from './SignInPage.module.css';

const longest = 8;

/** What is on a badge. Other codes, such as of something that is for sale, are nobody's business. */
const badge = /^\d{28}$/;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'back', '0', 'enter'] as const;

/** "Till 2 · who?": those who work there, and their PIN or their badge. The ticket that was open stays where it is. */
export function TillPad({
  till,
  onOther,
  onForgotten,
}: {
  till: TillHere;
  onOther: () => void;
  /** The server does not know this till any more. */
  onForgotten: () => void;
}) {
  const t = useTexts();
  const words = t.signin.till;
  const router = useRouter();
  const { to } = useSearch({ from: '/signin' });
  const field = useRef<HTMLInputElement>(null);
  const [person, setPerson] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  usePageTitle(words.title(till.name));
  const { data, error, refetch } = useQuery({
    queryKey: ['till', till.id],
    queryFn: async ({ signal }) => {
      const { data: found } = await publicApi.POST('/api/v1/auth/devices/people', {
        body: { tenant_id: till.tenantId, unsent: await countUnsent() },
        signal,
      });
      return found;
    },
    staleTime: 0,
    retry: false,
  });
  const isUnknown = error instanceof ProblemError && error.code === 'auth.device_unknown';
  useEffect(() => {
    if (isUnknown) onForgotten();
  }, [isUnknown, onForgotten]);

  const sentence = (refused: unknown): string => {
    if (!(refused instanceof ProblemError)) return sentenceOf(refused, t);
    if (refused.isOffline) return t.signin.offline;
    const { attempts_left: left, retry_after_seconds: wait } = refused.facts;
    if (refused.code === 'auth.pin_wrong' && typeof left === 'number') return words.wrong(left);
    if (refused.code === 'auth.badge_refused') return words.badgeRefused;
    if (refused.code === 'auth.throttled' && typeof wait === 'number') return t.signin.throttled(wait);
    return sentenceOf(refused, t);
  };
  const enter = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    if (person === null) return setProblem(words.choose);
    if (pin === '') return field.current?.focus();
    await come(async () =>
      signInWithPin({ tenant_id: till.tenantId, user_id: person, pin, unsent: await countUnsent() }),
    );
    field.current?.focus();
  };
  const come = async (by: () => Promise<unknown>) => {
    setBusy(true);
    setProblem(null);
    try {
      await by();
      await router.navigate({ href: to ?? '/', replace: true });
    } catch (refused) {
      if (refused instanceof ProblemError && refused.code === 'auth.device_unknown') return onForgotten();
      setProblem(sentence(refused));
      setPin('');
      setBusy(false);
    }
  };
  useScanner((code) => {
    // Its first digits went into the PIN before anybody could know.
    setPin('');
    if (busy) return;
    if (!badge.test(code)) return setProblem(words.badgeStrange);
    void come(async () => signInWithBadge({ tenant_id: till.tenantId, code, unsent: await countUnsent() }));
  });
  const press = (key: (typeof keys)[number]) => {
    if (key === 'enter') void enter();
    else setPin((now) => (key === 'back' ? now.slice(0, -1) : (now + key).slice(0, longest)));
  };
  // Digits fill the PIN wherever the focus is, as long as it is in no other field.
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!/^\d$/.test(event.key)) return;
      event.preventDefault();
      setPin((now) => (now + event.key).slice(0, longest));
      field.current?.focus();
    };
    addEventListener('keydown', down);
    return () => removeEventListener('keydown', down);
  }, []);

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={(event) => void enter(event)} noValidate>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{till.business}</span>
        </div>
        <h1>{words.title(till.name)}</h1>
        {error && !isUnknown ? <Problem error={error} onRetry={() => void refetch()} /> : null}
        {data ? (
          <fieldset className={styles.people}>
            <legend className="visually-hidden">{words.who}</legend>
            {data.people.map((one) => (
              <label key={one.id} className={styles.person}>
                <input
                  type="radio"
                  name="person"
                  checked={person === one.id}
                  disabled={!one.has_pin}
                  onChange={() => {
                    setPerson(one.id);
                    setProblem(null);
                    field.current?.focus();
                  }}
                />
                <span>{one.name}</span>
                {one.has_pin ? null : <small>{words.noPin}</small>}
              </label>
            ))}
          </fieldset>
        ) : error ? null : (
          <LoadingRows rows={2} height={56} />
        )}
        <p className={styles.badge}>
          <Icon name="card" size={20} />
          {words.badge}
        </p>
        <PasswordInput
          ref={field}
          label={words.pin}
          inputMode="numeric"
          autoComplete="off"
          maxLength={longest}
          value={pin}
          onChange={(event) => setPin(event.currentTarget.value.replace(/\D/g, ''))}
          visibilityToggleButtonProps={{ 'aria-label': words.show, tabIndex: 0 }}
        />
        <div role="alert">{problem ? <p className={styles.problem}>{problem}</p> : null}</div>
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame */}
        <div className={styles.keypad} role="group" aria-label={words.keypad}>
          {keys.map((key) => (
            <Button
              key={key}
              size="lg"
              variant={key === 'enter' ? 'filled' : 'default'}
              loading={key === 'enter' && busy}
              aria-label={key === 'back' ? words.back1 : key === 'enter' ? t.signin.submit : key}
              onClick={() => press(key)}
            >
              {key === 'back' ? '⌫' : key === 'enter' ? '→' : key}
            </Button>
          ))}
        </div>
        <Button variant="subtle" onClick={onOther}>
          {words.other}
        </Button>
      </form>
    </main>
  );
}
