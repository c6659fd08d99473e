import { useRouter } from '@tanstack/react-router';
import { useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useIdentity, usePlace } from '@/api/useSession';
import { matching } from '@/lib/match';
import { memory, store } from '@/lib/store';
import { setLanguage, useTexts } from '@/texts/useTexts';
import { say } from '@/ui/Announcer';
import { setAppearance } from '@/ui/appearance';
import { type Command, commands } from '@/ui/commands';
import { addressOf, destinationsOf } from '../navigation';
import styles from './dialog.module.css';
import { Keys } from './Keys';
import { useSwitchPlace } from './PlaceSwitcher';
import { openShortcutList } from './ShortcutList';

const isOpen = store(false);
const recentName = 'olympus.recent-commands';

export function openPalette(): void {
  isOpen.set(true);
}

type Offer = Command & { group: string };

function recent(): string[] {
  try {
    const found: unknown = JSON.parse(memory.read(recentName) ?? '[]');
    return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** One field to go anywhere and do anything that has a name. Without a query, what was used last comes first. */
export function Palette() {
  const open = useSyncExternalStore(isOpen.subscribe, isOpen.get);
  return open ? <OpenPalette onClose={() => isOpen.set(false)} /> : null;
}

function OpenPalette({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const offers = useOffers();
  const opener = useRef(document.activeElement);

  useEffect(() => {
    dialog.current?.showModal();
    const back = opener.current;
    return () => {
      if (back instanceof HTMLElement && back.isConnected && document.activeElement === document.body) back.focus();
    };
  }, []);

  const found = useMemo(() => {
    const last = recent();
    const rank = (one: Offer) => (last.includes(one.id) ? last.indexOf(one.id) : last.length);
    return query.trim() === ''
      ? [...offers].sort((a, b) => rank(a) - rank(b))
      : matching(offers, query, (one) => one.label);
  }, [offers, query]);
  useEffect(() => {
    if (query.trim() !== '') say(t.shell.palette.results(found.length));
  }, [found.length, query, t]);

  const chosen = found[Math.min(at, found.length - 1)];
  const run = (offer: Offer) => {
    memory.write(recentName, JSON.stringify([offer.id, ...recent().filter((one) => one !== offer.id)].slice(0, 5)));
    dialog.current?.close();
    offer.run();
  };
  const move = (to: number) => {
    const next = (to + found.length) % Math.max(1, found.length);
    setAt(next);
    document.getElementById(`${id}-${found[next]?.id}`)?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <dialog ref={dialog} className={styles.dialog} aria-label={t.shell.palette.label} closedby="any" onClose={onClose}>
      <input
        className={styles.input}
        role="combobox"
        aria-expanded="true"
        aria-controls={`${id}-list`}
        aria-activedescendant={chosen ? `${id}-${chosen.id}` : undefined}
        aria-label={t.shell.palette.label}
        placeholder={t.shell.palette.placeholder}
        autoComplete="off"
        spellCheck={false}
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
            event.preventDefault();
            move(at + (event.key === 'ArrowDown' ? 1 : -1));
          } else if (event.key === 'Enter' && chosen && !event.nativeEvent.isComposing) {
            event.preventDefault();
            run(chosen);
          }
        }}
      />
      {found.length === 0 ? (
        <p className={styles.nothing}>{t.shell.palette.nothing(query)}</p>
      ) : (
        <div className={styles.list} role="listbox" id={`${id}-list`} aria-label={t.shell.palette.label}>
          {found.map((offer) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus, this is its active descendant
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys
            <div
              key={offer.id}
              id={`${id}-${offer.id}`}
              role="option"
              aria-selected={offer === chosen}
              className={styles.option}
              onClick={() => run(offer)}
            >
              <span>{offer.label}</span>
              {offer.keys ? <Keys keys={offer.keys} /> : null}
            </div>
          ))}
        </div>
      )}
    </dialog>
  );
}

function useOffers(): Offer[] {
  const t = useTexts();
  const who = useIdentity();
  const place = usePlace();
  const router = useRouter();
  const switchPlace = useSwitchPlace();
  const own = useSyncExternalStore(commands.subscribe, commands.get);
  const { palette, pages, schemes, languages } = t.shell;
  return [
    ...own.map((one) => ({ ...one, group: palette.groups.act })),
    ...destinationsOf(who).map((one) => ({
      id: `go-${one.page}`,
      label: palette.goTo(pages[one.page]),
      keys: `g ${one.letter}`,
      group: palette.groups.go,
      run: () => void router.navigate({ href: addressOf(one, place?.id) }),
    })),
    ...who.locations
      .filter((one) => one.is_active && one.id !== place?.id)
      .map((one) => ({
        id: `place-${one.id}`,
        label: palette.switchTo(one.name),
        group: palette.groups.places,
        run: () => switchPlace(one.id),
      })),
    ...(['auto', 'light', 'dark'] as const).map((one) => ({
      id: `scheme-${one}`,
      label: palette.scheme(schemes[one]),
      group: palette.groups.act,
      run: () => setAppearance({ scheme: one }),
    })),
    ...(['en', 'de'] as const)
      .filter((one) => one !== t.language)
      .map((one) => ({
        id: `language-${one}`,
        label: palette.language(languages[one]),
        group: palette.groups.act,
        run: () => void setLanguage(one),
      })),
    { id: 'shortcuts', label: palette.shortcuts, keys: '?', group: palette.groups.act, run: openShortcutList },
  ];
}
