import type { ReactNode, RefObject } from 'react';
import styles from './SignUp.module.css';

/** One step: its fields, and what happens when they are sent. Faults are told by the fields and not by the browser. */
export function StepForm({
  fields = null,
  onSend,
  children,
}: {
  /** The form's element, for who puts the focus on its first fault. */
  fields?: RefObject<HTMLFormElement | null> | null;
  onSend: () => void;
  children: ReactNode;
}) {
  return (
    <form
      ref={fields}
      noValidate
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        onSend();
      }}
    >
      {children}
    </form>
  );
}
