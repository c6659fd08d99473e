import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { api, ask } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { publicApi } from '@/api/public';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/orders';
import { LoadingRows } from '@/ui/LoadingRows';
import { isBadge, PersonAndPin } from '@/ui/PersonAndPin';
import { Problem, sentenceOf } from '@/ui/Problem';
import { useScanner } from '@/ui/useScanner';
import styles from './detail.module.css';

type By = { user_id: string; pin: string } | { code: string };

/** A manager says yes to what the person at this till may not do alone: their name and PIN, or their badge. */
export function Approve({
  permission,
  place,
  times,
  onApproved,
  onBack,
}: {
  permission: string;
  place: string;
  /** How many requests it takes: each needs an approval of its own. */
  times: number;
  onApproved: (approvals: string[]) => void;
  onBack: () => void;
}) {
  const t = useTexts();
  const words = t.orders.approval;
  const { me } = useIdentity();
  const [person, setPerson] = useState<string | null>(null);
  const [pin, setPin] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => back.current?.focus(), []);
  const { data: till, error } = useQuery({
    queryKey: ['till', 'approvers', me.tenant_id],
    queryFn: ({ signal }) =>
      ask(publicApi.POST('/api/v1/auth/devices/people', { body: { tenant_id: me.tenant_id }, signal })),
    staleTime: 0,
    retry: false,
  });

  const approve = async (by: By) => {
    setBusy(true);
    setProblem(null);
    try {
      const approvals: string[] = [];
      while (approvals.length < times) {
        const given = await ask(api.POST('/api/v1/auth/devices/approvals', { body: { permission, ...by } }));
        approvals.push(given.approval);
      }
      onApproved(approvals);
    } catch (refused) {
      setProblem(sentence(refused));
      setPin('');
      setBusy(false);
    }
  };
  const sentence = (refused: unknown): string => {
    if (refused instanceof ProblemError) {
      const { attempts_left: left, retry_after_seconds: wait } = refused.facts;
      if (refused.code === 'auth.pin_wrong' && typeof left === 'number') return t.pin.wrong(left);
      if (refused.code === 'auth.throttled' && typeof wait === 'number') return t.pin.throttled(wait);
    }
    return sentenceOf(refused, t, words.problems);
  };
  const enter = (event?: FormEvent) => {
    event?.preventDefault();
    if (busy) return;
    if (person === null) return setProblem(words.choose);
    if (pin !== '') void approve({ user_id: person, pin });
  };
  useScanner((code) => {
    // Its first digits went into the PIN before anybody could know.
    setPin('');
    if (busy) return;
    if (!isBadge(code)) return setProblem(t.pin.badgeStrange);
    void approve({ code });
  });

  const isElsewhere = till && till.location_id !== place;
  return (
    <form className={styles.form} onSubmit={enter} noValidate>
      <p className={styles.plainText}>{words.ask}</p>
      {error ? <Problem error={error} own={words.problems} /> : null}
      {isElsewhere ? (
        <p className={styles.warning} role="alert">
          {words.elsewhere}
        </p>
      ) : (
        <PersonAndPin
          words={{ ...t.pin, who: words.who, badge: words.badge }}
          people={till?.people.filter((one) => one.id !== me.user_id) ?? null}
          instead={error ? null : <LoadingRows rows={2} height={48} />}
          person={person}
          onPerson={(id) => {
            setPerson(id);
            setProblem(null);
          }}
          pin={pin}
          onPin={setPin}
          busy={busy}
          enter={words.approve}
          onEnter={() => enter()}
          problem={problem}
        />
      )}
      <Button variant="default" ref={back} onClick={onBack} disabled={busy}>
        {t.common.back}
      </Button>
    </form>
  );
}
