import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { ProblemError } from '@/api/problem';
import { runBatches, type Summary } from './batches';
import type { BulkItem } from './bulkChanges';
import { sendBulk } from './mutations';
import { catalogueKeys } from './queries';

export type BulkRun = {
  total: number;
  done: number;
  summary: Summary<BulkItem> | null;
  error: unknown;
  isRunning: boolean;
};

export const seconds = (count: number) => new Promise<void>((resolve) => setTimeout(resolve, count * 1000));

/** A limit is waited for; everything else ends the run. */
export function waitFor(error: unknown): number | null {
  if (!(error instanceof ProblemError) || error.code !== 'request.rate_limited') return null;
  const said = error.facts.retry_after_seconds;
  return typeof said === 'number' && said > 0 ? Math.min(said, 60) : 3;
}

/** Changes many items a hundred at a time. */
export function useBulk() {
  const client = useQueryClient();
  const [run, setRun] = useState<BulkRun | null>(null);
  const stopped = useRef(false);
  const start = async (items: readonly BulkItem[]): Promise<Summary<BulkItem>> => {
    stopped.current = false;
    setRun({ total: items.length, done: 0, summary: null, error: null, isRunning: true });
    const { summary, error } = await runBatches(
      items,
      (batch) => sendBulk(batch),
      waitFor,
      seconds,
      (done) => setRun({ total: items.length, done, summary: null, error: null, isRunning: true }),
      () => stopped.current,
    );
    setRun({ total: items.length, done: items.length - summary.notSent.length, summary, error, isRunning: false });
    await client.invalidateQueries({ queryKey: catalogueKeys.lists });
    return summary;
  };
  return {
    run,
    start,
    stop: () => {
      stopped.current = true;
    },
    clear: () => setRun(null),
  };
}
