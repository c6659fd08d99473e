import { describe, expect, it } from 'vitest';
import { ageOf } from '@/lib/lateness';
import { columnOf, dropOn, hold, nextStep, type Status } from './board';

describe('the next step', () => {
  it('is the nearest that the server allows', () => {
    expect(nextStep('confirmed', ['preparing', 'ready', 'completed', 'cancelled'])).toBe('preparing');
    expect(nextStep('ready', ['completed', 'cancelled'])).toBe('completed');
    expect(nextStep('draft', ['pending', 'confirmed', 'cancelled'])).toBe('confirmed');
  });

  it('never goes back, and never cancels', () => {
    expect(nextStep('in_delivery', ['completed', 'ready', 'cancelled'])).toBe('completed');
    expect(nextStep('preparing', ['cancelled'])).toBeNull();
    expect(nextStep('completed', [])).toBeNull();
  });
});

describe('dropping on a column', () => {
  it('asks for a status of it that the server allows', () => {
    expect(dropOn('ready', 'confirmed', ['preparing', 'ready', 'completed'])).toBe('ready');
    expect(dropOn('ready', 'in_delivery', ['completed', 'ready'])).toBe('ready');
  });

  it('does nothing where it is already or may not go', () => {
    expect(dropOn('new', 'pending', ['confirmed', 'cancelled'])).toBeNull();
    expect(dropOn('away', 'ready', ['completed', 'cancelled'])).toBeNull();
  });
});

it('every open status has a column, and no other', () => {
  expect((['pending', 'confirmed', 'preparing', 'ready', 'in_delivery'] as Status[]).map(columnOf)).not.toContain(null);
  expect((['draft', 'completed', 'cancelled'] as Status[]).map(columnOf)).toEqual([null, null, null]);
});

it('an order grows slow and then late', () =>
  expect([9, 10, 14, 15].map(ageOf)).toEqual(['fresh', 'slow', 'slow', 'late']));

describe('a region under a hand', () => {
  const card = (id: string, status: Status = 'pending') => ({ id, status });

  it('keeps its rows in their places and lets new ones wait', () => {
    const held = hold([card('a'), card('b')], [card('c'), card('b', 'confirmed'), card('a')], () => undefined);
    expect(held.shown.map((row) => [row.id, row.status, row.gone])).toEqual([
      ['a', 'pending', false],
      ['b', 'confirmed', false],
    ]);
    expect(held.waiting).toBe(1);
  });

  it('leaves what is gone where it was, as it is now', () => {
    const held = hold([card('a'), card('b')], [card('b')], (id) => card(id, 'cancelled'));
    expect(held.shown[0]).toEqual({ id: 'a', status: 'cancelled', gone: true });
    expect(held.waiting).toBe(0);
  });
});
