import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useIdentity } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/settings';
import { CopyField } from '@/ui/CopyField';
import styles from './Settings.module.css';

/** What the business is called by programs, how its data leaves, and what this device keeps. */
export function DataSection() {
  const t = useTexts();
  const words = t.settings.data;
  const { tenant, locations } = useIdentity();
  return (
    <>
      <section className={styles.card} aria-labelledby="names">
        <h2 id="names">{words.names}</h2>
        <p className={styles.muted}>{words.namesHint}</p>
        <CopyField label={words.slug} text={tenant.slug} />
        <CopyField label={words.tenant} text={tenant.id} />
        {locations.map((place) => (
          <CopyField key={place.id} label={words.place(place.name)} text={place.id} />
        ))}
        <CopyField label={words.api} text={`${window.location.origin}/api/v1`} />
        <div>
          <Button component="a" variant="default" href="/docs">
            {words.apiDocument}
          </Button>
        </div>
      </section>
      <ThisDevice />
    </>
  );
}

function ThisDevice() {
  const words = useTexts().settings.data;
  const client = useQueryClient();
  const kept = useQuery({
    queryKey: ['this-device'],
    queryFn: async () => ({
      used: (await navigator.storage?.estimate?.())?.usage ?? null,
      isSafe: (await navigator.storage?.persisted?.()) ?? false,
    }),
  });
  const used = kept.data?.used;
  const persist = async () => {
    await navigator.storage.persist();
    await client.invalidateQueries({ queryKey: ['this-device'] });
  };
  return (
    <section className={styles.card} aria-labelledby="device">
      <h2 id="device">{words.device}</h2>
      <p>{used === null || used === undefined ? words.unknown : words.stored(inMegabytes(used))}</p>
      <div className={`${styles.row} ${styles.spread}`}>
        <span className={styles.muted}>{kept.data?.isSafe ? words.persisted : words.persistHint}</span>
        {navigator.storage && !kept.data?.isSafe ? (
          <Button variant="default" onClick={() => void persist()}>
            {words.persist}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

function inMegabytes(bytes: number): string {
  return new Intl.NumberFormat(locale(), { style: 'unit', unit: 'megabyte', maximumFractionDigits: 1 }).format(
    bytes / 1_000_000,
  );
}
