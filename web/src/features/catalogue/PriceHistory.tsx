import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useIdentity, usePlace } from '@/api/useSession';
import { formatFull, formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/catalogue';
import { MoneyText } from '@/ui/MoneyText';
import { Problem } from '@/ui/Problem';
import styles from './editor.module.css';
import { type Product, pricesQuery } from './queries';

/** Every price the item ever had, newest first. */
export function PriceHistory({ product }: { product: Product }) {
  const t = useTexts();
  const words = t.catalogue.editor;
  const who = useIdentity();
  const zone = usePlace()?.time_zone ?? 'UTC';
  const prices = useInfiniteQuery(pricesQuery(product.id));
  const rows = (prices.data?.pages ?? []).flatMap((page) => page.data);
  return (
    <section className={styles.card} aria-labelledby="history">
      <h2 id="history">{words.history}</h2>
      {prices.isError ? <Problem error={prices.error} onRetry={() => void prices.refetch()} /> : null}
      {prices.isSuccess && rows.length === 0 ? <p className={styles.hint}>{words.historyEmpty}</p> : null}
      <ul className={styles.history}>
        {rows.map((row) => (
          <li key={row.id}>
            <time dateTime={row.changed_at} title={formatFull(row.changed_at, zone)}>
              {formatMoment(row.changed_at, zone)}
            </time>
            <span>
              {[
                row.location_id === null
                  ? words.catalogue
                  : (who.locations.find((one) => one.id === row.location_id)?.name ?? ''),
                row.variant_id === null
                  ? ''
                  : (product.variants.find((one) => one.id === row.variant_id)?.option_values.join(' / ') ?? ''),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
            {row.price ? <MoneyText money={row.price} strong /> : <span>{words.none}</span>}
          </li>
        ))}
      </ul>
      {prices.hasNextPage ? (
        <Button variant="default" loading={prices.isFetchingNextPage} onClick={() => void prices.fetchNextPage()}>
          {t.common.loadMore}
        </Button>
      ) : null}
    </section>
  );
}
