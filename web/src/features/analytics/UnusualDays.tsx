import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import styles from './analytics.module.css';
import { dayText, Frame } from './Frame';
import { type Asked, unusualQuery } from './insightQueries';
import { PlainTable } from './PlainTable';
import type { PartProps } from './parts';
import { analyticsSearch } from './search';
import { shown } from './values';

const tones: Record<string, Tone> = { low: 'neutral', medium: 'warning', high: 'danger' };
const metrics: Record<string, string> = { average_order: 'average_order_value', cancelled: 'cancelled_orders' };

/** Days on which something was not as usual; each leads to its hours, and so to its orders. */
export function UnusualDays({ search, days, report, onChange }: PartProps) {
  const t = useTexts();
  const i = t.insight;
  const answer = useQuery({ ...unusualQuery(days?.now as Asked), enabled: days !== null });
  return (
    <Frame
      answer={answer}
      days={days?.now ?? null}
      search={search}
      onChange={onChange}
      report={report}
      empty={(data) => (data.days.length > 0 ? null : data.judged === 0 ? i.unusual.young : i.unusual.empty)}
    >
      {(data) => {
        const text = (measure: string, value: number) =>
          ['net', 'average_order', 'refunded'].includes(measure)
            ? shown(Math.round(value), 'money', data.currency, t, locale())
            : shown(value, 'count', null, t, locale());
        return (
          <>
            <PlainTable
              label={i.unusual.title}
              rows={data.days}
              id={(day) => `${day.on} ${day.measure}`}
              columns={[
                {
                  key: 'day',
                  title: i.unusual.day,
                  cell: (day) => (
                    <Link
                      to="/analytics"
                      search={analyticsSearch({
                        ...(search.only ? { only: search.only } : {}),
                        view: 'sales',
                        from: day.on,
                        to: day.on,
                        by: 'hour',
                        metric: metrics[day.measure] ?? day.measure,
                      })}
                      className={styles.rowLink}
                    >
                      {dayText(day.on)}
                    </Link>
                  ),
                },
                {
                  key: 'measure',
                  title: i.unusual.measure,
                  cell: (day) => i.unusual.measures[day.measure] ?? day.measure,
                },
                { key: 'value', title: i.unusual.value, end: true, cell: (day) => text(day.measure, day.value) },
                { key: 'usual', title: i.unusual.usual, end: true, cell: (day) => text(day.measure, day.usual) },
                {
                  key: 'severity',
                  title: i.unusual.severity,
                  cell: (day) => (
                    <StatusBadge
                      tone={tones[day.severity] ?? 'neutral'}
                      label={`${i.unusual.level[day.severity] ?? day.severity} ${day.score < 0 ? i.unusual.less : i.unusual.more}`}
                    />
                  ),
                },
              ]}
            />
            <p className={styles.note}>{i.unusual.judged(data.judged.toLocaleString(locale()))}</p>
          </>
        );
      }}
    </Frame>
  );
}
