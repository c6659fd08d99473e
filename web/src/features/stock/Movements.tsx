import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useIdentity } from '@/api/useSession';
import { formatFull, formatMoment } from '@/lib/time';
import { type Texts, useTexts } from '@/texts/stock';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { movementsQuery, type NamedMovement } from './queries';
import styles from './stock.module.css';

/** The ledger: every change of units on hand, newest first. */
export function Movements({
  place,
  zone,
  variant,
  newer,
  onNewer,
  onAll,
}: {
  place: string;
  zone: string;
  variant: string | null;
  newer: number;
  onNewer: () => void;
  onAll: () => void;
}) {
  const t = useTexts();
  return (
    <>
      <div className={styles.bar}>
        {newer > 0 ? (
          <Button variant="light" color="info" onClick={onNewer}>
            {t.stock.ledger.newer(newer)}
          </Button>
        ) : null}
        {variant ? (
          <Button variant="default" onClick={onAll}>
            {t.stock.ledger.all}
          </Button>
        ) : null}
      </div>
      <MovementList place={place} zone={zone} variant={variant} isWide />
    </>
  );
}

export function reasonOf(t: Texts, reason: string): string {
  const all: Record<string, string> = { ...t.stock.adjust.reasons, ...t.stock.ledger.reasons };
  return all[reason] ?? reason;
}

export function MovementList({
  place,
  zone,
  variant,
  isWide = false,
}: {
  place: string;
  zone: string;
  variant: string | null;
  isWide?: boolean;
}) {
  const t = useTexts();
  const words = t.stock.ledger;
  const who = useIdentity();
  const list = useInfiniteQuery(movementsQuery(place, variant));
  const rows = (list.data?.pages ?? []).flatMap((page) => page.rows);
  if (list.isPending) return <LoadingRows rows={6} height={44} />;
  if (list.isError && rows.length === 0) return <Problem error={list.error} onRetry={() => void list.refetch()} />;
  if (rows.length === 0) return <EmptyState icon="activity" title={words.empty} />;
  const actor = (row: NamedMovement) =>
    row.actor === `user:${who.me.user_id}` ? words.you : row.actor.startsWith('user:') ? words.somebody : words.system;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be scrolled by keyboard */}
      <section className={styles.ledger} tabIndex={0} aria-label={t.stock.movements}>
        <table>
          <thead>
            <tr>
              <th scope="col">{words.when}</th>
              {isWide ? <th scope="col">{words.item}</th> : null}
              <th scope="col" className={styles.end}>
                {words.change}
              </th>
              <th scope="col" className={styles.end}>
                {words.after}
              </th>
              <th scope="col">{words.reason}</th>
              {isWide ? <th scope="col">{words.who}</th> : null}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id}>
                <td>
                  <time dateTime={row.occurred_at} title={formatFull(row.occurred_at, zone)}>
                    {formatMoment(row.occurred_at, zone)}
                  </time>
                </td>
                {isWide ? (
                  <th scope="row">
                    <Link to="/l/$loc/stock" params={{ loc: place }} search={{ item: row.variant_id }}>
                      {row.name || t.stock.unknownItem}
                    </Link>
                  </th>
                ) : null}
                <td className={styles.end}>{row.quantity > 0 ? `+${row.quantity}` : `\u2212${-row.quantity}`}</td>
                <td className={styles.end}>{row.on_hand}</td>
                <td>
                  {reasonOf(t, row.reason)}
                  {row.note ? <small> · {row.note}</small> : null}
                </td>
                {isWide ? <td>{actor(row)}</td> : null}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {list.hasNextPage ? (
        <div>
          <Button variant="default" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t.common.loadMore}
          </Button>
        </div>
      ) : null}
    </>
  );
}
