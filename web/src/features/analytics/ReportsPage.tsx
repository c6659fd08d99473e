import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { usePlace } from '@/api/useSession';
import { newId } from '@/lib/id';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/analytics';
import { ConfirmDialog } from '@/ui/ConfirmDialog';
import { EmptyState } from '@/ui/EmptyState';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem, sentenceOf } from '@/ui/Problem';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import { toast } from '@/ui/Toast';
import styles from './analytics.module.css';
import { PlainTable } from './PlainTable';
import { ReportForm } from './ReportForm';
import {
  type ReportJob,
  reportJobsQuery,
  type SavedReport,
  savedReportsQuery,
  useDeleteReport,
  useRunReport,
} from './reportQueries';

const tones: Record<string, Tone> = { queued: 'neutral', running: 'info', done: 'success', failed: 'danger' };

/** "Which numbers come by themselves, and where are they?" */
export function ReportsPage() {
  const t = useTexts();
  const r = t.reports;
  const saved = useQuery(savedReportsQuery);
  const jobs = useQuery(reportJobsQuery);
  const [editing, setEditing] = useState<SavedReport | 'new' | null>(null);
  return (
    <Page
      title={r.title}
      actions={
        <>
          <Button variant="default" renderRoot={(props) => <Link to="/analytics" search={{}} {...props} />}>
            {r.back}
          </Button>
          <Button onClick={() => setEditing('new')}>{r.make}</Button>
        </>
      }
    >
      <h2>{r.saved}</h2>
      {saved.error ? <Problem error={saved.error} onRetry={() => void saved.refetch()} /> : null}
      {saved.data ? (
        saved.data.data.length === 0 ? (
          <EmptyState icon="analytics" title={r.none} body={r.noneBody} />
        ) : (
          <Saved reports={saved.data.data} onEdit={setEditing} />
        )
      ) : saved.error ? null : (
        <LoadingRows rows={3} height={48} />
      )}
      <h2>{r.runs}</h2>
      {jobs.error ? <Problem error={jobs.error} onRetry={() => void jobs.refetch()} /> : null}
      {jobs.data ? (
        jobs.data.data.length === 0 ? (
          <EmptyState icon="clock" title={r.noRuns} body={r.noRunsBody} />
        ) : (
          <Runs jobs={jobs.data.data} />
        )
      ) : jobs.error ? null : (
        <LoadingRows rows={3} height={48} />
      )}
      {editing ? <ReportForm of={editing === 'new' ? null : editing} onClose={() => setEditing(null)} /> : null}
    </Page>
  );
}

function Saved({ reports, onEdit }: { reports: SavedReport[]; onEdit: (report: SavedReport) => void }) {
  const t = useTexts();
  const r = t.reports;
  const run = useRunReport();
  const remove = useDeleteReport();
  const [removing, setRemoving] = useState<SavedReport | null>(null);
  const make = (report: SavedReport) =>
    run.mutate(
      { id: report.id, key: newId() },
      {
        onSuccess: () => toast(r.started),
        onError: (error) => toast(sentenceOf(error, t, { 'analytics.too_many_report_jobs': r.tooManyJobs })),
      },
    );
  const silent = reports.some((one) => one.recipients.length > 0 && !one.can_mail);
  return (
    <>
      {silent ? (
        <p className={styles.note} role="status">
          {r.noMail}
        </p>
      ) : null}
      <PlainTable
        label={r.saved}
        rows={reports}
        id={(one) => one.id}
        columns={[
          { key: 'name', title: r.name, cell: (one) => one.name },
          {
            key: 'kind',
            title: r.kind,
            cell: (one) => (one.request.report ? (r.kinds[one.request.report] ?? one.request.report) : r.figures),
          },
          { key: 'format', title: r.format, cell: (one) => r.formats[one.format] ?? one.format },
          {
            key: 'next',
            title: r.next,
            cell: (one) =>
              one.next_run_at && one.schedule
                ? r.nextAt(formatMoment(one.next_run_at, one.schedule.time_zone), one.schedule.time_zone)
                : r.never,
          },
          {
            key: 'shared',
            title: r.sharedBadge,
            cell: (one) => (one.is_mine ? (one.is_shared ? r.sharedBadge : '') : r.theirs),
          },
          {
            key: 'actions',
            title: r.actions,
            end: true,
            cell: (one) => (
              <span className={styles.rowActions}>
                <Button variant="default" aria-label={r.run(one.name)} onClick={() => make(one)}>
                  {r.runShort}
                </Button>
                {one.is_mine ? (
                  <>
                    <Button variant="default" aria-label={r.change(one.name)} onClick={() => onEdit(one)}>
                      {r.changeShort}
                    </Button>
                    <Button variant="default" aria-label={r.remove(one.name)} onClick={() => setRemoving(one)}>
                      {r.removeShort}
                    </Button>
                  </>
                ) : null}
              </span>
            ),
          },
        ]}
      />
      <ConfirmDialog
        opened={removing !== null}
        title={r.removeTitle(removing?.name ?? '')}
        confirm={r.removeShort}
        danger
        busy={remove.isPending}
        problem={remove.error ? <Problem error={remove.error} /> : null}
        onConfirm={() =>
          removing &&
          remove.mutate(removing.id, {
            onSuccess: () => {
              toast(r.removed);
              setRemoving(null);
            },
          })
        }
        onClose={() => setRemoving(null)}
      >
        {r.removeBody}
      </ConfirmDialog>
    </>
  );
}

function Runs({ jobs }: { jobs: ReportJob[] }) {
  const r = useTexts().reports;
  const zone = usePlace()?.time_zone ?? 'Etc/UTC';
  const mails = (job: ReportJob) => {
    const counts = new Map<string, number>();
    for (const mail of job.mails) counts.set(mail.status, (counts.get(mail.status) ?? 0) + 1);
    return [...counts].map(([state, count]) => r.mailed(count, r.mail[state] ?? state)).join(', ');
  };
  return (
    <PlainTable
      label={r.runs}
      rows={jobs}
      id={(job) => job.id}
      columns={[
        {
          key: 'report',
          title: r.report,
          cell: (job) => (job.saved_report_id ? job.name : (r.kinds[job.name] ?? job.name)),
        },
        { key: 'when', title: r.when, cell: (job) => formatMoment(job.scheduled_for ?? job.created_at, zone) },
        {
          key: 'state',
          title: r.state,
          cell: (job) => (
            <>
              <StatusBadge tone={tones[job.status] ?? 'neutral'} label={r.states[job.status] ?? job.status} />
              {job.status === 'running' ? ` ${r.progress(job.progress)}` : ''}
              {job.status === 'failed' && job.error ? ` ${r.errors[job.error] ?? r.otherError(job.error)}` : ''}
            </>
          ),
        },
        {
          key: 'file',
          title: r.file,
          cell: (job) =>
            job.link && job.file_name ? (
              <a className={styles.rowLink} href={job.link} download={job.file_name}>
                <Icon name="download" size={18} /> {r.download(job.file_name)}
              </a>
            ) : (
              ''
            ),
        },
        { key: 'mails', title: r.mails, cell: mails },
      ]}
    />
  );
}
