/** What a product's variants differ in, and which variants that makes. */

export const MOST_OPTIONS = 3;
export const MOST_VARIANTS = 200;

export type Option = { name: string; values: string[] };

export type Known = { id: string; option_values: readonly string[]; is_active: boolean };

/** A combination of values, and the variant that it already is. */
export type Cell<T extends Known> = { values: string[]; variant: T | null };

export type MatrixProblem = 'too_many_options' | 'option_twice' | 'option_empty' | 'value_twice' | 'too_many_variants';

/** The options of a product with the values that its variants have, in the order in which they first come. */
export function optionsOf(names: readonly string[], variants: readonly Known[]): Option[] {
  return names.map((name, at) => ({
    name,
    values: [...new Set(variants.map((variant) => variant.option_values[at] ?? '').filter((value) => value !== ''))],
  }));
}

/** Every combination, the last option changing fastest. No option: one combination without values. */
export function combinations(options: readonly Option[]): string[][] {
  return options.reduce<string[][]>(
    (made, option) => made.flatMap((values) => option.values.map((value) => [...values, value])),
    [[]],
  );
}

/** What keeps options from being saved; null: nothing. */
export function problemOf(options: readonly Option[]): MatrixProblem | null {
  if (options.length > MOST_OPTIONS) return 'too_many_options';
  if (
    options.some(
      (option) =>
        option.name.trim() === '' || option.values.length === 0 || option.values.some((value) => value.trim() === ''),
    )
  )
    return 'option_empty';
  if (new Set(options.map((option) => key(option.name))).size < options.length) return 'option_twice';
  if (options.some((option) => new Set(option.values.map(key)).size < option.values.length)) return 'value_twice';
  return options.reduce((count, option) => count * option.values.length, 1) > MOST_VARIANTS
    ? 'too_many_variants'
    : null;
}

/** All combinations with the variants that they already are. */
export function matrix<T extends Known>(options: readonly Option[], variants: readonly T[]): Cell<T>[] {
  const known = new Map(variants.map((variant) => [joined(variant.option_values), variant]));
  return combinations(options).map((values) => ({ values, variant: known.get(joined(values)) ?? null }));
}

/** Variants that are no combination any more: they are kept for the orders that name them, and no longer sold. */
export function leftOver<T extends Known>(options: readonly Option[], variants: readonly T[]): T[] {
  const wanted = new Set(combinations(options).map(joined));
  return variants.filter((variant) => !wanted.has(joined(variant.option_values)));
}

const key = (text: string) => text.trim().toLowerCase();
const joined = (values: readonly string[]) => values.join('\u001f');
