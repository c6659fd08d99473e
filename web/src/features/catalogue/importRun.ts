import { api, ask } from '@/api/client';
import { type Outcome, runBatches, type Summary } from './batches';
import { idsByPath, missingPaths } from './categories';
import type { GoodRow } from './importRows';
import { sendBulk } from './mutations';
import type { Category } from './queries';
import { seconds, waitFor } from './useBulk';

/** Makes the categories that the rows name and that are not there yet, parents first; gives back all of them. */
async function withCategories(rows: readonly GoodRow[], categories: readonly Category[]): Promise<Category[]> {
  const all = [...categories];
  const paths = [...new Set(rows.flatMap(({ item }) => (item.category === undefined ? [] : [item.category])))];
  for (const { parent, name } of missingPaths(all, paths)) {
    const parentId = parent === null ? null : (idsByPath(all).get(parent) ?? null);
    const slug = `${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}`;
    for (;;)
      try {
        const taken = all.some((one) => one.name.toLowerCase() === name.toLowerCase());
        all.push(
          await ask(
            api.POST('/api/v1/categories', { body: { name, parent_id: parentId, ...(taken ? { slug } : {}) } }),
          ),
        );
        break;
      } catch (error) {
        const wait = waitFor(error);
        if (wait === null) throw error;
        await seconds(wait);
      }
  }
  return all;
}

/** Sends the good rows. The same rows again change nothing: they are found by their SKUs. */
export async function importRows(
  rows: readonly GoodRow[],
  categories: readonly Category[],
  tell: (done: number) => void,
  isStopped: () => boolean,
): Promise<{ summary: Summary<GoodRow>; error: unknown }> {
  let ids: ReturnType<typeof idsByPath>;
  try {
    ids = idsByPath(await withCategories(rows, categories));
  } catch (error) {
    return { summary: { created: 0, updated: 0, unchanged: 0, refused: [], notSent: [...rows] }, error };
  }
  return runBatches(
    rows,
    (batch) =>
      sendBulk(
        batch.map(({ item: { category, ...item } }) => {
          const id = category === undefined ? undefined : ids.get(category);
          return { ...item, ...(id === undefined ? {} : { category_id: id }) };
        }),
      ),
    waitFor,
    seconds,
    tell,
    isStopped,
  );
}

/** The field of the file that a refused row is about, where the server says so. */
export function fieldOf(outcome: Outcome<GoodRow>): string | null {
  const [pointer] = outcome.pointers;
  return pointer === undefined ? null : pointer.replace(/^\//, '').replace('category_id', 'category');
}
