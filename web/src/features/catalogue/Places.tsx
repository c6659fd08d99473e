import { Button, Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { permits } from '@/api/session';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/catalogue';
import { LoadingRows } from '@/ui/LoadingRows';
import { MoneyInput } from '@/ui/MoneyInput';
import { Problem } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import styles from './editor.module.css';
import { useSetAvailability } from './mutations';
import { changesOf, type PlaceRow, rowsOf } from './places';
import { availabilityQuery, type Product } from './queries';
import { useIsOffline } from './rights';

/** Where the item is sold, and for which price there; whoever manages a location sets its own. */
export function Places({ product }: { product: Product }) {
  const t = useTexts();
  const words = t.catalogue.editor;
  const who = useIdentity();
  const isOffline = useIsOffline();
  const said = useQuery(availabilityQuery(product.id));
  const [changed, setChanged] = useState<PlaceRow[] | null>(null);
  const save = useSetAvailability(product.id);
  const active = product.variants.filter((variant) => variant.is_active);
  const variantIds = (active.length > 1 ? active : []).map((variant) => variant.id);
  if (said.isError) return <Problem error={said.error} onRetry={() => void said.refetch()} />;
  if (!said.data) return <LoadingRows rows={2} height={48} />;
  const before = rowsOf(
    said.data,
    who.locations.map((one) => one.id),
    product.variants.length > 1 ? product.variants.map((variant) => variant.id) : [],
  );
  const rows = changed ?? before;
  const set = (row: PlaceRow, change: Partial<PlaceRow>) =>
    setChanged(
      rows.map((one) =>
        one.locationId === row.locationId && one.variantId === row.variantId ? { ...one, ...change } : one,
      ),
    );
  const mayAnywhere = who.locations.some((one) => permits(who, 'catalog:write', one.id));
  const line = (row: PlaceRow, place: string, variant: string, currency: string) => {
    const isLocked = isOffline || !permits(who, 'catalog:write', row.locationId);
    return (
      <div key={row.variantId ?? 'all'} className={styles.place}>
        <Switch
          aria-label={words.soldAtOf(place, variant)}
          label={variant === '' ? words.soldAt : variant}
          checked={row.isAvailable}
          disabled={isLocked}
          onChange={(event) => set(row, { isAvailable: event.currentTarget.checked })}
        />
        <MoneyInput
          label={words.ownPriceOf(place, variant)}
          currency={currency}
          value={row.price}
          disabled={isLocked || !row.isAvailable}
          onChange={(price) => set(row, { price })}
        />
      </div>
    );
  };
  return (
    <section className={styles.card} aria-labelledby="places">
      <h2 id="places">{words.places}</h2>
      <p className={styles.hint}>{words.placesHint}</p>
      {who.locations.map((location) => {
        const own = rows.filter((row) => row.locationId === location.id);
        const whole = own.find((row) => row.variantId === null);
        return whole ? (
          <div key={location.id} className={styles.location}>
            <h3>{location.name}</h3>
            {line(whole, location.name, '', location.currency)}
            {variantIds.length > 0 ? (
              <details>
                <summary>{words.byVariant(location.name)}</summary>
                {own
                  .filter((row) => row.variantId !== null && variantIds.includes(row.variantId))
                  .map((row) => {
                    const variant = product.variants.find((one) => one.id === row.variantId);
                    return line(row, location.name, variant?.option_values.join(' / ') ?? '', location.currency);
                  })}
              </details>
            ) : null}
          </div>
        ) : null;
      })}
      {save.error ? <Problem error={save.error} own={t.catalogue.codes} /> : null}
      {mayAnywhere ? (
        <div className={styles.actions}>
          <Button
            variant="default"
            disabled={isOffline || changed === null}
            loading={save.isPending}
            onClick={() => {
              const locations = changesOf(before, rows);
              if (locations.length === 0) return setChanged(null);
              save.mutate(locations, {
                onSuccess: () => {
                  setChanged(null);
                  toast(words.placesSaved);
                },
              });
            }}
          >
            {words.savePlaces}
          </Button>
        </div>
      ) : null}
    </section>
  );
}
