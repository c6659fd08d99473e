/** What has to be asked of the API, and in which order, so that a product becomes what the editor shows. */
import type { Option } from './variantMatrix';
import { combinations } from './variantMatrix';

export type Price = { amount: number; currency: string };

export type DraftVariant = {
  /** Null: not on the server yet. */
  id: string | null;
  values: string[];
  sku: string;
  barcode: string;
  price: Price | null;
  cost: Price | null;
  isActive: boolean;
};

export type Draft = {
  name: string;
  description: string;
  categoryId: string | null;
  taxClass: string;
  tracksStock: boolean;
  isActive: boolean;
  imageUrl: string;
  options: Option[];
  variants: DraftVariant[];
};

/** A product as the API shows it, in the members that matter here. */
export type Product = {
  name: string;
  description: string | null;
  category_id: string | null;
  tax_class: string;
  tracks_stock: boolean;
  is_active: boolean;
  image_url: string | null;
  options: string[];
  variants: {
    id: string;
    sku: string | null;
    barcode: string | null;
    option_values: string[];
    price: Price;
    cost: Price | null;
    is_active: boolean;
  }[];
};

export type VariantBody = {
  price: Price;
  option_values: string[];
  sku: string | null;
  barcode: string | null;
  cost: Price | null;
  is_active: boolean;
};

export type Step =
  | {
      kind: 'product';
      body: {
        name: string;
        tax_class: string;
        tracks_stock: boolean;
        is_active: boolean;
        description: string | null;
        category_id: string | null;
        image_url: string | null;
      };
    }
  | { kind: 'options'; body: { options: string[]; variants: { variant_id: string; option_values: string[] }[] } }
  | { kind: 'add'; body: VariantBody }
  | { kind: 'change'; variantId: string; body: VariantBody };

export type Problem = 'name_missing' | 'price_missing' | 'last_variant' | 'sku_twice' | 'image_not_https';

export function emptyDraft(taxClass: string, categoryId: string | null): Draft {
  return {
    name: '',
    description: '',
    categoryId,
    taxClass,
    tracksStock: true,
    isActive: true,
    imageUrl: '',
    options: [],
    variants: [{ id: null, values: [], sku: '', barcode: '', price: null, cost: null, isActive: true }],
  };
}

export function draftOf(product: Product): Draft {
  const active = product.variants.filter((variant) => variant.is_active);
  const shown = active.length > 0 ? active : product.variants;
  return {
    name: product.name,
    description: product.description ?? '',
    categoryId: product.category_id,
    taxClass: product.tax_class,
    tracksStock: product.tracks_stock,
    isActive: product.is_active,
    imageUrl: product.image_url ?? '',
    options: product.options.map((name, at) => ({
      name,
      values: [...new Set(shown.map((variant) => variant.option_values[at] ?? ''))].filter((value) => value !== ''),
    })),
    variants: product.variants.map((variant) => ({
      id: variant.id,
      values: variant.option_values,
      sku: variant.sku ?? '',
      barcode: variant.barcode ?? '',
      price: variant.price,
      cost: variant.cost,
      isActive: variant.is_active,
    })),
  };
}

/** The draft with other options. Variants follow their values; new combinations begin with the first price; what is left over is no longer sold. */
export function withOptions(draft: Draft, options: Option[]): Draft {
  const grown = draft.variants.map((variant) => ({
    ...variant,
    values: options.map((option, at) => variant.values[at] || (option.values[0] ?? '')),
  }));
  if (options.some((option) => option.values.length === 0)) return { ...draft, options, variants: grown };
  const wanted = combinations(options);
  const [first] = grown;
  const current: DraftVariant[] = wanted.map((values) => {
    const found = grown.find((variant) => same(variant.values, values));
    if (!found)
      return {
        id: null,
        values,
        sku: '',
        barcode: '',
        price: first?.price ?? null,
        cost: first?.cost ?? null,
        isActive: true,
      };
    const isBack = !found.values.every(
      (value, at) =>
        !draft.options[at] || draft.options[at].values.length === 0 || draft.options[at].values.includes(value),
    );
    return isBack ? { ...found, isActive: true } : found;
  });
  const past = grown.filter((variant) => variant.id !== null && !wanted.some((values) => same(values, variant.values)));
  return { ...draft, options, variants: [...current, ...past.map((variant) => ({ ...variant, isActive: false }))] };
}

const same = (a: readonly string[], b: readonly string[]) => a.join('\u001f') === b.join('\u001f');

/** The draft with one variant sold or not; its values come back into the options when it is. */
export function withActive(draft: Draft, index: number, isActive: boolean): Draft {
  const values = draft.variants[index]?.values ?? [];
  return {
    ...draft,
    options: draft.options.map((option, at) => {
      const value = values[at];
      return !isActive || value === undefined || option.values.includes(value)
        ? option
        : { ...option, values: [...option.values, value] };
    }),
    variants: draft.variants.map((variant, at) => (at === index ? { ...variant, isActive } : variant)),
  };
}

/** Whether the option at that place can go: no two variants of the server would be the same then. */
export function canDropOption(draft: Draft, at: number): boolean {
  const rest = draft.variants
    .filter((one) => one.id !== null)
    .map((one) => one.values.filter((_, place) => place !== at).join('\u001f'));
  return new Set(rest).size === rest.length && (draft.options.length > 1 || rest.length <= 1);
}

export function withoutOption(draft: Draft, at: number): Draft {
  const seen = new Set<string>();
  const variants = [...draft.variants]
    .sort((a, b) => Number(b.id !== null) - Number(a.id !== null))
    .map((variant) => ({ ...variant, values: variant.values.filter((_, place) => place !== at) }))
    .filter((variant) => {
      const key = variant.values.join('\u001f');
      return seen.has(key) ? false : seen.add(key);
    });
  return { ...draft, options: draft.options.filter((_, place) => place !== at), variants };
}

/** What keeps the draft from being saved: the first finding of each kind. */
export function problemsOf(draft: Draft): Problem[] {
  const found: Problem[] = [];
  if (draft.name.trim() === '') found.push('name_missing');
  if (draft.variants.some((variant) => variant.price === null)) found.push('price_missing');
  if (draft.isActive && !draft.variants.some((variant) => variant.isActive)) found.push('last_variant');
  const skus = draft.variants.map((variant) => variant.sku.trim()).filter((sku) => sku !== '');
  if (new Set(skus).size < skus.length) found.push('sku_twice');
  if (draft.imageUrl.trim() !== '' && !/^https:\/\/\S+$/i.test(draft.imageUrl.trim())) found.push('image_not_https');
  return found;
}

/** The requests that bring the server from `product` to `draft`, one version after the other; none when nothing differs. */
export function stepsTo(product: Product, draft: Draft): Step[] {
  const steps: Step[] = [];
  const shared: Step = { kind: 'product', body: bodyOf(draft) };
  const differs = !equal(shared.body, bodyOf(draftOf(product)));
  const awakes = draft.isActive && !product.is_active;
  if (differs && !awakes) steps.push(shared);

  const known = draft.variants.filter((variant) => variant.id !== null);
  const before = new Map(product.variants.map((variant) => [variant.id, variant]));
  const names = draft.options.map((option) => option.name.trim());
  if (
    !equal(names, product.options) ||
    known.some((variant) => !equal(variant.values, before.get(variant.id ?? '')?.option_values))
  )
    steps.push({
      kind: 'options',
      body: {
        options: names,
        variants: known.map((variant) => ({ variant_id: variant.id ?? '', option_values: variant.values })),
      },
    });
  for (const variant of draft.variants)
    if (variant.id === null) steps.push({ kind: 'add', body: variantBody(variant) });
  for (const variant of known) {
    const old = before.get(variant.id ?? '');
    const body = variantBody(variant);
    if (old && !equal({ ...body, option_values: [] }, { ...variantBody(variantOf(old)), option_values: [] }))
      steps.push({ kind: 'change', variantId: old.id, body });
  }
  if (differs && awakes) steps.push(shared);
  return steps;
}

/** What creates a new product. */
export function creation(draft: Draft) {
  const [only] = draft.variants;
  const shared = bodyOf(draft);
  if (draft.options.length > 0)
    return {
      ...shared,
      options: draft.options.map((option) => option.name.trim()),
      variants: draft.variants.map(variantBody),
    };
  const { price, sku, barcode, cost } = variantBody(
    only ?? { id: null, values: [], sku: '', barcode: '', price: null, cost: null, isActive: true },
  );
  return { ...shared, price, sku, barcode, cost };
}

function bodyOf(draft: Draft) {
  return {
    name: draft.name.trim(),
    tax_class: draft.taxClass,
    tracks_stock: draft.tracksStock,
    is_active: draft.isActive,
    description: draft.description.trim() === '' ? null : draft.description,
    category_id: draft.categoryId,
    image_url: draft.imageUrl.trim() === '' ? null : draft.imageUrl.trim(),
  };
}

function variantOf(variant: Product['variants'][number]): DraftVariant {
  return {
    id: variant.id,
    values: variant.option_values,
    sku: variant.sku ?? '',
    barcode: variant.barcode ?? '',
    price: variant.price,
    cost: variant.cost,
    isActive: variant.is_active,
  };
}

/** A draft without a price is never sent: `problemsOf` finds it. */
function variantBody(variant: DraftVariant): VariantBody {
  return {
    price: variant.price ?? { amount: 0, currency: '' },
    option_values: variant.values,
    sku: variant.sku.trim() === '' ? null : variant.sku.trim(),
    barcode: variant.barcode.trim() === '' ? null : variant.barcode.trim(),
    cost: variant.cost,
    is_active: variant.isActive,
  };
}

/** Same content; both sides are made by the same code, so members stand in the same order. */
function equal(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, one]) => [name, sorted(one)]),
  );
}
