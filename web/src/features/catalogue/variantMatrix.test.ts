import { describe, expect, it } from 'vitest';
import { combinations, leftOver, matrix, optionsOf, problemOf } from './variantMatrix';

const size = { name: 'Size', values: ['S', 'M'] };
const colour = { name: 'Colour', values: ['Red', 'Blue', 'Green'] };
const variant = (id: string, ...option_values: string[]) => ({ id, option_values, is_active: true });

describe('variants of a product', () => {
  it('are every combination of values', () => {
    expect(combinations([size, colour]).map((values) => values.join('/'))).toEqual([
      'S/Red',
      'S/Blue',
      'S/Green',
      'M/Red',
      'M/Blue',
      'M/Green',
    ]);
    expect(combinations([])).toEqual([[]]);
    expect(combinations([{ name: 'Size', values: [] }])).toEqual([]);
  });

  it('keep what they already are', () => {
    const known = [variant('1', 'M', 'Red'), variant('2', 'L', 'Red')];
    expect(matrix([size, colour], known).map((cell) => cell.variant?.id ?? null)).toEqual([
      null,
      null,
      null,
      '1',
      null,
      null,
    ]);
    expect(leftOver([size, colour], known).map((one) => one.id)).toEqual(['2']);
  });

  it('tell the options with their values', () => {
    expect(
      optionsOf(['Size', 'Colour'], [variant('1', 'M', 'Red'), variant('2', 'S', 'Red'), variant('3', 'M', 'Blue')]),
    ).toEqual([
      { name: 'Size', values: ['M', 'S'] },
      { name: 'Colour', values: ['Red', 'Blue'] },
    ]);
  });

  it.each([
    [[], null],
    [[size, colour], null],
    [[size, colour, { name: 'Fit', values: ['A'] }, { name: 'Cut', values: ['B'] }], 'too_many_options'],
    [[size, { name: ' size', values: ['A'] }], 'option_twice'],
    [[{ name: '', values: ['A'] }], 'option_empty'],
    [[{ name: 'Size', values: [] }], 'option_empty'],
    [[{ name: 'Size', values: ['M', 'm '] }], 'value_twice'],
    [
      [
        { name: 'A', values: Array.from({ length: 15 }, (_, i) => `a${i}`) },
        { name: 'B', values: Array.from({ length: 14 }, (_, i) => `b${i}`) },
      ],
      'too_many_variants',
    ],
  ] as const)('%j: %s', (options, problem) =>
    expect(problemOf(options.map((option) => ({ ...option, values: [...option.values] })))).toBe(problem),
  );
});
