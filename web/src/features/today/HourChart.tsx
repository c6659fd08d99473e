import { Button } from '@mantine/core';
import { type PointerEvent, useLayoutEffect, useRef, useState } from 'react';
import { format, formatPlain } from '@/lib/money';
import { weekday } from '@/lib/weekday';
import { useTexts } from '@/texts/useTexts';
import { busyHours, type HourPair, onOneClock, ticks } from './figures';
import type { LocationToday } from './queries';
import styles from './today.module.css';

const height = 240;
const edge = { top: 12, right: 12, bottom: 28, left: 76 };

function path(points: readonly { x: number; y: number }[]): string {
  return points.map((point, at) => `${at === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join('');
}

/** Today's hours as a line, the same weekday a week ago dashed, on one clock; the same figures as a table at a button's press. */
export function HourChart({ day }: { day: LocationToday }) {
  const t = useTexts();
  const [isTable, setTable] = useState(false);
  const pairs = busyHours(onOneClock(day.hours, day.last_week_hours));
  const { chart } = t.today;
  const before = chart.lastWeek(weekday(day.last_week_on));
  return (
    <section className={styles.card} aria-labelledby="hours-head">
      <div className={styles.cardHead}>
        <h2 id="hours-head" className={styles.heading}>
          {chart.title}
        </h2>
        <span className={styles.legend}>
          <span className={styles.solid}>{chart.today}</span>
          <span className={styles.dashed}>{before}</span>
        </span>
        <Button variant="subtle" onClick={() => setTable(!isTable)}>
          {isTable ? chart.showChart : chart.showTable}
        </Button>
      </div>
      {isTable ? (
        <HourTable pairs={pairs} before={before} currency={day.currency} />
      ) : (
        <Drawing pairs={pairs} before={before} currency={day.currency} />
      )}
    </section>
  );
}

type Shown = { pairs: readonly HourPair[]; before: string; currency: string };

function Drawing({ pairs, before, currency }: Shown) {
  const t = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  const [at, setAt] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(280, element.clientWidth));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  const largest = Math.max(
    ...pairs.flatMap((pair) => [pair.today?.net.amount ?? 0, pair.lastWeek?.net.amount ?? 0]),
    0,
  );
  const scale = ticks(largest);
  const top = Math.max(1, scale.at(-1) ?? 1);
  const x = (place: number) =>
    edge.left + ((width - edge.left - edge.right) * (place + 0.5)) / Math.max(1, pairs.length);
  const y = (amount: number) => height - edge.bottom - ((height - edge.top - edge.bottom) * amount) / top;
  const points = (which: 'today' | 'lastWeek') =>
    pairs.flatMap((pair, place) => {
      const hour = pair[which];
      return hour ? [{ x: x(place), y: y(hour.net.amount), place }] : [];
    });
  const [now, past] = [points('today'), points('lastWeek')];
  const every = Math.max(1, Math.ceil((pairs.length * 48) / (width - edge.left)));
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    const inside = event.clientX - event.currentTarget.getBoundingClientRect().left - edge.left;
    const place = Math.floor((inside / (width - edge.left - edge.right)) * pairs.length);
    setAt(place >= 0 && place < pairs.length ? place : null);
  };
  const picked = at === null ? undefined : pairs[at];
  const money = (hour: HourPair['today']) => (hour ? format({ amount: hour.net.amount, currency }) : t.common.unknown);
  return (
    <div ref={box}>
      <svg
        className={styles.chart}
        width={width}
        height={height}
        role="img"
        aria-label={t.today.chart.label(t.today.chart.today, before)}
        onPointerMove={pick}
        onPointerLeave={() => setAt(null)}
      >
        {scale.map((amount) => (
          <g key={amount}>
            <line className={styles.grid} x1={edge.left} x2={width - edge.right} y1={y(amount)} y2={y(amount)} />
            <text className={styles.tick} x={edge.left - 8} y={y(amount) + 4} textAnchor="end">
              {formatPlain({ amount, currency })}
            </text>
          </g>
        ))}
        {pairs.map((pair, place) =>
          place % every === 0 ? (
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour may come twice where clocks go back
            <text key={`${pair.hour} ${place}`} className={styles.tick} x={x(place)} y={height - 8} textAnchor="middle">
              {pair.hour}
            </text>
          ) : null,
        )}
        {at === null ? null : (
          <line className={styles.cursor} x1={x(at)} x2={x(at)} y1={edge.top} y2={height - edge.bottom} />
        )}
        <path className={styles.lastWeek} d={path(past)} />
        <path className={styles.today} d={path(now)} />
        {now.map((point) => (
          <circle key={point.place} className={styles.dot} cx={point.x} cy={point.y} r="3.5" />
        ))}
      </svg>
      <p className={styles.picked} aria-hidden="true">
        {picked
          ? t.today.chart.at(
              picked.hour,
              money(picked.today),
              t.today.orderCount(picked.today?.orders ?? 0),
              money(picked.lastWeek),
            )
          : '\u00a0'}
      </p>
    </div>
  );
}

function HourTable({ pairs, before, currency }: Shown) {
  const t = useTexts();
  const money = (hour: HourPair['today']) => (hour ? format({ amount: hour.net.amount, currency }) : t.common.unknown);
  return (
    <div className={styles.wide}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t.today.chart.hour}</th>
            <th scope="col" className="number">
              {t.today.chart.today}
            </th>
            <th scope="col" className="number">
              {t.today.orders}
            </th>
            <th scope="col" className="number">
              {before}
            </th>
          </tr>
        </thead>
        <tbody>
          {pairs.map((pair, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: an hour may come twice where clocks go back
            <tr key={`${pair.hour} ${place}`}>
              <th scope="row">{pair.hour}</th>
              <td className="number">{money(pair.today)}</td>
              <td className="number">{pair.today?.orders ?? t.common.unknown}</td>
              <td className="number">{money(pair.lastWeek)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
