import { useState, useSyncExternalStore } from 'react';
import { useTexts } from '@/texts/useTexts';
import { applyUpdate, updateIsReady } from '../update';
import styles from './Shell.module.css';

/** A new version waits until somebody says so: nothing reloads under their hands. */
export function UpdateNote() {
  const t = useTexts();
  const ready = useSyncExternalStore(updateIsReady.subscribe, updateIsReady.get);
  const [later, setLater] = useState(false);
  if (!ready || later) return null;
  return (
    <div className={styles.note} role="status">
      <span>{t.shell.update.ready}</span>
      <button type="button" className={styles.button} onClick={applyUpdate}>
        {t.shell.update.apply}
      </button>
      <button type="button" className={styles.button} onClick={() => setLater(true)}>
        {t.shell.update.later}
      </button>
    </div>
  );
}
