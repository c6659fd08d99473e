import { describe, expect, it } from 'vitest';
import type { Identity } from '@/api/session';
import { givable } from './standing';

const roles = [
  { name: 'owner', permissions: ['users:write_owner', 'users:write', 'orders:create'] },
  { name: 'admin', permissions: ['users:write', 'orders:create'] },
  { name: 'staff', permissions: ['orders:create'] },
];
const holding = (...held: [string, string | null][]): Identity['me'] => ({
  tenant_id: 't',
  user_id: 'u',
  session_id: 's',
  name: 'Ada',
  email: 'ada@example.com',
  permissions: [],
  roles: held.map(([role, location_id]) => ({
    role,
    location_id,
    permissions: roles.find(({ name }) => name === role)?.permissions ?? [],
  })),
});

describe('the roles one may give', () => {
  it('are those whose every right one holds oneself', () => {
    expect(givable(holding(['owner', null]), roles, null)).toEqual(['owner', 'admin', 'staff']);
    expect(givable(holding(['admin', null]), roles, null)).toEqual(['admin', 'staff']);
  });

  it('hold in one’s own place', () => {
    expect(givable(holding(['admin', 'a']), roles, 'a')).toEqual(['admin', 'staff']);
    expect(givable(holding(['admin', 'a']), roles, 'b')).toEqual([]);
    expect(givable(holding(['admin', 'a']), roles, null)).toEqual([]);
  });

  it('never make an owner of one place', () =>
    expect(givable(holding(['owner', null]), roles, 'a')).toEqual(['admin', 'staff']));
});
