import { Button, Select, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ProblemError } from '@/api/problem';
import { useIdentity, usualPlace } from '@/api/useSession';
import { useTexts } from '@/texts/signup';
import { say } from '@/ui/Announcer';
import { CopyField } from '@/ui/CopyField';
import { Problem } from '@/ui/Problem';
import { isEmail, writeDraft } from './draft';
import { type Invited, invite } from './requests';
import styles from './SignUp.module.css';
import { StepForm } from './StepForm';

const roles = ['staff', 'manager', 'admin'] as const;

/** Who works with the owner? Each gets a link to join with; nobody is needed to make the first sale. */
export function TeamStep({ hasProducts }: { hasProducts: boolean }) {
  const t = useTexts();
  const words = t.signup.team;
  const who = useIdentity();
  const place = usualPlace(who);
  const router = useRouter();
  const queries = useQueryClient();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<string>('staff');
  const [fault, setFault] = useState('');
  const [made, setMade] = useState<readonly Invited[]>([]);
  const [problem, setProblem] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);

  const ask = async () => {
    if (!isEmail(email.trim())) return setFault(t.signup.you.emailWrong);
    setFault('');
    setProblem(null);
    setBusy(true);
    try {
      const one = await invite(email.trim(), role);
      setMade((before) => [...before, one]);
      setEmail('');
      say(words.invited(one.email));
    } catch (error) {
      const sentence =
        error instanceof ProblemError
          ? { 'platform.email_taken': words.taken, 'platform.already_invited': words.taken }[error.code]
          : undefined;
      if (sentence) setFault(sentence);
      else setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  const finish = async () => {
    writeDraft(null);
    await queries.invalidateQueries();
    const register = place && `/l/${place.id}/register`;
    await router.navigate({ href: register ? (hasProducts ? `${register}?practice=true` : register) : '/' });
  };

  return (
    <StepForm onSend={() => void (email.trim() === '' ? finish() : ask())}>
      <p className={styles.hint}>{words.hint}</p>
      <TextInput
        label={words.email}
        type="email"
        autoComplete="off"
        maxLength={254}
        value={email}
        error={fault || undefined}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <Select
        label={words.role}
        data={roles.map((value) => ({ value, label: t.common.roles[value] ?? value }))}
        value={role}
        allowDeselect={false}
        onChange={(value) => value && setRole(value)}
      />
      <div>
        <Button type="button" variant="default" loading={busy} onClick={() => void ask()}>
          {words.invite}
        </Button>
      </div>
      {problem ? <Problem error={problem} /> : null}
      {made.map((one) => (
        <CopyField key={one.email} label={words.linkFor(one.email)} description={words.linkHint} text={one.link} />
      ))}
      <div className={styles.actions}>
        <Button type="button" size="lg" onClick={() => void finish()}>
          {hasProducts ? words.practise : words.finish}
        </Button>
      </div>
    </StepForm>
  );
}
