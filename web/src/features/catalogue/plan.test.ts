import { describe, expect, test } from 'vitest';
import {
  canDropOption,
  creation,
  draftOf,
  emptyDraft,
  type Product,
  problemsOf,
  stepsTo,
  withActive,
  withOptions,
  withoutOption,
} from './plan';

const euro = (amount: number) => ({ amount, currency: 'EUR' });
const variant = (id: string, values: string[], amount = 500) => ({
  id,
  sku: null,
  barcode: null,
  option_values: values,
  price: euro(amount),
  cost: euro(100),
  is_active: true,
});
const product = (more: Partial<Product> = {}): Product => ({
  name: 'Tea',
  description: null,
  category_id: null,
  tax_class: 'standard',
  tracks_stock: true,
  is_active: true,
  image_url: null,
  options: [],
  variants: [variant('v1', [])],
  ...more,
});
const shirt = product({ options: ['Size'], variants: [variant('m', ['M']), variant('l', ['L'])] });
const kinds = (steps: { kind: string }[]) => steps.map((step) => step.kind);

describe('saving a product', () => {
  test('asks nothing when nothing differs', () => {
    expect(stepsTo(shirt, draftOf(shirt))).toEqual([]);
  });

  test('changes what is shared in one request, and a variant in one of its own with its cost kept', () => {
    const draft = { ...draftOf(product()), name: ' Green tea ', description: '  ' };
    expect(stepsTo(product(), draft)).toMatchObject([
      { kind: 'product', body: { name: 'Green tea', description: null } },
    ]);
    const dearer = draftOf(product());
    expect(
      stepsTo(product(), { ...dearer, variants: dearer.variants.map((one) => ({ ...one, price: euro(600) })) }),
    ).toEqual([
      {
        kind: 'change',
        variantId: 'v1',
        body: { price: euro(600), option_values: [], sku: null, barcode: null, cost: euro(100), is_active: true },
      },
    ]);
  });

  test('gives a simple product options: the variant there is becomes the first', () => {
    const draft = withOptions(draftOf(product()), [{ name: 'Size', values: ['M', 'L'] }]);
    expect(draft.variants.map((one) => [one.id, one.values])).toEqual([
      ['v1', ['M']],
      [null, ['L']],
    ]);
    const steps = stepsTo(product(), draft);
    expect(kinds(steps)).toEqual(['options', 'add']);
    expect(steps[0]).toMatchObject({
      body: { options: ['Size'], variants: [{ variant_id: 'v1', option_values: ['M'] }] },
    });
    expect(steps[1]).toMatchObject({ body: { option_values: ['L'], price: euro(500) } });
  });

  test('lets an option grow value by value, and a value come back', () => {
    let draft = { ...draftOf(product()), options: [{ name: '', values: [] as string[] }] };
    for (const options of [
      [{ name: 'Size', values: [] }],
      [{ name: 'Size', values: ['M'] }],
      [{ name: 'Size', values: ['M', 'L'] }],
    ])
      draft = withOptions(draft, options);
    expect(draft.variants.map((one) => [one.id, one.values, one.isActive])).toEqual([
      ['v1', ['M'], true],
      [null, ['L'], true],
    ]);
    const without = withOptions(draft, [{ name: 'Size', values: ['L'] }]);
    expect(without.variants.map((one) => [one.id, one.isActive])).toEqual([
      [null, true],
      ['v1', false],
    ]);
    expect(
      withOptions(without, [{ name: 'Size', values: ['L', 'M'] }]).variants.map((one) => [one.id, one.isActive]),
    ).toEqual([
      [null, true],
      ['v1', true],
    ]);
  });

  test('adds an option to all variants and stops selling what is left over', () => {
    const both = withOptions(draftOf(shirt), [
      { name: 'Size', values: ['M', 'L'] },
      { name: 'Colour', values: ['Red', 'Blue'] },
    ]);
    expect(kinds(stepsTo(shirt, both))).toEqual(['options', 'add', 'add']);
    const fewer = withOptions(draftOf(shirt), [{ name: 'Size', values: ['M', 'XL'] }]);
    expect(fewer.variants.map((one) => [one.id, one.values[0], one.isActive])).toEqual([
      ['m', 'M', true],
      [null, 'XL', true],
      ['l', 'L', false],
    ]);
    expect(kinds(stepsTo(shirt, fewer))).toEqual(['add', 'change']);
  });

  test('brings the value of a variant back with it', () => {
    const past = product({
      options: ['Size'],
      variants: [variant('m', ['M']), { ...variant('l', ['L']), is_active: false }],
    });
    const draft = draftOf(past);
    expect(draft.options).toEqual([{ name: 'Size', values: ['M'] }]);
    const sold = withActive(draft, 1, true);
    expect(sold.options).toEqual([{ name: 'Size', values: ['M', 'L'] }]);
    expect(kinds(stepsTo(past, sold))).toEqual(['change']);
    expect(withActive(draft, 0, false).options).toEqual([{ name: 'Size', values: ['M'] }]);
  });

  test('wakes a product after its variants, and puts it to sleep before them', () => {
    const asleep = product({ is_active: false, variants: [{ ...variant('v1', []), is_active: false }] });
    const draft = draftOf(asleep);
    expect(
      kinds(
        stepsTo(asleep, {
          ...draft,
          isActive: true,
          variants: draft.variants.map((one) => ({ ...one, isActive: true })),
        }),
      ),
    ).toEqual(['change', 'product']);
    const awake = draftOf(product());
    expect(
      kinds(
        stepsTo(product(), {
          ...awake,
          isActive: false,
          variants: awake.variants.map((one) => ({ ...one, isActive: false })),
        }),
      ),
    ).toEqual(['product', 'change']);
  });

  test('drops an option only where variants stay different', () => {
    const two = product({
      options: ['Size', 'Colour'],
      variants: [variant('a', ['M', 'Red']), variant('b', ['L', 'Red'])],
    });
    expect(canDropOption(draftOf(two), 1)).toBe(true);
    expect(canDropOption(draftOf(two), 0)).toBe(false);
    expect(canDropOption(draftOf(shirt), 0)).toBe(false);
    const draft = withoutOption(draftOf(two), 1);
    expect(draft.variants.map((one) => one.values)).toEqual([['M'], ['L']]);
    expect(kinds(stepsTo(two, draft))).toEqual(['options']);
    const fresh = withOptions({ ...emptyDraft('standard', null), name: 'New' }, [{ name: 'Size', values: ['M', 'L'] }]);
    expect(canDropOption(fresh, 0)).toBe(true);
    expect(withoutOption(fresh, 0).variants).toHaveLength(1);
  });

  test('creates simple products and those with variants', () => {
    const draft = { ...emptyDraft('reduced', 'c1'), name: 'Tea' };
    const priced = { ...draft, variants: draft.variants.map((one) => ({ ...one, sku: ' T1 ', price: euro(500) })) };
    expect(creation(priced)).toMatchObject({
      name: 'Tea',
      price: euro(500),
      sku: 'T1',
      tax_class: 'reduced',
      category_id: 'c1',
      cost: null,
    });
    const many = creation(withOptions(priced, [{ name: 'Size', values: ['M', 'L'] }]));
    expect(many).toMatchObject({
      options: ['Size'],
      variants: [
        { option_values: ['M'], sku: 'T1' },
        { option_values: ['L'], sku: null },
      ],
    });
    expect('price' in many).toBe(false);
  });

  test('says what is missing', () => {
    expect(problemsOf(emptyDraft('standard', null))).toEqual(['name_missing', 'price_missing']);
    const draft = draftOf(shirt);
    expect(
      problemsOf({
        ...draft,
        variants: draft.variants.map((one) => ({ ...one, isActive: false, sku: 'X' })),
        imageUrl: 'http://x',
      }),
    ).toEqual(['last_variant', 'sku_twice', 'image_not_https']);
    expect(problemsOf(draft)).toEqual([]);
  });
});
