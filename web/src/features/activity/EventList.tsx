import { Link } from '@tanstack/react-router';
import { Fragment } from 'react';
import { useCan, useIdentity } from '@/api/useSession';
import { approverOf, orderOf, placeOf, tell } from '@/lib/said';
import { formatClock, formatDate, formatFull, formatMoment, localDay } from '@/lib/time';
import { useTexts } from '@/texts/activity';
import styles from './activity.module.css';
import type { Happened } from './queries';

/** Later than this between happening and being written down deserves a word: it came from a till without a connection, or from an import. */
const late = 60_000;

export function EventList({
  events,
  zone,
  names,
}: {
  events: readonly Happened[];
  zone: string;
  names: ReadonlyMap<string, string>;
}) {
  const t = useTexts();
  const { me, locations } = useIdentity();
  const can = useCan();
  const { actors } = t.activity;
  const who = (actor: string) => {
    if (actor === `user:${me.user_id}`) return t.activity.you;
    if (actor.startsWith('user:')) return names.get(actor) ?? actors.nobody;
    return actor.startsWith('import') ? actors.import : actor.startsWith('operator') ? actors.operator : actors.system;
  };
  // An approval and what it let happen are two events of one request.
  const approvers = new Map(
    events.flatMap((event) => {
      const approver = approverOf(event.event_type, event.payload);
      return approver ? [[event.correlation_id, approver] as const] : [];
    }),
  );
  return (
    <ol className={styles.list} aria-label={t.activity.caption}>
      {events.map((event, index) => {
        const before = events[index - 1];
        const isNewDay = !before || localDay(before.occurred_at, zone) !== localDay(event.occurred_at, zone);
        const order = orderOf(event.payload);
        const place = locations.find((one) => one.id === placeOf(event.payload));
        const approver = approvers.get(event.correlation_id);
        const isLate = Date.parse(event.recorded_at) - Date.parse(event.occurred_at) > late;
        return (
          <Fragment key={event.id}>
            {isNewDay ? (
              <li className={styles.day}>
                <h2>{formatDate(event.occurred_at, zone)}</h2>
              </li>
            ) : null}
            <li className={styles.event} data-event={event.event_type}>
              <time className={styles.time} dateTime={event.occurred_at} title={formatFull(event.occurred_at, zone)}>
                {formatClock(event.occurred_at, zone)}
              </time>
              <div className={styles.what}>
                <span>
                  <strong>{who(event.actor)}</strong> · {tell(event.event_type, event.payload, t.happened)}
                  {approver ? (
                    <span className={styles.muted}>
                      {' '}
                      · {t.activity.approvedBy(names.get(approver) ?? who(approver))}
                    </span>
                  ) : null}
                  {place && locations.length > 1 ? (
                    <span className={styles.muted}> · {t.activity.atPlace(place.name)}</span>
                  ) : null}
                </span>
              </div>
              <span className={styles.end}>
                {isLate ? (
                  <span className={styles.muted}>{t.activity.late(formatMoment(event.occurred_at, zone))}</span>
                ) : null}
                {order && place ? (
                  <Link to="/l/$loc/orders/$id" params={{ loc: place.id, id: order }} className={styles.link}>
                    {t.activity.open}
                  </Link>
                ) : null}
                {event.event_type === 'commerce.import.started' && can('catalog:write') ? (
                  <Link to="/catalogue/import" className={styles.link}>
                    {t.activity.openImport}
                  </Link>
                ) : null}
              </span>
              <details className={styles.details}>
                <summary>{t.activity.details}</summary>
                <dl>
                  <dt>{t.activity.type}</dt>
                  <dd>{event.event_type}</dd>
                  <dt>{t.activity.recorded}</dt>
                  <dd>{formatFull(event.recorded_at, zone)}</dd>
                  <dt>{t.activity.request}</dt>
                  <dd>{event.correlation_id || t.common.unknown}</dd>
                </dl>
              </details>
            </li>
          </Fragment>
        );
      })}
    </ol>
  );
}
