import { ActionIcon } from '@mantine/core';
import { useSyncExternalStore } from 'react';
import { useTexts } from '@/texts/useTexts';
import { setAppearance, useAppearance } from '@/ui/appearance';
import { Icon } from '@/ui/Icon';
import { shortcutGroups } from '@/ui/shortcuts';
import styles from './dialog.module.css';
import { Keys } from './Keys';

const id = 'shortcuts';

function dialog(): HTMLDialogElement | null {
  const found = document.getElementById(id);
  return found instanceof HTMLDialogElement ? found : null;
}

export function openShortcutList(): void {
  if (!dialog()?.open) dialog()?.showModal();
}

/** All keys that work here now, and whether single letters should. */
export function ShortcutList() {
  const t = useTexts();
  const { letters } = useAppearance();
  const groups = useSyncExternalStore(shortcutGroups.subscribe, shortcutGroups.get);
  return (
    <dialog id={id} className={styles.dialog} aria-labelledby="shortcuts-title" closedby="any">
      <div className={styles.head}>
        <h2 id="shortcuts-title">{t.shell.shortcuts.title}</h2>
        <ActionIcon aria-label={t.common.close} onClick={() => dialog()?.close()}>
          <Icon name="close" />
        </ActionIcon>
      </div>
      <div className={styles.body}>
        <label className={styles.letters}>
          <input
            type="checkbox"
            checked={letters}
            onChange={(event) => setAppearance({ letters: event.currentTarget.checked })}
          />
          <span>
            {t.shell.shortcuts.letters}
            <br />
            <small>{t.shell.shortcuts.lettersHint}</small>
          </span>
        </label>
        {groups.map((group) => (
          <section key={group.title}>
            <h3>{group.title}</h3>
            <dl>
              {group.shortcuts
                .filter((one, index, all) => all.findIndex((other) => other.label === one.label) === index)
                .map((one) => (
                  <div key={one.keys} className={styles.line}>
                    <dt>{one.label}</dt>
                    <dd>
                      <Keys keys={one.keys} />
                    </dd>
                  </div>
                ))}
            </dl>
          </section>
        ))}
      </div>
    </dialog>
  );
}
