import { useParams, useRouter } from '@tanstack/react-router';
import { rememberPlace, useIdentity, usePlace } from '@/api/useSession';
import { useTexts } from '@/texts/useTexts';
import { Icon } from '@/ui/Icon';
import styles from './Shell.module.css';

/** The location one works at. With only one there is nothing to switch. */
export function PlaceSwitcher() {
  const t = useTexts();
  const { tenant, locations } = useIdentity();
  const place = usePlace();
  const switchTo = useSwitchPlace();
  const open = locations.filter((one) => one.is_active);
  if (!place || open.length < 2)
    return (
      <span className={styles.button}>
        <Icon name="place" />
        <span className={styles.clip}>{open.length < 2 ? tenant.name : (place?.name ?? tenant.name)}</span>
      </span>
    );
  return (
    <>
      <button
        type="button"
        className={styles.button}
        popoverTarget="places"
        aria-label={t.shell.switchPlace(place.name)}
      >
        <Icon name="place" />
        <span className={styles.clip}>{place.name}</span>
        <Icon name="down" size={16} />
      </button>
      <div id="places" popover="auto" className={`${styles.panel} ${styles.atStart}`}>
        <h2>{t.shell.place}</h2>
        <ul className={styles.list}>
          {open.map((one) => (
            <li key={one.id}>
              <button
                type="button"
                className={styles.item}
                aria-current={one.id === place.id ? 'true' : undefined}
                onClick={() => {
                  document.getElementById('places')?.hidePopover();
                  switchTo(one.id);
                }}
              >
                <Icon name={one.id === place.id ? 'check' : 'place'} />
                {one.name}
              </button>
            </li>
          ))}
        </ul>
      </div>
    </>
  );
}

/** The same screen at another location. */
export function useSwitchPlace(): (id: string) => void {
  const router = useRouter();
  const { loc } = useParams({ strict: false });
  return (id) => {
    rememberPlace(id);
    const { pathname } = router.state.location;
    // What is open on the screen (an order, a line) belongs to the place that is left.
    if (loc) void router.navigate({ href: pathname.replace(/^\/l\/[^/]+\/([^/]+).*$/, `/l/${id}/$1`) });
  };
}
