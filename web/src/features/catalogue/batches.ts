/** Changing many things a hundred at a time, as the bulk upsert takes them. */

export const BATCH = 100;

/** What became of one item. */
export type Outcome<T> = {
  item: T;
  status: 'created' | 'updated' | 'unchanged' | 'refused';
  code: string | null;
  pointers: string[];
};

/** What became of all of them; `refused` groups what was not changed by its reason. */
export type Summary<T> = { created: number; updated: number; unchanged: number; refused: Outcome<T>[]; notSent: T[] };

export type Answer = { index: number; status: string; code?: string | null; errors?: { pointer: string }[] | null };

/** Slices of at most `size`. */
export function inBatches<T>(items: readonly T[], size = BATCH): T[][] {
  const batches: T[][] = [];
  for (let at = 0; at < items.length; at += size) batches.push(items.slice(at, at + size));
  return batches;
}

/** Answers of one batch beside the items they belong to. */
export function outcomes<T>(batch: readonly T[], answers: readonly Answer[]): Outcome<T>[] {
  return answers.flatMap((answer) => {
    const item = batch[answer.index];
    if (item === undefined) return [];
    const status =
      answer.status === 'created' || answer.status === 'updated' || answer.status === 'unchanged'
        ? answer.status
        : 'refused';
    return [{ item, status, code: answer.code ?? null, pointers: (answer.errors ?? []).map((error) => error.pointer) }];
  });
}

export function emptySummary<T>(): Summary<T> {
  return { created: 0, updated: 0, unchanged: 0, refused: [], notSent: [] };
}

export function added<T>(summary: Summary<T>, more: readonly Outcome<T>[]): Summary<T> {
  const count = (status: Outcome<T>['status']) => more.filter((one) => one.status === status).length;
  return {
    created: summary.created + count('created'),
    updated: summary.updated + count('updated'),
    unchanged: summary.unchanged + count('unchanged'),
    refused: [...summary.refused, ...more.filter((one) => one.status === 'refused')],
    notSent: summary.notSent,
  };
}

/** Reasons with how often each was given, most frequent first. */
export function reasons<T>(summary: Summary<T>): { code: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { code } of summary.refused) counts.set(code ?? 'unknown', (counts.get(code ?? 'unknown') ?? 0) + 1);
  return [...counts]
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code));
}

/**
 * Sends batch after batch; what was sent stays sent when a later one fails, and what was not sent is named. A rate limit is waited for.
 * `send` throws what the server refused as a whole; `waitFor` gives the seconds to wait before the same batch is sent again, or null to stop.
 */
export async function runBatches<T>(
  items: readonly T[],
  send: (batch: T[]) => Promise<readonly Answer[]>,
  waitFor: (error: unknown) => number | null,
  pause: (seconds: number) => Promise<void>,
  tell: (done: number, summary: Summary<T>) => void,
  isStopped: () => boolean = () => false,
): Promise<{ summary: Summary<T>; error: unknown }> {
  let summary = emptySummary<T>();
  let done = 0;
  for (const batch of inBatches(items)) {
    for (;;) {
      if (isStopped()) return { summary: { ...summary, notSent: items.slice(done) }, error: null };
      try {
        summary = added(summary, outcomes(batch, await send(batch)));
        break;
      } catch (error) {
        const seconds = waitFor(error);
        if (seconds === null) return { summary: { ...summary, notSent: items.slice(done) }, error };
        await pause(seconds);
      }
    }
    done += batch.length;
    tell(done, summary);
  }
  return { summary, error: null };
}
