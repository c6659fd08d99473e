import { type QueryClient, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { ProblemError } from '@/api/problem';
import type { components } from '@/api/schema';
import type { Answer } from './batches';
import type { BulkItem } from './bulkChanges';
import { creation, type Draft, type Step, stepsTo } from './plan';
import { type Availability, type Category, catalogueKeys, type Product, patchRow } from './queries';

type Schemas = components['schemas'];
type CategoryBody = Schemas['CategoryRequest'];

/** Products that this tab has just written: their events are no news to it. */
const written = new Map<string, number>();

export function isOwn(productId: string): boolean {
  return Date.now() - (written.get(productId) ?? 0) < 3000;
}

function mark(ids: Iterable<string>): void {
  for (const id of ids) written.set(id, Date.now());
}

const match = (version: number) => ({ 'If-Match': `"${version}"` });

/** At most 100 items; each answer says what became of one. */
export async function sendBulk(
  items: readonly Schemas['BulkProductRequest'][],
  importId?: string,
): Promise<readonly (Answer & { id?: string | null; version?: number | null })[]> {
  mark(items.flatMap((item) => (item.id ? [item.id] : [])));
  return (
    await ask(
      api.POST('/api/v1/products/bulk', {
        params: { query: importId === undefined ? {} : { import_id: importId } },
        body: { items: [...items] },
      }),
    )
  ).results;
}

/** What this tab's own changes made of a product, which the row that a next change began from may not know yet. */
const versions = new Map<string, number>();

/** One change in the list, shown at once and taken back when it is refused. */
export function useInlineChange() {
  const client = useQueryClient();
  return useMutation({
    // One after the other: two changes of a row in quick succession must not stand in each other's way.
    scope: { id: 'catalogue-row' },
    mutationFn: async ({ item }: { item: BulkItem; shown: (product: Product) => Product }) => {
      const own = versions.get(item.id) ?? 0;
      const [answer] = await sendBulk([
        item.version !== undefined && own > item.version ? { ...item, version: own } : item,
      ]);
      if (answer === undefined || answer.status === 'refused')
        throw new ProblemError(answer?.code === 'request.version_stale' ? 412 : 409, answer?.code ?? 'unknown', '');
      if (answer.version) versions.set(item.id, answer.version);
      return answer;
    },
    onMutate: async ({ item, shown }) => {
      await client.cancelQueries({ queryKey: catalogueKeys.lists });
      const before = client.getQueriesData({ queryKey: catalogueKeys.lists });
      patchRow(client, item.id, shown);
      return { before };
    },
    onSuccess: (answer, { item }) => {
      mark([item.id]);
      patchRow(client, item.id, (product) => ({ ...product, version: answer.version ?? product.version }));
      void client.invalidateQueries({ queryKey: catalogueKeys.product(item.id) });
    },
    onError: async (error, { item }, context) => {
      for (const [key, data] of context?.before ?? []) client.setQueryData(key, data);
      if (error instanceof ProblemError && error.status === 412) await refreshRow(client, item.id);
    },
  });
}

/** Reads one product anew and shows it wherever it is listed. */
export async function refreshRow(client: QueryClient, id: string): Promise<Product> {
  const product = await ask(api.GET('/api/v1/products/{id}', { params: { path: { id } } }));
  client.setQueryData(catalogueKeys.product(id), product);
  patchRow(client, id, () => product);
  return product;
}

async function sendStep(id: string, version: number, step: Step): Promise<number> {
  const header = match(version);
  switch (step.kind) {
    case 'product':
      return (await ask(api.PUT('/api/v1/products/{id}', { params: { path: { id }, header }, body: step.body })))
        .version;
    case 'options':
      return (
        await ask(api.PUT('/api/v1/products/{id}/options', { params: { path: { id }, header }, body: step.body }))
      ).version;
    case 'add':
      return (
        await ask(api.POST('/api/v1/products/{id}/variants', { params: { path: { id }, header }, body: step.body }))
      ).product_version;
    case 'change':
      return (
        await ask(
          api.PUT('/api/v1/products/{id}/variants/{variantId}', {
            params: { path: { id, variantId: step.variantId }, header },
            body: step.body,
          }),
        )
      ).version;
  }
}

/** Some of the changes of a product are saved, one was refused. */
export class PartlySaved extends Error {
  constructor(
    readonly done: number,
    readonly all: number,
    override readonly cause: unknown,
  ) {
    super('Partly saved.');
  }
}

/** Brings the product to the draft, step by step under its versions; what was saved before a refusal stays saved. */
export function useSaveProduct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ product, draft }: { product: Product; draft: Draft }) => {
      const steps = stepsTo(product, draft);
      let version = product.version;
      for (const [done, step] of steps.entries()) {
        mark([product.id]);
        try {
          version = await sendStep(product.id, version, step);
        } catch (error) {
          throw done === 0 ? error : new PartlySaved(done, steps.length, error);
        }
      }
      mark([product.id]);
      return refreshRow(client, product.id);
    },
    onError: async (error, { product }) => {
      if (error instanceof PartlySaved) await refreshRow(client, product.id);
    },
    onSuccess: (product) => {
      void client.invalidateQueries({ queryKey: catalogueKeys.prices(product.id) });
      void client.invalidateQueries({ queryKey: catalogueKeys.lists, refetchType: 'none' });
    },
  });
}

export function useCreateProduct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (draft: Draft) =>
      ask(api.POST('/api/v1/products', { body: creation(draft) as Schemas['CreateProductRequest'] })),
    onSuccess: ({ id }) => {
      mark([id]);
      void client.invalidateQueries({ queryKey: catalogueKeys.lists });
    },
  });
}

export function useArchiveProduct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (product: Product) => {
      mark([product.id]);
      await ask(
        api.DELETE('/api/v1/products/{id}', { params: { path: { id: product.id }, header: match(product.version) } }),
      );
      return refreshRow(client, product.id);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: catalogueKeys.lists }),
  });
}

/** Back into the catalogue, on sale again or not. */
export function useRestoreProduct() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, isActive }: { id: string; isActive: boolean }) => {
      const [answer] = await sendBulk([{ id, is_archived: false, is_active: isActive }]);
      if (answer?.status === 'refused') throw new ProblemError(409, answer.code ?? 'unknown', '');
      return refreshRow(client, id);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: catalogueKeys.lists }),
  });
}

export function useSetAvailability(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (locations: Schemas['LocationAvailabilityRequest'][]) =>
      ask(api.PUT('/api/v1/products/{id}/availability', { params: { path: { id } }, body: { locations } })),
    onSuccess: (saved: Availability) => {
      client.setQueryData(catalogueKeys.availability(id), saved);
      void client.invalidateQueries({ queryKey: catalogueKeys.prices(id) });
    },
  });
}

export function useCategoryChange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ category, body }: { category: Category | null; body: CategoryBody }) =>
      category === null
        ? ask(api.POST('/api/v1/categories', { body }))
        : ask(
            api.PUT('/api/v1/categories/{id}', {
              params: { path: { id: category.id }, header: match(category.version) },
              body,
            }),
          ),
    onSettled: () => client.invalidateQueries({ queryKey: catalogueKeys.categories }),
  });
}

export function useRemoveCategory() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (category: Category) =>
      ask(
        api.DELETE('/api/v1/categories/{id}', {
          params: { path: { id: category.id }, header: match(category.version) },
        }),
      ),
    onSettled: () => client.invalidateQueries({ queryKey: catalogueKeys.categories }),
  });
}
