import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/settings';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { StatusBadge } from '@/ui/StatusBadge';
import { NewPlaceForm } from './NewPlaceForm';
import { PlaceForm } from './PlaceForm';
import { locationsQuery } from './queries';
import styles from './Settings.module.css';
import { mayAt, rightsOf } from './useRights';

/** The places that somebody may change, one of them open. */
export function PlacesSection() {
  const t = useTexts();
  const words = t.settings.places;
  const who = useIdentity();
  const locations = useQuery(locationsQuery);
  const navigate = useNavigate();
  const { open } = useSearch({ strict: false });
  const go = (to: string | undefined) =>
    void navigate({ to: '/settings/$section', params: { section: 'places' }, search: to ? { open: to } : {} });
  if (locations.error && !locations.data)
    return <Problem error={locations.error} onRetry={() => void locations.refetch()} />;
  if (!locations.data) return <LoadingRows rows={3} height={64} />;
  const mine = locations.data.data.filter(({ id }) => mayAt(who, 'locations:write', id));
  const shown = mine.find(({ id }) => id === open) ?? (mine.length === 1 && open !== 'new' ? mine[0] : undefined);
  return (
    <>
      <section className={styles.card} aria-labelledby="places">
        <div className={`${styles.row} ${styles.spread}`}>
          <h2 id="places">{words.heading}</h2>
          {rightsOf(who).everywhere('locations:write') ? (
            <Button variant={open === 'new' ? 'light' : 'default'} onClick={() => go('new')}>
              {words.open}
            </Button>
          ) : null}
        </div>
        <ul className={styles.plain}>
          {mine.map((place) => (
            <li key={place.id} className={styles.item}>
              <span className={styles.who}>
                <strong>{place.name}</strong>
                <span className={styles.muted}>
                  {[place.address.city, place.time_zone, place.currency, place.tax_region].filter(Boolean).join(' · ')}
                </span>
              </span>
              <span className={styles.row}>
                {place.is_active ? null : <StatusBadge tone="neutral" label={words.closedBadge} />}
                <Button
                  variant={place.id === shown?.id ? 'light' : 'default'}
                  aria-label={words.changeOf(place.name)}
                  aria-pressed={place.id === shown?.id}
                  onClick={() => go(place.id)}
                >
                  {words.choose}
                </Button>
              </span>
            </li>
          ))}
        </ul>
      </section>
      {open === 'new' ? <NewPlaceForm onOpened={(id) => go(id)} /> : null}
      {shown ? <PlaceForm key={shown.id} place={shown} onReload={locations.refetch} /> : null}
    </>
  );
}
