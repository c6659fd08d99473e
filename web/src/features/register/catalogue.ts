import { useEffect, useSyncExternalStore } from 'react';
import { api, ask } from '@/api/client';
import { type LiveEvent, useLive } from '@/api/live';
import { ProblemError } from '@/api/problem';
import type { components } from '@/api/schema';
import { identity } from '@/api/session';
import { store } from '@/lib/store';
import { find, keep } from './device';
import type { TaxRule } from './pricing';
import { type Place, type Product, searchKey } from './ticket';

export type Category = components['schemas']['CategoryView'];

/** What a till needs to sell without a network, as the server said it at some moment. */
export type Snapshot = { place: Place; products: Product[]; categories: Category[]; rules: TaxRule[]; at: string };

type Catalogue = { placeId: string; snapshot: Snapshot | null; keys: string[]; error: unknown };

export const catalogue = store<Catalogue>({ placeId: '', snapshot: null, keys: [], error: null });

const keyOf = (placeId: string) => `${identity().tenant.id}/${placeId}`;

function show(placeId: string, snapshot: Snapshot): void {
  if (catalogue.get().placeId === placeId)
    catalogue.set({ placeId, snapshot, keys: snapshot.products.map(searchKey), error: null });
}

async function put(placeId: string, snapshot: Snapshot): Promise<void> {
  show(placeId, snapshot);
  await keep(['catalogue'], async (on) => on.put('catalogue', keyOf(placeId), snapshot));
}

async function allOffers(placeId: string): Promise<Product[]> {
  const products: Product[] = [];
  for (let cursor: string | null = null; ; ) {
    const page: components['schemas']['PageOfOfferedProductView'] = await ask(
      api.GET('/api/v1/offers', { params: { query: { location_id: placeId, ...(cursor ? { cursor } : {}) } } }),
    );
    products.push(...page.data);
    cursor = page.next_cursor;
    if (cursor === null) return products;
  }
}

async function fetchAll(placeId: string): Promise<void> {
  const [products, categories, rates, place] = await Promise.all([
    allOffers(placeId),
    ask(api.GET('/api/v1/categories')),
    ask(api.GET('/api/v1/tax-rates')),
    ask(api.GET('/api/v1/locations/{id}', { params: { path: { id: placeId } } })),
  ]);
  await put(placeId, {
    place,
    products,
    categories: categories.data,
    rules: rates.rates,
    at: new Date().toISOString(),
  });
}

/** First what the device has, then what the server says; without a network the first stays. */
export async function loadCatalogue(placeId: string): Promise<void> {
  if (catalogue.get().placeId !== placeId) catalogue.set({ placeId, snapshot: null, keys: [], error: null });
  const kept = await find<Snapshot>('catalogue', keyOf(placeId));
  if (kept && catalogue.get().snapshot === null) show(placeId, kept);
  try {
    await fetchAll(placeId);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (catalogue.get().snapshot === null && catalogue.get().placeId === placeId)
      catalogue.set({ ...catalogue.get(), error });
  }
}

async function refreshProduct(placeId: string, productId: string): Promise<void> {
  const page = await ask(
    api.GET('/api/v1/offers', { params: { query: { location_id: placeId, product_id: productId } } }),
  );
  const { snapshot } = catalogue.get();
  if (snapshot === null || catalogue.get().placeId !== placeId) return;
  const fresh = page.data[0];
  // Tiles keep their places: what is gone stays as sold out until the register is opened anew, what is new comes last.
  const known = snapshot.products.some((product) => product.id === productId);
  const products = fresh
    ? known
      ? snapshot.products.map((product) => (product.id === productId ? fresh : product))
      : [...snapshot.products, fresh]
    : snapshot.products.map((product) =>
        product.id === productId
          ? { ...product, variants: product.variants.map((variant) => ({ ...variant, is_available: false })) }
          : product,
      );
  await put(placeId, { ...snapshot, products });
}

function quietly(work: Promise<void>): void {
  work.catch((error: unknown) => {
    if (!(error instanceof ProblemError)) throw error; // the next event or opening of the register reads it anew
  });
}

export function useCatalogue(placeId: string): Catalogue {
  useEffect(() => quietly(loadCatalogue(placeId)), [placeId]);
  useLive(
    'catalog',
    (event: LiveEvent) => {
      const product = event.event_type.startsWith('commerce.product.') ? event.aggregate.id : null;
      quietly(product ? refreshProduct(placeId, product) : loadCatalogue(placeId));
    },
    () => quietly(loadCatalogue(placeId)),
  );
  return useSyncExternalStore(catalogue.subscribe, catalogue.get);
}
