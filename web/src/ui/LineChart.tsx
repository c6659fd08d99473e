import { type KeyboardEvent, type PointerEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { ticks } from '@/lib/ticks';
import styles from './LineChart.module.css';

/** A place on the axis; null: there is no such number, which is not zero. */
export type ChartPoint = { label: string; now: number | null; before: number | null };

const height = 240;
const edge = { top: 12, right: 12, bottom: 28, left: 76 };

function path(points: readonly { x: number; y: number }[]): string {
  return points.map((point, at) => `${at === 0 ? 'M' : 'L'}${point.x.toFixed(1)} ${point.y.toFixed(1)}`).join('');
}

/** One line solid, the other dashed. The pointer or the arrow keys pick a place, and its numbers are said below. Whoever shows this shows a table too. */
export function LineChart({
  label,
  points,
  tick,
  say,
}: {
  label: string;
  points: readonly ChartPoint[];
  /** A number beside the axis. */
  tick: (value: number) => string;
  /** The picked place in words. */
  say: (place: number) => ReactNode;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(640);
  const [at, setAt] = useState<number | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setWidth(Math.max(160, element.clientWidth));
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, []);

  const scale = ticks(Math.max(...points.flatMap((point) => [point.now ?? 0, point.before ?? 0]), 0));
  const top = Math.max(scale.at(-1) ?? 0, Number.EPSILON);
  const inner = width - edge.left - edge.right;
  const x = (place: number) => edge.left + (inner * (place + 0.5)) / Math.max(1, points.length);
  const y = (value: number) => height - edge.bottom - ((height - edge.top - edge.bottom) * Math.max(0, value)) / top;
  const line = (which: 'now' | 'before') =>
    points.flatMap((point, place) => {
      const value = point[which];
      return value === null ? [] : [{ x: x(place), y: y(value), place }];
    });
  const [now, before] = [line('now'), line('before')];
  const widest = Math.max(5, ...points.map((point) => point.label.length)) * 7.5 + 8;
  const every = Math.max(1, Math.ceil((points.length * widest) / inner));
  const pick = (event: PointerEvent<SVGSVGElement>) => {
    const inside = event.clientX - event.currentTarget.getBoundingClientRect().left - edge.left;
    const place = Math.floor((inside / inner) * points.length);
    setAt(place >= 0 && place < points.length ? place : null);
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by || points.length === 0) return;
    event.preventDefault();
    setAt((from) =>
      from === null ? (by > 0 ? 0 : points.length - 1) : Math.min(points.length - 1, Math.max(0, from + by)),
    );
  };
  const picked = at !== null && at < points.length ? at : null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a chart is no fieldset
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys tell its points
    <div ref={box} role="group" aria-label={label} className={styles.box} tabIndex={0} onKeyDown={step}>
      <svg
        className={styles.chart}
        width={width}
        height={height}
        aria-hidden="true"
        onPointerMove={pick}
        onPointerLeave={() => setAt(null)}
      >
        {scale.map((value) => (
          <g key={value}>
            <line className={styles.grid} x1={edge.left} x2={width - edge.right} y1={y(value)} y2={y(value)} />
            <text className={styles.tick} x={edge.left - 8} y={y(value) + 4} textAnchor="end">
              {tick(value)}
            </text>
          </g>
        ))}
        {points.map((point, place) =>
          place % every === 0 ? (
            <text
              // biome-ignore lint/suspicious/noArrayIndexKey: an hour may come twice where clocks go back
              key={`${point.label} ${place}`}
              className={styles.tick}
              x={x(place)}
              y={height - 8}
              textAnchor="middle"
            >
              {point.label}
            </text>
          ) : null,
        )}
        {picked === null ? null : (
          <line className={styles.cursor} x1={x(picked)} x2={x(picked)} y1={edge.top} y2={height - edge.bottom} />
        )}
        <path className={styles.before} d={path(before)} />
        <path className={styles.now} d={path(now)} />
        {now.length <= 62
          ? now.map((point) => <circle key={point.place} className={styles.dot} cx={point.x} cy={point.y} r="3.5" />)
          : null}
      </svg>
      <p className={styles.picked} aria-live="polite">
        {picked === null ? '\u00a0' : say(picked)}
      </p>
    </div>
  );
}

/** What the two lines are. */
export function ChartLegend({ now, before }: { now: string; before?: string | undefined }) {
  return (
    <span className={styles.legend}>
      <span className={styles.solid}>{now}</span>
      {before ? <span className={styles.dashed}>{before}</span> : null}
    </span>
  );
}
