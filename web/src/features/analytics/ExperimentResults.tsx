import { useQuery } from '@tanstack/react-query';
import { locale } from '@/lib/locale';
import { useTexts } from '@/texts/analytics';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem } from '@/ui/Problem';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import figures from './analytics.module.css';
import { type Results, resultsQuery } from './experimentQueries';
import styles from './insight.module.css';
import { PlainTable } from './PlainTable';
import { shown } from './values';

type Metric = Results['metrics'][number];
type Bounds = { low: number; high: number };

const tones: Record<string, Tone> = {
  collecting: 'neutral',
  better: 'success',
  worse: 'danger',
  no_difference: 'info',
  guardrail_broken: 'danger',
  suspicious: 'danger',
  open: 'neutral',
  holds: 'success',
  broken: 'danger',
};

/** What may be said of the counts: first whether they may be believed, then every metric with its intervals. */
export function ExperimentResults({ id, looksOften }: { id: string; looksOften: boolean }) {
  const t = useTexts();
  const e = useTexts().experiments;
  const { data, error, refetch } = useQuery(resultsQuery(id));
  if (!data)
    return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows rows={4} height={48} />;
  const ratio = data.sample_ratio;
  return (
    <section className={figures.card} aria-labelledby="results">
      <div className={figures.cardHead}>
        <h2 id="results">{e.results}</h2>
      </div>
      {ratio?.is_suspicious ? (
        <p className={styles.warning} role="alert">
          <Icon name="warning" />
          <span>
            <strong>{e.suspicious}</strong> {e.ratio(precise(ratio.p_value))}
          </span>
        </p>
      ) : (
        <p className={figures.note}>{ratio ? `${e.ratioFine} ${e.ratio(precise(ratio.p_value))}` : e.ratioNone}</p>
      )}
      {data.contradicted > 0 ? (
        <p className={figures.note}>{e.contradicted(data.contradicted.toLocaleString(locale()))}</p>
      ) : null}
      <dl className={styles.facts}>
        <div>
          <dt>{e.took}</dt>
          <dd>{data.units.toLocaleString(locale())}</dd>
        </div>
        <div>
          <dt>{e.needed}</dt>
          <dd>{data.units_per_variant.toLocaleString(locale())}</dd>
        </div>
        {data.verdicts.map((one) => (
          <div key={one.variant}>
            <dt>
              {e.verdict}: {one.variant}
            </dt>
            <dd>
              <StatusBadge tone={tones[one.verdict] ?? 'neutral'} label={e.verdicts[one.verdict] ?? one.verdict} />
            </dd>
          </div>
        ))}
      </dl>
      {data.metrics.map((metric) => (
        <MetricTable key={metric.metric} metric={metric} confidence={data.confidence} looksOften={looksOften} />
      ))}
      <p className={figures.note}>
        {t.common.asOf(new Date(data.as_of).toLocaleTimeString(locale(), { timeStyle: 'short' }))}
      </p>
    </section>
  );
}

function MetricTable({
  metric,
  confidence,
  looksOften,
}: {
  metric: Metric;
  confidence: number;
  /** The p-value that holds at every look is shown. */
  looksOften: boolean;
}) {
  const t = useTexts();
  const e = useTexts().experiments;
  const isShare = metric.kind === 'conversion';
  const value = (of: number | null | undefined) =>
    isShare ? shown(of, 'ratio', null, t, locale()) : shown(of, 'number', null, t, locale());
  const difference = (of: number) =>
    isShare
      ? e.points((of * 100).toLocaleString(locale(), { maximumFractionDigits: 2, signDisplay: 'exceptZero' }))
      : of.toLocaleString(locale(), { maximumFractionDigits: 2, signDisplay: 'exceptZero' });
  const bounds = metric.variants.flatMap((one) => (one.difference?.bounds ? [one.difference.bounds] : []));
  const farthest = Math.max(...bounds.flatMap((one) => [Math.abs(one.low), Math.abs(one.high)]), 1e-12);
  const level = formatLevel(confidence);
  return (
    <>
      <h3>{metric.is_primary ? e.decides(metric.metric) : e.guardOf(metric.metric)}</h3>
      <PlainTable
        label={metric.is_primary ? e.decides(metric.metric) : e.guardOf(metric.metric)}
        rows={metric.variants}
        id={(one) => one.variant}
        columns={[
          {
            key: 'variant',
            title: e.variant,
            cell: (one) => (one === metric.variants[0] ? `${one.variant} (${e.control})` : one.variant),
          },
          { key: 'units', title: e.units, end: true, cell: (one) => one.units.toLocaleString(locale()) },
          { key: 'converted', title: e.converted, end: true, cell: (one) => one.converted.toLocaleString(locale()) },
          { key: 'value', title: e.value, end: true, cell: (one) => value(one.value) },
          {
            key: 'difference',
            title: e.difference,
            end: true,
            cell: (one) => (one.difference ? difference(one.difference.estimate) : ''),
          },
          {
            key: 'interval',
            title: e.interval(level),
            cell: (one) => {
              const of = one.difference;
              return of?.bounds ? (
                <>
                  <Interval bounds={of.bounds} estimate={of.estimate} farthest={farthest} />{' '}
                  {e.between(difference(of.bounds.low), difference(of.bounds.high))}
                </>
              ) : (
                ''
              );
            },
          },
          {
            key: 'p',
            title: e.pValue,
            end: true,
            cell: (one) => {
              const p = looksOften ? one.difference?.always_valid_p_value : one.difference?.p_value;
              return p === null || p === undefined ? '' : precise(p);
            },
          },
          ...(metric.is_primary
            ? []
            : [
                {
                  key: 'guard',
                  title: e.guard,
                  cell: (one: Metric['variants'][number]) =>
                    one.guard ? (
                      <StatusBadge tone={tones[one.guard] ?? 'neutral'} label={e.guards[one.guard] ?? one.guard} />
                    ) : (
                      ''
                    ),
                },
              ]),
        ]}
      />
    </>
  );
}

/** Zero stands in the middle; the numbers beside it say the same. */
function Interval({ bounds, estimate, farthest }: { bounds: Bounds; estimate: number; farthest: number }) {
  const at = (value: number) => 50 + (50 * value) / farthest;
  return (
    <span className={styles.interval} aria-hidden="true">
      <span style={{ insetInlineStart: `${at(bounds.low)}%`, inlineSize: `${at(bounds.high) - at(bounds.low)}%` }} />
      <i style={{ insetInlineStart: `${at(estimate)}%` }} />
    </span>
  );
}

function precise(p: number): string {
  return p < 0.001 ? '< 0.001' : p.toLocaleString(locale(), { maximumFractionDigits: 3 });
}

function formatLevel(level: number): string {
  return level.toLocaleString(locale(), { style: 'percent', maximumFractionDigits: 2 });
}
