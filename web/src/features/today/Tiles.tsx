import { Link } from '@tanstack/react-router';
import type { KeyboardEvent, ReactNode } from 'react';
import type { components } from '@/api/schema';
import { format, type Money } from '@/lib/money';
import { weekday } from '@/lib/weekday';
import { useTexts } from '@/texts/today';
import { changeOf } from './figures';
import type { LocationToday } from './queries';
import styles from './today.module.css';

type AnalyticsQuestion = { view: 'sales' | 'payments'; metric: string; by: string; period: 'today'; only?: string };
type Total = components['schemas']['TodayTotalView'];

/** One number, what it was a week ago, and the way to the rows behind it. */
function Tile({ name, value, children, to }: { name: string; value: string; children?: ReactNode; to?: ReactNode }) {
  return (
    <li className={styles.tile}>
      <span className={styles.name}>{name}</span>
      {/* Keyed by its value: a new one is tinted for a moment, in its place. */}
      <span key={value} className={`${styles.value} just-changed`}>
        {value}
      </span>
      <span className={styles.beside}>{children}</span>
      {to}
    </li>
  );
}

/** More or less than at the same time a week ago, in words and an arrow. */
function Against({ now, before, day }: { now: number; before: number; day: string | null }) {
  const t = useTexts();
  const change = changeOf(now, before);
  if (change.kind === 'none') return <>{t.today.noCompare(day)}</>;
  const words =
    change.kind === 'same'
      ? t.today.same
      : change.kind === 'up'
        ? t.today.up(change.percent)
        : t.today.down(change.percent);
  return (
    <>
      <span className={styles[change.kind]}>
        <span aria-hidden="true">{change.kind === 'up' ? '▲ ' : change.kind === 'down' ? '▼ ' : '＝ '}</span>
        {words}
      </span>{' '}
      {t.today.sameTime(day)}
    </>
  );
}

/** Arrow keys go from tile to tile, Enter opens the rows. */
function Row({ label, children }: { label: string; children: ReactNode }) {
  const move = (event: KeyboardEvent<HTMLUListElement>) => {
    const by = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!by) return;
    const links = [...event.currentTarget.querySelectorAll('a')];
    const at = links.findIndex((link) => link.matches(':focus'));
    if (at < 0) return;
    event.preventDefault();
    links[(at + by + links.length) % links.length]?.focus();
  };
  return (
    <ul className={styles.tiles} aria-label={label} onKeyDown={move}>
      {children}
    </ul>
  );
}

export function PlaceTiles({ day }: { day: LocationToday }) {
  const t = useTexts();
  const { today, last_week_so_far: before } = day;
  const loc = day.location_id;
  const last = weekday(day.last_week_on);
  const rows = (name: string, value: string, search: { view: 'table' | 'board'; from?: string; status?: 'sold' }) => (
    <Link
      to="/l/$loc/orders"
      params={{ loc }}
      search={search}
      className={styles.cover}
      aria-label={t.today.openTile(name, value)}
    />
  );
  const money = (value: Money | null) => (value ? format(value) : t.common.unknown);
  const ofToday = { view: 'table', status: 'sold', from: day.business_on } as const;
  return (
    <Row label={t.today.title}>
      <Tile name={t.today.net} value={format(today.net)} to={rows(t.today.net, format(today.net), ofToday)}>
        <Against now={today.net.amount} before={before.net.amount} day={last} />
      </Tile>
      <Tile name={t.today.orders} value={String(today.orders)} to={rows(t.today.orders, String(today.orders), ofToday)}>
        <Against now={today.orders} before={before.orders} day={last} />
      </Tile>
      <Tile
        name={t.today.average}
        value={money(today.average_order)}
        to={rows(t.today.average, money(today.average_order), ofToday)}
      >
        {before.average_order ? (
          <Against now={today.average_order?.amount ?? 0} before={before.average_order.amount} day={last} />
        ) : (
          t.today.noCompare(last)
        )}
      </Tile>
      <Tile
        name={t.today.open}
        value={String(day.open_orders)}
        to={rows(t.today.open, String(day.open_orders), { view: 'board' })}
      >
        {day.open_by_status
          .map((one) => `${t.orders.statuses[one.status as keyof typeof t.orders.statuses]} ${one.orders}`)
          .join(' · ') || t.today.none}
      </Tile>
      <Tile
        name={t.today.refunded}
        value={format(today.refunded)}
        to={
          <Figures
            name={t.today.refunded}
            value={format(today.refunded)}
            search={{
              view: 'payments',
              metric: 'refunded',
              by: 'payment_method',
              period: 'today',
              only: `location:${loc}`,
            }}
          />
        }
      >
        {today.refunds > 0 ? t.today.refunds(today.refunds) : t.today.none}
        {today.cancelled > 0 ? ` · ${t.today.cancelled(today.cancelled)}` : ''}
      </Tile>
    </Row>
  );
}

/** The way to figures that are split, with today's filter. */
function Figures({ name, value, search }: { name: string; value: string; search: AnalyticsQuestion }) {
  const t = useTexts();
  return <Link to="/analytics" search={search} className={styles.cover} aria-label={t.today.openTile(name, value)} />;
}

export function TotalTiles({ total, alone }: { total: Total; alone: boolean }) {
  const t = useTexts();
  const { today, last_week_so_far: before } = total;
  const average = today.average_order ? format(today.average_order) : t.common.unknown;
  const split = (name: string, value: string, metric: string, view: 'sales' | 'payments' = 'sales') => (
    <Figures name={name} value={value} search={{ view, metric, by: 'location', period: 'today' }} />
  );
  return (
    <section className={styles.total}>
      {alone ? null : <h2 className={styles.heading}>{t.today.total(total.currency)}</h2>}
      <Row label={t.today.total(total.currency)}>
        <Tile name={t.today.net} value={format(today.net)} to={split(t.today.net, format(today.net), 'net')}>
          <Against now={today.net.amount} before={before.net.amount} day={null} />
        </Tile>
        <Tile
          name={t.today.orders}
          value={String(today.orders)}
          to={split(t.today.orders, String(today.orders), 'orders')}
        >
          <Against now={today.orders} before={before.orders} day={null} />
        </Tile>
        <Tile name={t.today.average} value={average} to={split(t.today.average, average, 'average_order_value')}>
          {before.average_order ? (
            <Against now={today.average_order?.amount ?? 0} before={before.average_order.amount} day={null} />
          ) : null}
        </Tile>
        <Tile
          name={t.today.open}
          value={String(total.open_orders)}
          to={
            <a
              href="#places-head"
              className={styles.cover}
              aria-label={t.today.openTile(t.today.open, String(total.open_orders))}
            />
          }
        />
        <Tile
          name={t.today.refunded}
          value={format(today.refunded)}
          to={split(t.today.refunded, format(today.refunded), 'refunded', 'payments')}
        >
          {today.refunds > 0 ? t.today.refunds(today.refunds) : t.today.none}
        </Tile>
      </Row>
    </section>
  );
}
