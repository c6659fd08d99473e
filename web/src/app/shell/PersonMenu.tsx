import { useState, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { signOut } from '@/api/session';
import { useIdentity } from '@/api/useSession';
import { unsent } from '@/lib/unsent';
import { setLanguage, useTexts } from '@/texts/useTexts';
import { setAppearance, useAppearance } from '@/ui/appearance';
import { Icon } from '@/ui/Icon';
import { sentenceOf } from '@/ui/Problem';
import { install, mayInstall } from '../update';
import styles from './Shell.module.css';
import { useSwitch } from './useSwitch';

const schemes = ['auto', 'light', 'dark'] as const;
const languages = ['en', 'de'] as const;

/** Who one is, how it looks and reads, and the way out. */
export function PersonMenu() {
  const t = useTexts();
  const { me, tenant } = useIdentity();
  const { scheme } = useAppearance();
  const { is } = useSyncExternalStore(reach.subscribe, reach.get);
  const { count } = useSyncExternalStore(unsent.subscribe, unsent.get);
  const installable = useSyncExternalStore(mayInstall.subscribe, mayInstall.get);
  const [language, choose] = useState(t.language);
  const [state, setState] = useState<'idle' | 'leaving' | { problem: unknown }>('idle');
  const switchPerson = useSwitch();
  const leave = async () => {
    setState('leaving');
    try {
      await signOut();
    } catch (problem) {
      setState({ problem });
    }
  };
  return (
    <>
      <button type="button" className={styles.button} popoverTarget="person">
        <Icon name="person" />
        <span className={`${styles.clip} ${styles.wideText}`}>{me.name}</span>
      </button>
      <div id="person" popover="auto" className={`${styles.panel} ${styles.atEnd}`}>
        <h2>{me.name}</h2>
        <p>
          {me.email} · {tenant.name}
        </p>
        <fieldset>
          <legend>{t.shell.scheme}</legend>
          <div className={styles.choices}>
            {schemes.map((one) => (
              <label key={one}>
                <input
                  type="radio"
                  name="scheme"
                  checked={scheme === one}
                  onChange={() => setAppearance({ scheme: one })}
                />
                {t.shell.schemes[one]}
              </label>
            ))}
          </div>
        </fieldset>
        <fieldset>
          <legend>{t.shell.language}</legend>
          <div className={styles.choices}>
            {languages.map((one) => (
              <label key={one} lang={one}>
                <input
                  type="radio"
                  name="language"
                  checked={language === one}
                  onChange={() => {
                    choose(one);
                    void setLanguage(one);
                  }}
                />
                {t.shell.languages[one]}
              </label>
            ))}
          </div>
        </fieldset>
        <ul className={styles.list}>
          {installable ? (
            <li>
              <button type="button" className={styles.item} onClick={() => void install()}>
                <Icon name="download" />
                {t.shell.install}
              </button>
            </li>
          ) : null}
          {switchPerson ? (
            <li>
              <button type="button" className={styles.item} onClick={switchPerson}>
                <Icon name="person" />
                {t.shell.switchPerson} <kbd>Alt+L</kbd>
              </button>
            </li>
          ) : null}
          <li>
            <button
              type="button"
              className={styles.item}
              onClick={() => void leave()}
              disabled={state === 'leaving' || is === 'offline' || count > 0}
            >
              <Icon name="leave" />
              {state === 'leaving' ? t.shell.signingOut : t.shell.signOut}
            </button>
          </li>
        </ul>
        {count > 0 ? <p>{t.shell.signOutUnsent(count)}</p> : is === 'offline' ? <p>{t.shell.signOutOffline}</p> : null}
        {typeof state === 'object' && count === 0 ? <p role="alert">{sentenceOf(state.problem, t)}</p> : null}
      </div>
    </>
  );
}
