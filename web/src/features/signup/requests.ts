import { queryOptions } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { publicApi } from '@/api/public';
import { identity } from '@/api/session';
import { shareOfPercent } from '@/lib/percent';
import { localDay } from '@/lib/time';
import { type FirstProduct, inHundreds } from './products';

/** What a business in a region starts with; asked before there is one. */
export const startingRatesQuery = (region: string) =>
  queryOptions({
    queryKey: ['starting-tax-rates', region],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) =>
      ask(publicApi.GET('/api/v1/pricing/starting-tax-rates', { params: { query: { region } }, signal })),
  });

/** Where the server knew no rate for the region, the one that was entered becomes the standard one. Doing it again changes nothing. */
export async function ensureTax(percent: string): Promise<void> {
  const share = shareOfPercent(percent);
  if (share === null) return;
  const { version, rates } = await ask(api.GET('/api/v1/tax-rates'));
  if (rates.some(({ tax_class }) => tax_class === 'standard')) return;
  const place = identity().locations[0];
  if (!place) return;
  const today = localDay(new Date(), place.time_zone);
  const standard = { region: place.tax_region, tax_class: 'standard', rate: share, valid_from: today };
  try {
    await ask(
      api.PUT('/api/v1/tax-rates', {
        params: { header: { 'If-Match': `"${version}"` } },
        body: { rates: [...rates, standard] },
      }),
    );
  } catch (error) {
    // Somebody pressed on while the first try was under way: look again whether it is there.
    if (!(error instanceof ProblemError) || error.code !== 'request.version_stale') throw error;
    await ensureTax(percent);
  }
}

export interface Invited {
  email: string;
  /** Shown this once: only a hash of what is in it is kept. */
  link: string;
}

/** Asks somebody to join everywhere in the business, in that role. */
export async function invite(email: string, role: string): Promise<Invited> {
  const made = await ask(api.POST('/api/v1/invitations', { body: { email, role } }));
  // Behind the #, so that it is sent to no server and stands in no log.
  return { email: made.email, link: `${window.location.origin}/invitation#${made.token}` };
}

export interface Added {
  added: number;
  /** Names of those that were refused. */
  refused: string[];
}

/** Puts the first products into the catalogue. Their SKUs name them, so doing it again adds nothing twice. */
export async function addProducts(products: readonly FirstProduct[]): Promise<Added> {
  const categories = await categoryIds(products);
  const refused: string[] = [];
  for (const part of inHundreds(products)) {
    const { results } = await ask(
      api.POST('/api/v1/products/bulk', {
        body: {
          items: part.map(({ name, price, sku, barcode, category }) => ({
            name,
            price,
            sku,
            ...(barcode ? { barcode } : {}),
            ...(category ? { category_id: categories.get(category) ?? null } : {}),
            tracks_stock: false, // nothing was counted yet: it would be out of stock before its first sale
          })),
        },
      }),
    );
    for (const result of results) if (result.status === 'refused') refused.push(part[result.index]?.name ?? '');
  }
  return { added: products.length - refused.length, refused };
}

async function categoryIds(products: readonly FirstProduct[]): Promise<Map<string, string>> {
  const wanted = [...new Set(products.map(({ category }) => category).filter((name) => name !== null))];
  const ids = new Map<string, string>();
  if (wanted.length === 0) return ids;
  for (const { id, name } of (await ask(api.GET('/api/v1/categories'))).data) ids.set(name, id);
  for (const name of wanted)
    if (!ids.has(name)) ids.set(name, (await ask(api.POST('/api/v1/categories', { body: { name } }))).id);
  return ids;
}
