import { Button, TextInput } from '@mantine/core';
import { useRef } from 'react';
import { useTexts } from '@/texts/useTexts';
import { say } from './Announcer';
import styles from './CopyField.module.css';

/** A text to take along: it can be read, selected and copied. On pages without TLS browsers hide the clipboard; then it is selected for Ctrl+C. */
export function CopyField({ label, text, description }: { label: string; text: string; description?: string }) {
  const t = useTexts();
  const input = useRef<HTMLInputElement>(null);
  const copy = async () => {
    input.current?.select();
    if (!navigator.clipboard) return;
    await navigator.clipboard.writeText(text);
    say(t.common.copied);
  };
  return (
    <div className={styles.field}>
      <TextInput
        ref={input}
        className={styles.text}
        label={label}
        description={description}
        value={text}
        readOnly
        onFocus={(event) => event.currentTarget.select()}
      />
      <Button variant="default" aria-label={`${t.common.copy}: ${label}`} onClick={() => void copy()}>
        {t.common.copy}
      </Button>
    </div>
  );
}
