import { describe, expect, it } from 'vitest';
import type { Identity } from '@/api/session';
import { homeOf } from './home';
import type { Destination } from './navigation';

const screen = (page: Destination['page'], to: string, needs: string | null): Destination => ({
  page,
  to,
  icon: 'home',
  needs,
  letter: 'x',
});
const all = [
  screen('today', '/l/$loc/today', 'orders:read'),
  screen('register', '/l/$loc/register', 'orders:create'),
  screen('orders', '/l/$loc/orders', 'orders:read'),
];
const rights: Record<string, string[]> = {
  owner: ['orders:read', 'orders:create'],
  staff: ['orders:read', 'orders:create'],
  kitchen: ['orders:read'],
  viewer: ['orders:read'],
};
const who = (held: [string, string | null][], places: string[], closed: string[] = []) =>
  ({
    me: { roles: held.map(([role, location_id]) => ({ role, location_id, permissions: rights[role] ?? [] })) },
    locations: places.map((id) => ({ id, is_active: !closed.includes(id) })),
  }) as unknown as Identity;
const home = (
  held: [string, string | null][],
  places = ['a', 'b'],
  remembered: string | null = null,
  closed: string[] = [],
) => {
  const found = homeOf(who(held, places, closed), all, remembered);
  return found && `${found.destination.page} ${found.locationId}`;
};

describe('home', () => {
  it.each([
    ['owner', 'today a'],
    ['staff', 'register a'],
    ['kitchen', 'orders a'],
    ['viewer', 'today a'],
  ] as const)('of a %s is %s', (role, where) => expect(home([[role, null]])).toBe(where));

  it('is where they work', () => expect(home([['staff', 'b']])).toBe('register b'));
  it('is where they worked last', () => expect(home([['staff', null]], ['a', 'b'], 'b')).toBe('register b'));
  it('is not where they worked last and may no more', () =>
    expect(home([['staff', 'a']], ['a', 'b'], 'b')).toBe('register a'));
  it('is not a place out of use', () => expect(home([['staff', null]], ['a', 'b'], 'a', ['a'])).toBe('register b'));
  it('goes by the strongest role', () =>
    expect(
      home([
        ['viewer', null],
        ['staff', 'b'],
      ]),
    ).toBe('register b'));
  it('is the first screen there is while theirs is not', () =>
    expect(homeOf(who([['staff', null]], ['a']), all.slice(0, 1), null)?.destination.page).toBe('today'));
  it('is nowhere without screens', () => expect(homeOf(who([['staff', null]], ['a']), [], null)).toBeNull());
});
