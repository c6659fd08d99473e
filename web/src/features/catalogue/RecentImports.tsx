import { useQuery } from '@tanstack/react-query';
import { usePlace } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/catalogue';
import styles from './editor.module.css';
import { importsQuery } from './queries';
import { UndoImport } from './UndoImport';

/** The files of the last week, each with its way back. */
export function RecentImports() {
  const t = useTexts();
  const words = t.catalogue.csv.undo;
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const { data: imports } = useQuery(importsQuery);
  if (!imports || imports.length === 0) return null;
  return (
    <section className={styles.card} aria-labelledby="imports">
      <h2 id="imports">{words.recent}</h2>
      <ul className={styles.imports}>
        {imports.map((one) => (
          <li key={one.id}>
            <p>
              <strong>{words.what(one.name, one.created, one.updated)}</strong>{' '}
              <span className={styles.hint}>{formatMoment(one.started_at, zone)}</span>
            </p>
            <UndoImport done={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}
