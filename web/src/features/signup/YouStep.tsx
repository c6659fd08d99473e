import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useEffect } from 'react';
import { useTexts } from '@/texts/signup';
import { useForm } from '@/ui/useForm';
import { type Draft, isEmail, passwordLength } from './draft';
import styles from './SignUp.module.css';
import { StepForm } from './StepForm';

const shortest = 15;

export function YouStep({
  draft,
  password,
  faults,
  onNext,
}: {
  draft: Draft;
  password: string;
  /** What the server found, by field. */
  faults: Record<string, string>;
  onNext: (change: Partial<Draft>, password: string) => void;
}) {
  const t = useTexts();
  const words = t.signup.you;
  const form = useForm({ name: draft.name, email: draft.email, password }, (entries) => ({
    name: entries.name.trim() ? undefined : words.nameMissing,
    email: isEmail(entries.email.trim()) ? undefined : words.emailWrong,
    password:
      passwordLength(entries.password) < shortest ? words.passwordShort(passwordLength(entries.password)) : undefined,
  }));
  useBlame(form, faults);
  return (
    <StepForm
      fields={form.ref}
      onSend={() => {
        if (!form.isReady()) return;
        const { name, email, password: chosen } = form.values;
        onNext({ name: name.trim(), email: email.trim() }, chosen);
      }}
    >
      <TextInput label={words.name} name="name" autoComplete="name" maxLength={120} {...form.text('name')} />
      <TextInput
        label={words.email}
        description={words.emailHint}
        name="email"
        type="email"
        autoComplete="username"
        maxLength={254}
        {...form.text('email')}
      />
      <PasswordInput
        label={words.password}
        description={words.passwordHint}
        name="password"
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': words.show, tabIndex: 0 }}
        {...form.text('password')}
      />
      <div className={styles.actions}>
        <Button type="submit" size="lg">
          {t.signup.next}
        </Button>
      </div>
    </StepForm>
  );
}

/** Shows at its fields what the server found when the step comes back. */
export function useBlame<Name extends string>(
  form: { values: Record<Name, unknown>; blame: (name: Name, sentence: string) => void },
  faults: Record<string, string>,
): void {
  const { blame, values } = form;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer of the server, not with every entry
  useEffect(() => {
    for (const [name, sentence] of Object.entries(faults)) if (name in values) blame(name as Name, sentence);
  }, [faults]);
}
