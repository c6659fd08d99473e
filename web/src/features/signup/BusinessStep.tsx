import { Button, TextInput } from '@mantine/core';
import { useTexts } from '@/texts/signup';
import { useForm } from '@/ui/useForm';
import { type Draft, type Industry, industries, isSlug, slugOf } from './draft';
import styles from './SignUp.module.css';
import { StepForm } from './StepForm';
import { useBlame } from './YouStep';

export function BusinessStep({
  draft,
  faults,
  onIndustry,
  onBack,
  onNext,
}: {
  draft: Draft;
  faults: Record<string, string>;
  /** Look and words follow at once. */
  onIndustry: (industry: Industry) => void;
  onBack: (change: Partial<Draft>) => void;
  onNext: (change: Partial<Draft>) => void;
}) {
  const t = useTexts();
  const words = t.signup.business;
  const form = useForm(
    { businessName: draft.businessName, slug: draft.slug ?? slugOf(draft.businessName) },
    (entries) => ({
      businessName: entries.businessName.trim() ? undefined : words.nameMissing,
      slug: isSlug(entries.slug) ? undefined : words.slugWrong,
    }),
  );
  useBlame(form, faults);
  const { businessName, slug } = form.values;
  const change = () => ({ businessName: businessName.trim(), slug: slug === slugOf(businessName) ? null : slug });
  return (
    <StepForm
      fields={form.ref}
      onSend={() => {
        if (form.isReady()) onNext(change());
      }}
    >
      <fieldset className={styles.industries}>
        <legend>{words.industry}</legend>
        <div className={styles.cards}>
          {industries.map((one) => (
            <label key={one} className={styles.industry}>
              <input
                type="radio"
                name="industry"
                value={one}
                checked={draft.industry === one}
                onChange={() => onIndustry(one)}
              />
              <strong>{t.signup.industries[one].name}</strong>
              <span className={styles.hint}>{t.signup.industries[one].hint}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className={styles.fields}>
        <TextInput
          label={words.name}
          description={words.nameHint}
          name="organization"
          autoComplete="organization"
          maxLength={120}
          {...form.text('businessName')}
          onChange={(event) => {
            const name = event.currentTarget.value;
            // The short name follows for as long as nobody wrote one.
            form.set(
              slug === slugOf(businessName) ? { businessName: name, slug: slugOf(name) } : { businessName: name },
            );
          }}
        />
        <TextInput
          label={words.slug}
          description={words.slugHint}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={40}
          {...form.text('slug')}
          onChange={(event) => form.set({ slug: event.currentTarget.value.toLowerCase() })}
        />
      </div>
      <div className={styles.preview}>
        <p>{words.preview}</p>
        <ul>
          <li>{t.words.catalogue}</li>
          <li>{t.words.order}</li>
          <li>{t.words.place}</li>
          <li>{t.words.person}</li>
          <li>{t.words.promise}</li>
        </ul>
      </div>
      <div className={styles.actions}>
        <Button variant="default" size="lg" onClick={() => onBack(change())}>
          {t.signup.back}
        </Button>
        <Button type="submit" size="lg">
          {t.signup.next}
        </Button>
      </div>
    </StepForm>
  );
}
