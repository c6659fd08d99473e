import { eventTypes } from 'virtual:event-types';
import { describe, expect, it } from 'vitest';
import { eventFilters, isEventFilter } from './eventTypes';

describe('types of events', () => {
  it('are those of the contract', () => {
    expect(eventTypes).toEqual(expect.arrayContaining(['commerce.order.created', 'customers.customer.erased']));
    expect(new Set(eventTypes).size).toBe(eventTypes.length);
  });

  it('are chosen one by one, by thing or by module', () => {
    expect(eventFilters).toEqual(expect.arrayContaining(['commerce.*', 'commerce.order.*', 'commerce.order.created']));
    for (const filter of eventFilters) expect(isEventFilter(filter), filter).toBe(true);
    for (const text of ['*', 'commerce', 'commerce.', 'Commerce.*', 'a.b.c.d', 'commerce.*.created'])
      expect(isEventFilter(text)).toBe(false);
  });
});
