import { describe, expect, it } from 'vitest';
import {
  began,
  corrected,
  isUnsent,
  nextToSend,
  type OutboxSale,
  outcomeOf,
  patience,
  receiptNumber,
  revived,
  settled,
} from './outbox';

const sale = (over: Partial<OutboxSale> = {}): OutboxSale => ({
  id: 'a',
  key: 'a',
  sequence: 1,
  tenant: 't',
  body: { location_id: 'l' } as OutboxSale['body'],
  print: {} as OutboxSale['print'],
  savedAt: '2026-03-14T12:00:00Z',
  state: 'waiting',
  attempts: 0,
  notBefore: 0,
  refusal: null,
  order: null,
  ...over,
});
const recorded = { kind: 'recorded', id: 'o', number: 7, differs: false } as const;

describe('a sale in the outbox', () => {
  it('is sent once it was recorded, and stays so whatever arrives late', () => {
    const sent = settled(began(sale()), recorded, 0);
    expect(sent).toMatchObject({ state: 'sent', attempts: 1, order: { number: 7 } });
    for (const late of [{ kind: 'unknown' }, { kind: 'refused', code: 'x', detail: '' }] as const)
      expect(settled(sent, late, 1)).toBe(sent);
    expect(began(sent)).toBe(sent);
    expect(revived(sent)).toBe(sent);
    expect(corrected(sent, sent.body, 'b')).toBe(sent);
    expect(isUnsent(sent)).toBe(false);
  });

  it('waits when nobody knows the answer, longer each time', () => {
    const once = settled(began(sale()), { kind: 'unknown' }, 1000);
    expect(once).toMatchObject({ state: 'waiting', notBefore: 3000 });
    expect([1, 2, 5, 50].map(patience)).toEqual([2, 4, 30, 30]);
    expect(nextToSend([once], 2999)).toBeNull();
    expect(nextToSend([once], 3000)).toBe(once);
  });

  it('is asked for again with the same key when its tab died', () =>
    expect(revived(began(sale()))).toMatchObject({ state: 'waiting', key: 'a' }));

  it('needs a person when it was refused, and goes on with what they decided', () => {
    const refused = settled(began(sale()), { kind: 'refused', code: 'orders.customer_unknown', detail: '' }, 0);
    expect(refused.state).toBe('refused');
    expect(isUnsent(refused)).toBe(true);
    expect(nextToSend([refused], 9e15)).toBeNull();
    expect(corrected(refused, refused.body, 'b')).toMatchObject({ state: 'waiting', key: 'b', id: 'a' });
  });

  it('keeps the order of the receipts', () =>
    expect(
      nextToSend([sale({ sequence: 3 }), sale({ sequence: 2 }), sale({ sequence: 1, state: 'refused' })], 0)?.sequence,
    ).toBe(2));

  it.each([
    [401, 'auth.token_expired', 'unknown'],
    [429, 'platform.rate_limited', 'unknown'],
    [503, 'platform.unavailable', 'unknown'],
    [409, 'idempotency.in_progress', 'unknown'],
    [409, 'orders.client_id_taken', 'unknown'],
    [409, 'orders.customer_unknown', 'refused'],
    [403, 'auth.forbidden', 'refused'],
    [400, 'orders.told_wrongly', 'refused'],
  ])('reads %i %s as %s', (status, code, kind) => expect(outcomeOf(status, code, '').kind).toBe(kind));

  it('is refused when its name is another sale’s', () =>
    expect(outcomeOf(409, 'orders.client_id_taken', '', { order_id: 'o' }).kind).toBe('refused'));
});

it('numbers receipts by device', () => expect(receiptNumber('K7Q2', 42)).toBe('K7Q2-000042'));
