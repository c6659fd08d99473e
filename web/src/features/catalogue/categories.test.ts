import { describe, expect, test } from 'vitest';
import { branch, choices, idsByPath, missingPaths, pathOf, placed, stepped } from './categories';

const one = (id: string, parent_id: string | null, position: number) => ({
  id,
  parent_id,
  name: id.toUpperCase(),
  position,
  version: 1,
});
const tree = [
  one('drinks', null, 0),
  one('hot', 'drinks', 0),
  one('tea', 'hot', 0),
  one('cold', 'drinks', 1),
  one('food', null, 1),
];

describe('the tree of categories', () => {
  test('knows how deep each stands and its path', () => {
    expect(placed(tree).map(({ depth }) => depth)).toEqual([0, 1, 2, 1, 0]);
    expect(pathOf(tree, 'tea')).toBe('DRINKS > HOT > TEA');
    expect(pathOf(tree, null)).toBe('');
    expect([...branch(tree, 'hot')]).toEqual(['hot', 'tea']);
  });

  test('offers everything but the branch itself', () => {
    expect(choices(tree, 'drinks').map((choice) => choice.value)).toEqual(['food']);
    expect(choices(tree)[2]).toEqual({ value: 'tea', label: '\u2003\u2003TEA' });
  });

  test('moves one past its neighbour and writes only what changes', () => {
    expect(stepped(tree, 'hot', 1).map(({ category, position }) => [category.id, position])).toEqual([
      ['cold', 0],
      ['hot', 1],
    ]);
    expect(stepped(tree, 'drinks', -1)).toEqual([]);
    expect(stepped(tree, 'gone', 1)).toEqual([]);
    const same = [one('a', null, 0), one('b', null, 0), one('c', null, 0)];
    expect(stepped(same, 'c', -1).map(({ category, position }) => [category.id, position])).toEqual([
      ['c', 1],
      ['b', 2],
    ]);
  });

  test('names what a file brings, parents first and each once', () => {
    expect(missingPaths(tree, ['Drinks > Hot', 'drinks > Iced > Tea', 'Drinks > iced', 'Books'])).toEqual([
      { path: 'drinks > Iced', parent: 'drinks', name: 'Iced' },
      { path: 'drinks > Iced > Tea', parent: 'drinks > Iced', name: 'Tea' },
      { path: 'Books', parent: null, name: 'Books' },
    ]);
    expect(idsByPath(tree).get('drinks > HOT')).toBe('hot');
  });
});
