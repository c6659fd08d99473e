import { Button } from '@mantine/core';
import { useState } from 'react';
import { format, formatPlain } from '@/lib/money';
import { weekday } from '@/lib/weekday';
import { useTexts } from '@/texts/today';
import { ChartLegend, LineChart } from '@/ui/LineChart';
import { busyHours, type HourPair, onOneClock } from './figures';
import type { LocationToday } from './queries';
import styles from './today.module.css';

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
        <ChartLegend now={chart.today} before={before} />
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
  const money = (hour: HourPair['today']) => (hour ? format({ amount: hour.net.amount, currency }) : t.common.unknown);
  const say = (place: number) => {
    const pair = pairs[place];
    return pair
      ? t.today.chart.at(
          pair.hour,
          money(pair.today),
          t.today.orderCount(pair.today?.orders ?? 0),
          money(pair.lastWeek),
        )
      : null;
  };
  return (
    <LineChart
      label={t.today.chart.label(t.today.chart.today, before)}
      points={pairs.map((pair) => ({
        label: pair.hour,
        now: pair.today?.net.amount ?? null,
        before: pair.lastWeek?.net.amount ?? null,
      }))}
      tick={(amount) => formatPlain({ amount, currency })}
      say={say}
    />
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
