import { Button, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useCan } from '@/api/useSession';
import { locale } from '@/lib/locale';
import { formatPercent } from '@/lib/percent';
import { useTexts } from '@/texts/analytics';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { StatusBadge } from '@/ui/StatusBadge';
import { toast } from '@/ui/Toast';
import figures from './analytics.module.css';
import { ExperimentForm } from './ExperimentForm';
import { ExperimentResults } from './ExperimentResults';
import { tones } from './ExperimentsPage';
import { enteredOf } from './experimentPlan';
import { type Experiment, experimentQuery, useRun } from './experimentQueries';
import styles from './insight.module.css';

/** One experiment: its plan, its life, its results. */
export function ExperimentPage() {
  const e = useTexts().experiments;
  const { id } = useParams({ from: '/signed-in/analytics/experiments/$id' });
  const { data, error, refetch } = useQuery(experimentQuery(id));
  return (
    <Page
      title={data?.name ?? e.title}
      actions={
        <Button variant="default" renderRoot={(props) => <Link to="/analytics/experiments" {...props} />}>
          {e.all}
        </Button>
      }
    >
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data ? <Shown of={data} /> : error ? null : <LoadingRows rows={5} height={64} />}
    </Page>
  );
}

function Shown({ of }: { of: Experiment }) {
  const e = useTexts().experiments;
  const can = useCan();
  const run = useRun(of.id);
  const [doing, setDoing] = useState<'edit' | 'start' | 'stop' | null>(null);
  const [reason, setReason] = useState('');
  const [faulty, setFaulty] = useState(false);
  const { plan } = of;
  const entered = enteredOf(of.name, plan);
  const close = () => {
    setDoing(null);
    run.reset();
  };
  const act = () => {
    const stop = doing === 'stop';
    if (stop && !reason.trim()) {
      setFaulty(true);
      return;
    }
    run.mutate(stop ? { reason: reason.trim() } : null, {
      onSuccess: () => {
        toast(stop ? e.stopped : e.started);
        close();
      },
    });
  };
  const facts: [string, string][] = [
    [e.metric, `${plan.primary.key} · ${e.kinds[plan.primary.kind]} · ${e.goods[plan.primary.good]}`],
    [e.effect, plan.primary.kind === 'conversion' ? e.points(entered.effect) : entered.effect],
    [e.variants, plan.variants.map((one) => one.key).join(', ')],
    [e.needed, of.units_per_variant.toLocaleString(locale())],
    [e.method, e.methods[plan.method ?? 'fixed']],
    [e.assignment, e.assignments[plan.assignment ?? 'hash']],
    [e.traffic.split(',')[0] ?? e.traffic, formatPercent(plan.traffic ?? '1')],
    [e.confidence.split(',')[0] ?? e.confidence, formatPercent(plan.confidence ?? '0.95')],
    ...(plan.guardrails?.length
      ? [[e.guardrails, plan.guardrails.map((one) => one.key).join(', ')] as [string, string]]
      : []),
  ];
  return (
    <>
      <div className={figures.bar}>
        <StatusBadge tone={tones[of.status] ?? 'neutral'} label={e.status[of.status] ?? of.status} />
        {of.stop_reason ? <span className={figures.note}>{e.stoppedWhy(of.stop_reason)}</span> : null}
        <div className={figures.actions}>
          {can('experiments:write') && of.status === 'draft' ? (
            <>
              <Button variant="default" onClick={() => setDoing('edit')}>
                {e.edit}
              </Button>
              <Button onClick={() => setDoing('start')}>{e.start}</Button>
            </>
          ) : null}
          {can('experiments:write') && of.status === 'running' ? (
            <Button color="danger" onClick={() => setDoing('stop')}>
              {e.stop}
            </Button>
          ) : null}
        </div>
      </div>
      <section className={figures.card} aria-labelledby="plan">
        <div className={figures.cardHead}>
          <h2 id="plan">{e.plan}</h2>
        </div>
        {plan.hypothesis ? <p>{plan.hypothesis}</p> : null}
        <dl className={styles.facts}>
          {facts.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </section>
      {of.status === 'draft' ? null : <ExperimentResults id={of.id} looksOften={plan.method === 'sequential'} />}
      {doing === 'edit' ? <ExperimentForm of={of} onClose={close} onSaved={close} /> : null}
      <ConfirmDialog
        opened={doing === 'start' || doing === 'stop'}
        title={doing === 'stop' ? e.stopTitle : e.startTitle}
        confirm={doing === 'stop' ? e.stop : e.start}
        danger={doing === 'stop'}
        busy={run.isPending}
        problem={
          run.error ? (
            <Problem
              error={run.error}
              own={{
                'analytics.experiment_not_draft': e.notDraft,
                'analytics.experiment_not_running': e.notRunning,
              }}
            />
          ) : null
        }
        onConfirm={act}
        onClose={close}
      >
        <p>{doing === 'stop' ? e.stopBody : e.startBody}</p>
        {doing === 'stop' ? (
          <TextInput
            label={e.reason}
            maxLength={500}
            value={reason}
            error={faulty && !reason.trim() ? e.reasonNeeded : undefined}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
        ) : null}
      </ConfirmDialog>
    </>
  );
}
