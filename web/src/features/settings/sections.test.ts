import { describe, expect, it } from 'vitest';
import { type Rights, visibleSections } from './sections';

const at = (place: string[], everywhere: string[]): Rights => ({
  somewhere: (permission) => place.includes(permission) || everywhere.includes(permission),
  everywhere: (permission) => everywhere.includes(permission),
});

const manager = ['tenant:read', 'users:read', 'users:invite', 'pricing:write', 'devices:write'];
const admin = [...manager, 'tenant:write', 'locations:write', 'users:write', 'webhooks:read', 'webhooks:write'];

describe('the settings', () => {
  it('show everything to who runs the business', () =>
    expect(visibleSections(at([], admin))).toEqual([
      'business',
      'places',
      'taxes',
      'people',
      'devices',
      'roles',
      'webhooks',
      'appearance',
      'security',
      'data',
    ]));

  it('show a place to who runs that place', () =>
    expect(visibleSections(at(admin, []))).toEqual(['places', 'people', 'devices', 'roles', 'appearance', 'security']));

  it('show the people of their place to a manager, and taxes only to one of the whole business', () => {
    expect(visibleSections(at(manager, []))).toEqual(['people', 'devices', 'roles', 'appearance', 'security']);
    expect(visibleSections(at([], manager))).toEqual(['taxes', 'people', 'devices', 'roles', 'appearance', 'security']);
  });

  it('show everybody what is their own', () =>
    expect(visibleSections(at(['tenant:read'], []))).toEqual(['appearance', 'security']));
});
