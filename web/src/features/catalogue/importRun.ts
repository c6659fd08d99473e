import { api, ask } from '@/api/client';
import { type Outcome, runBatches, type Summary } from './batches';
import { idsByPath, missingPaths } from './categories';
import type { GoodRow } from './importRows';
import { sendBulk } from './mutations';
import type { Category, Import } from './queries';
import { seconds, waitFor } from './useBulk';

/** Asks again where the server said when to. */
async function patiently<T>(send: () => Promise<T>): Promise<T> {
  for (;;)
    try {
      return await send();
    } catch (error) {
      const wait = waitFor(error);
      if (wait === null) throw error;
      await seconds(wait);
    }
}

/** Makes the categories that the rows name and that are not there yet, parents first; gives back all of them. */
async function withCategories(
  importId: string,
  rows: readonly GoodRow[],
  categories: readonly Category[],
): Promise<Category[]> {
  const all = [...categories];
  const paths = [...new Set(rows.flatMap(({ item }) => (item.category === undefined ? [] : [item.category])))];
  for (const { parent, name } of missingPaths(all, paths)) {
    const parentId = parent === null ? null : (idsByPath(all).get(parent) ?? null);
    const slug = `${name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-')}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36)}`;
    const taken = all.some((one) => one.name.toLowerCase() === name.toLowerCase());
    all.push(
      await patiently(() =>
        ask(
          api.POST('/api/v1/categories', {
            params: { query: { import_id: importId } },
            body: { name, parent_id: parentId, ...(taken ? { slug } : {}) },
          }),
        ),
      ),
    );
  }
  return all;
}

/** Sends the good rows. The same rows again change nothing: they are found by their SKUs. `importId` is what takes all of it back. */
export async function importRows(
  name: string,
  rows: readonly GoodRow[],
  categories: readonly Category[],
  tell: (done: number) => void,
  isStopped: () => boolean,
): Promise<{ summary: Summary<GoodRow>; error: unknown; importId: string | null }> {
  let ids: ReturnType<typeof idsByPath>;
  let started: Import | null = null;
  try {
    started = await start(name);
    ids = idsByPath(await withCategories(started.id, rows, categories));
  } catch (error) {
    return {
      summary: { created: 0, updated: 0, unchanged: 0, refused: [], notSent: [...rows] },
      error,
      importId: started?.id ?? null,
    };
  }
  const importId = started.id;
  const run = await runBatches(
    rows,
    (batch) =>
      sendBulk(
        batch.map(({ item: { category, ...item } }) => {
          const id = category === undefined ? undefined : ids.get(category);
          return { ...item, ...(id === undefined ? {} : { category_id: id }) };
        }),
        importId,
      ),
    waitFor,
    seconds,
    tell,
    isStopped,
  );
  return { ...run, importId };
}

function start(name: string): Promise<Import> {
  const key = crypto.randomUUID();
  const visible = name
    .replace(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, 200)
    .trim();
  return patiently(() =>
    ask(
      api.POST('/api/v1/catalog-imports', {
        params: { header: { 'Idempotency-Key': key } },
        body: { name: visible === '' ? 'CSV' : visible },
      }),
    ),
  );
}

/** Takes an import back, a hundred items at a time; `tell` hears after each how many are left. */
export async function undoImport(id: string, tell: (left: number) => void): Promise<Import> {
  for (;;) {
    const key = crypto.randomUUID();
    const said = await patiently(() =>
      ask(
        api.POST('/api/v1/catalog-imports/{id}/undo', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    );
    tell(said.left);
    if (said.undone_at) return said;
  }
}

/** The field of the file that a refused row is about, where the server says so. */
export function fieldOf(outcome: Outcome<GoodRow>): string | null {
  const [pointer] = outcome.pointers;
  return pointer === undefined ? null : pointer.replace(/^\//, '').replace('category_id', 'category');
}
