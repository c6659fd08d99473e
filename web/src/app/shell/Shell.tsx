import { Link, Outlet, useRouter } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useIdentity, usePlace } from '@/api/useSession';
import { useTexts } from '@/texts/useTexts';
import { Icon } from '@/ui/Icon';
import { useShortcuts } from '@/ui/shortcuts';
import { Toasts } from '@/ui/Toast';
import { addressOf, destinationsOf } from '../navigation';
import { ConnectionChip } from './ConnectionChip';
import { openPalette, Palette } from './Palette';
import { PersonMenu } from './PersonMenu';
import { PlaceSwitcher } from './PlaceSwitcher';
import styles from './Shell.module.css';
import { openShortcutList, ShortcutList } from './ShortcutList';
import { UpdateNote } from './UpdateNote';
import { useSwitch } from './useSwitch';

/** What is around every screen behind sign-in: where one is, how to get elsewhere, whether it is connected, who one is. */
export function Shell() {
  const t = useTexts();
  const who = useIdentity();
  const switchPerson = useSwitch();
  const place = usePlace();
  const router = useRouter();
  const main = useRef<HTMLElement>(null);
  const own = destinationsOf(who);

  // A new screen is read from its beginning: focus goes to the content, as a page load would.
  useEffect(
    () =>
      router.subscribe('onResolved', ({ fromLocation, pathChanged }) => {
        if (fromLocation && pathChanged) main.current?.focus({ preventScroll: true });
      }),
    [router],
  );

  useShortcuts(t.shell.shortcuts.everywhere, [
    { keys: 'mod+k', label: t.shell.palette.open, run: openPalette },
    { keys: '/', label: t.shell.palette.open, run: openPalette },
    { keys: '?', label: t.shell.shortcuts.help, run: openShortcutList },
    ...(switchPerson ? [{ keys: 'alt+l', label: t.shell.switchPerson, run: switchPerson }] : []),
    ...own.map((one) => ({
      keys: `g ${one.letter}`,
      label: t.shell.palette.goTo(t.shell.pages[one.page]),
      run: () => void router.navigate({ href: addressOf(one, place?.id) }),
    })),
  ]);

  const rest = own.slice(4);
  const link = (index: number) => {
    const one = own[index];
    if (!one) return null;
    return (
      <Link
        to={addressOf(one, place?.id)}
        className={styles.item ?? ''}
        activeProps={{ 'aria-current': 'page' }}
        preload="intent"
        onClick={() => document.getElementById('more')?.hidePopover()}
      >
        <Icon name={one.icon} />
        {t.shell.pages[one.page]}
      </Link>
    );
  };

  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        {t.shell.skip}
      </a>
      <header className={styles.header}>
        <PlaceSwitcher />
        <div className={styles.bar}>
          <button type="button" className={styles.barButton} onClick={openPalette}>
            <Icon name="search" />
            <span className={styles.wideText}>{t.shell.palette.open}</span>
            <kbd className={styles.wide}>{/mac/i.test(navigator.platform) ? '⌘ K' : 'Ctrl K'}</kbd>
          </button>
        </div>
        <ConnectionChip />
        <PersonMenu />
      </header>
      <nav className={styles.rail} aria-label={t.shell.navigation}>
        <ul>
          {own.map((one, index) => (
            <li key={one.page}>{link(index)}</li>
          ))}
          {rest.length > 0 ? (
            <li className={styles.onlyPhone}>
              <button type="button" className={styles.item} popoverTarget="more">
                <Icon name="more" />
                {t.common.more}
              </button>
              <div id="more" popover="auto" className={`${styles.panel} ${styles.atEnd}`}>
                <ul className={styles.list}>
                  {rest.map((one, index) => (
                    <li key={one.page}>{link(index + 4)}</li>
                  ))}
                </ul>
              </div>
            </li>
          ) : null}
        </ul>
      </nav>
      <main id="main" className={styles.main} tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <UpdateNote />
      <Toasts />
      <Palette />
      <ShortcutList />
    </div>
  );
}
