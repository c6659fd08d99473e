import { describe, expect, it } from 'vitest';
import { happened } from '@/texts/en/happened';
import { activitySearch, belongs, kinds } from './kinds';

it('every kind holds types that there are words for, and none holds one of another', () => {
  const all: string[] = Object.values(kinds).flat();
  expect(new Set(all).size).toBe(all.length);
  expect(all.filter((type) => !happened.by[type])).toEqual([]);
  expect(Object.values(kinds).every((types) => types.length <= 50)).toBe(true);
});

describe('the address', () => {
  it('keeps what it knows', () =>
    expect(activitySearch({ what: 'payments', who: 'user:1', from: '2026-11-20' })).toEqual({
      what: 'payments',
      who: 'user:1',
      from: '2026-11-20',
    }));
  it('drops what it does not', () =>
    expect(activitySearch({ what: 'toString', who: 'a b', from: '1', to: 7 })).toEqual({}));
});

describe('an event that just happened', () => {
  const event = { event_type: 'commerce.order.created', actor: 'user:1' };
  it('belongs where the filter lets it', () => {
    expect(belongs(event, {})).toBe(true);
    expect(belongs(event, { what: 'orders', who: 'user:1' })).toBe(true);
    expect(belongs(event, { what: 'stock' })).toBe(false);
    expect(belongs(event, { who: 'user:2' })).toBe(false);
    expect(belongs(event, { to: '2020-01-01' })).toBe(false);
    expect(belongs({ ...event, event_type: 'commerce.order.costed' }, {})).toBe(false);
  });
});
