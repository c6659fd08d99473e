import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRouter, useSearch } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { ProblemError } from '@/api/problem';
import { publicApi } from '@/api/public';
import { signInWithBadge, signInWithPin } from '@/api/session';
import type { TillHere } from '@/lib/tillHere';
import { countUnsent } from '@/lib/unsent';
import { useTexts } from '@/texts/signin';
import { LoadingRows } from '@/ui/LoadingRows';
import { usePageTitle } from '@/ui/Page';
import { isBadge, PersonAndPin } from '@/ui/PersonAndPin';
import { Problem, sentenceOf } from '@/ui/Problem';
import { useScanner } from '@/ui/useScanner';
import styles from './SignInPage.module.css';

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
    if (refused.code === 'auth.pin_wrong' && typeof left === 'number') return t.pin.wrong(left);
    if (refused.code === 'auth.badge_refused') return words.badgeRefused;
    if (refused.code === 'auth.throttled' && typeof wait === 'number') return t.pin.throttled(wait);
    return sentenceOf(refused, t);
  };
  const enter = async (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    if (person === null) return setProblem(t.pin.choose);
    if (pin === '') return;
    await come(async () =>
      signInWithPin({ tenant_id: till.tenantId, user_id: person, pin, unsent: await countUnsent() }),
    );
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
    if (!isBadge(code)) return setProblem(t.pin.badgeStrange);
    void come(async () => signInWithBadge({ tenant_id: till.tenantId, code, unsent: await countUnsent() }));
  });

  return (
    <main className={styles.page}>
      <form className={styles.card} onSubmit={(event) => void enter(event)} noValidate>
        <div className={styles.brand}>
          <img src="/icon.svg" alt="" width={32} height={32} />
          <span>{till.business}</span>
        </div>
        <h1>{words.title(till.name)}</h1>
        {error && !isUnknown ? <Problem error={error} onRetry={() => void refetch()} /> : null}
        <PersonAndPin
          words={t.pin}
          people={data?.people ?? null}
          instead={error ? null : <LoadingRows rows={2} height={56} />}
          person={person}
          onPerson={(id) => {
            setPerson(id);
            setProblem(null);
          }}
          pin={pin}
          onPin={setPin}
          busy={busy}
          enter={t.signin.submit}
          onEnter={() => void enter()}
          problem={problem}
        />
        <Button variant="subtle" onClick={onOther}>
          {words.other}
        </Button>
      </form>
    </main>
  );
}
