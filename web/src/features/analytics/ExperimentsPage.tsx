import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useCan, usePlace } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/analytics';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import styles from './analytics.module.css';
import { ExperimentForm } from './ExperimentForm';
import { experimentsQuery } from './experimentQueries';
import { PlainTable } from './PlainTable';
import { PowerCalculator } from './PowerCalculator';

export const tones: Record<string, Tone> = { draft: 'neutral', running: 'info', stopped: 'success' };

/** "What do we try, and what came of it?" */
export function ExperimentsPage() {
  const e = useTexts().experiments;
  const can = useCan();
  const navigate = useNavigate();
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const { data, error, refetch } = useQuery(experimentsQuery);
  const [describing, setDescribing] = useState(false);
  return (
    <Page
      title={e.title}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/analytics" search={{}} {...props} />}>
            {e.back}
          </Button>
          {can('experiments:write') ? <Button onClick={() => setDescribing(true)}>{e.make}</Button> : null}
        </>
      }
    >
      <p className={styles.note}>{e.intro}</p>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {!data ? (
        error ? null : (
          <LoadingRows rows={4} height={48} />
        )
      ) : data.data.length === 0 ? (
        <EmptyState icon="analytics" title={e.none} body={e.noneBody} />
      ) : (
        <PlainTable
          label={e.title}
          rows={data.data}
          id={(one) => one.id}
          columns={[
            {
              key: 'name',
              title: e.name,
              cell: (one) => (
                <Link to="/analytics/experiments/$id" params={{ id: one.id }} className={styles.rowLink}>
                  {one.name}
                </Link>
              ),
            },
            {
              key: 'status',
              title: e.state,
              cell: (one) => (
                <StatusBadge tone={tones[one.status] ?? 'neutral'} label={e.status[one.status] ?? one.status} />
              ),
            },
            { key: 'metric', title: e.metric, cell: (one) => one.plan.primary.key },
            {
              key: 'since',
              title: e.since,
              end: true,
              cell: (one) => formatMoment(one.stopped_at ?? one.started_at ?? one.created_at, zone),
            },
          ]}
        />
      )}
      <PowerCalculator />
      {describing ? (
        <ExperimentForm
          of={null}
          onClose={() => setDescribing(false)}
          onSaved={(saved) => void navigate({ to: '/analytics/experiments/$id', params: { id: saved.id } })}
        />
      ) : null}
    </Page>
  );
}
