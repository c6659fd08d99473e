import { describe, expect, it } from 'vitest';
import { approverOf, orderOf, tell } from '@/lib/said';
import { happened as german } from './de/happened';
import { happened as english } from './en/happened';

const en = (type: string, payload: unknown) => tell(type, payload, english);
const eur = (amount: number) => ({ amount, currency: 'EUR' });

describe('an event in words', () => {
  it('says what it is about', () => {
    expect(en('commerce.order.created', { number: 7, total: eur(1250), lines: [{}, {}] })).toBe(
      'Order 7 placed: 2 items, €12.50',
    );
    expect(en('commerce.order.status_changed', { from: 'ready', to: 'in_delivery' })).toBe(
      'Order went from ready to on the way',
    );
    expect(en('commerce.payment.refunded', { amount: eur(450), method: 'cash', reason: 'cold' })).toBe(
      '€4.50 refunded by cash: cold',
    );
    expect(en('inventory.stock.taken', { items: [{ quantity: -2 }, { quantity: 1 }] })).toBe('Stock taken: 3');
    expect(en('platform.user.roles_changed', { roles: [{ role: 'staff' }, { role: 'kitchen' }] })).toBe(
      'Roles are now staff, kitchen',
    );
  });

  it('of an unknown type is told by its name', () => expect(en('hotel.room.checked_in', {})).toBe('room checked in'));

  it('of another form does not break the page', () => {
    for (const type of Object.keys(english.by))
      for (const payload of [null, {}, 'text', [1], { total: 5, lines: 'x', roles: [null] }])
        expect(en(type, payload)).toEqual(expect.any(String));
  });

  it('has a German sentence for every English one', () =>
    expect(Object.keys(german.by).sort()).toEqual(Object.keys(english.by).sort()));
});

it('knows the order it is about', () => {
  expect(orderOf({ order_id: 'o' })).toBe('o');
  expect(orderOf({ location_id: 'l' })).toBeNull();
});

it('knows who approved', () => {
  expect(approverOf('auth.approval.used', { approved_by: 'mia' })).toBe('user:mia');
  expect(approverOf('auth.approval.used', null)).toBeNull();
  expect(approverOf('commerce.payment.refunded', { approved_by: 'mia' })).toBeNull();
});
