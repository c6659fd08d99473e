import { Button } from '@mantine/core';
import { type ReactNode, type Ref, useEffect, useState } from 'react';
import { ProblemError } from '@/api/problem';
import { useTexts } from '@/texts/settings';
import { say } from '@/ui/Announcer';
import { Icon } from '@/ui/Icon';
import { Problem } from '@/ui/Problem';
import { useUnsaved } from '@/ui/useUnsaved';
import styles from './Settings.module.css';

/** One section, one form, one save: says that it is saved, what stood against it, and when it was changed last. */
export function SettingsForm({
  heading,
  form,
  save,
  lastChange,
  own = {},
  submitLabel,
  onReload,
  children,
}: {
  heading: string;
  form: { ref: Ref<HTMLFormElement>; dirty: boolean; isReady: () => boolean; reset: () => void };
  /** Saves what was entered. False: something stood against it and is said at its field; everything else is thrown. */
  save: () => Promise<boolean>;
  lastChange?: ReactNode;
  /** Sentences for the codes that may come back. */
  own?: Record<string, string>;
  submitLabel?: string;
  /** Reads what is saved now, after somebody else changed it. */
  onReload?: () => Promise<unknown>;
  children: ReactNode;
}) {
  const t = useTexts();
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const guard = useUnsaved(form.dirty && !busy);
  const isStale = problem instanceof ProblemError && problem.code === 'request.version_stale';

  useEffect(() => {
    if (form.dirty) setSaved(false);
  }, [form.dirty]);

  const submit = async () => {
    if (busy || !form.isReady()) return;
    setBusy(true);
    setProblem(null);
    try {
      if (!(await save())) return;
      setSaved(true);
      say(t.settings.saved);
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      ref={form.ref}
      noValidate
      className={styles.card}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <h2>{heading}</h2>
      {children}
      {problem ? <Problem error={problem} own={{ 'request.version_stale': t.settings.stale, ...own }} /> : null}
      <div className={styles.end}>
        <span className={saved ? styles.status : `${styles.status} ${styles.muted}`}>
          {saved ? <Icon name="check" size={20} /> : null}
          {saved ? t.settings.saved : lastChange}
        </span>
        {isStale && onReload ? (
          <Button
            variant="default"
            onClick={async () => {
              form.reset();
              setProblem(null);
              await onReload();
            }}
          >
            {t.settings.takeTheirs}
          </Button>
        ) : form.dirty ? (
          <Button variant="default" onClick={form.reset}>
            {t.settings.undo}
          </Button>
        ) : null}
        <Button type="submit" loading={busy}>
          {submitLabel ?? t.settings.save}
        </Button>
      </div>
      {guard}
    </form>
  );
}
