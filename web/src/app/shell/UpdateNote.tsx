import { useState, useSyncExternalStore } from 'react';
import { holds } from '@/lib/holds';
import { useTexts } from '@/texts/useTexts';
import { applyUpdate, leaveUpdate, updateIsReady } from '../update';
import styles from './Shell.module.css';

/** A new version waits until somebody says so: nothing reloads under their hands. */
export function UpdateNote() {
  const t = useTexts();
  const ready = useSyncExternalStore(updateIsReady.subscribe, updateIsReady.get);
  const isHeld = useSyncExternalStore(holds.subscribe, holds.get).size > 0;
  const [state, setState] = useState<'asked' | 'later' | 'wanted'>('asked');
  if (!ready || state === 'later') return null;
  return (
    <div className={styles.note} role="status">
      <span>{isHeld ? t.shell.update.held : t.shell.update.ready}</span>
      {state === 'wanted' ? null : (
        <button
          type="button"
          className={styles.button}
          onClick={() => {
            setState('wanted');
            applyUpdate();
          }}
        >
          {isHeld ? t.shell.update.afterwards : t.shell.update.apply}
        </button>
      )}
      <button
        type="button"
        className={styles.button}
        onClick={() => {
          setState('later');
          leaveUpdate();
        }}
      >
        {t.shell.update.later}
      </button>
    </div>
  );
}
