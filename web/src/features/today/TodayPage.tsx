import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useIdentity } from '@/api/useSession';
import { format } from '@/lib/money';
import { formatClock } from '@/lib/time';
import { useTexts } from '@/texts/today';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { HourChart } from './HourChart';
import { NeedsYou } from './NeedsYou';
import { Places } from './Places';
import { type LocationToday, todayQuery, useFreshToday } from './queries';
import { Suggestions } from './Suggestions';
import { PlaceTiles, TotalTiles } from './Tiles';
import { TopProducts } from './TopProducts';
import styles from './today.module.css';

/** How the day is going: of one location, or of all of them. */
export function TodayPage() {
  const t = useTexts();
  const { loc } = useParams({ strict: false });
  const { locations } = useIdentity();
  const { data, error, refetch } = useQuery(todayQuery(loc));
  useFreshToday(loc, data);
  const place = data?.locations.find((one) => one.location_id === loc);
  const zone =
    place?.time_zone ?? locations.find((one) => one.id === loc)?.time_zone ?? locations[0]?.time_zone ?? 'Etc/UTC';
  const isPhone = useMediaQuery('(max-width: 40em)', undefined, { getInitialValueInEffect: false });
  const open = locations.filter((one) => one.is_active);
  return (
    <Page
      title={t.today.title}
      actions={
        <>
          {data ? <span className={styles.asOf}>{t.common.asOf(formatClock(data.as_of, zone))}</span> : null}
          {loc && open.length > 1 ? (
            <Link to="/today" className={styles.link}>
              {t.today.allPlaces}
            </Link>
          ) : null}
        </>
      }
    >
      {isPhone ? <NeedsYou key={loc} loc={loc} short /> : null}
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!data ? (
        error ? null : (
          <LoadingRows rows={5} height={96} />
        )
      ) : loc ? (
        place ? (
          <OfPlace day={place} />
        ) : null
      ) : data.locations.length === 0 ? (
        <EmptyState icon="today" title={t.today.noPlaces} />
      ) : (
        <>
          {data.totals.map((total) => (
            <TotalTiles key={total.currency} total={total} alone={data.totals.length === 1} />
          ))}
          <Places days={data.locations} />
        </>
      )}
      <div className={styles.columns}>
        {isPhone ? null : <NeedsYou loc={loc} short={false} />}
        <Suggestions key={loc} loc={loc} />
      </div>
    </Page>
  );
}

function OfPlace({ day }: { day: LocationToday }) {
  const t = useTexts();
  const isEmpty = day.today.orders === 0;
  return (
    <>
      <PlaceTiles day={day} />
      {isEmpty ? (
        <div className={styles.quiet}>
          <strong>{t.today.empty.title}</strong>{' '}
          {day.yesterday.orders > 0 ? t.today.empty.yesterday(format(day.yesterday.net)) : t.today.empty.first}
        </div>
      ) : null}
      <div className={styles.columns}>
        <HourChart day={day} />
        <TopProducts products={day.top_products} />
      </div>
    </>
  );
}
