import { describe, expect, it } from 'vitest';
import type { LiveEvent } from '@/api/live';
import { leftOf, variantsOf } from './levels';
import type { OutboxSale } from './outbox';

const sale = (state: OutboxSale['state'], variant: string, quantity: number) =>
  ({ state, body: { location_id: 'here', lines: [{ variant_id: variant, quantity }] } }) as OutboxSale;

describe('what is left', () => {
  it('is less what this till sold and has not told, and nothing else', () => {
    const left = leftOf(
      new Map([
        ['tea', 3],
        ['cake', 1],
      ]),
      [sale('waiting', 'tea', 2), sale('sent', 'tea', 1), sale('refused', 'cake', 2), sale('waiting', 'soup', 9)],
      'here',
    );
    expect([...left]).toEqual([
      ['tea', 1],
      ['cake', -1],
    ]);
    expect([...leftOf(new Map([['tea', 3]]), [sale('waiting', 'tea', 2)], 'elsewhere')]).toEqual([['tea', 3]]);
  });

  it('reads which variants an event is about', () => {
    const event = (payload: unknown) => ({ payload }) as LiveEvent;
    expect(variantsOf(event({ items: [{ variant_id: 'a' }, { variant_id: 7 }] }))).toEqual(['a']);
    expect(variantsOf(event({ variant_id: 'b' }))).toEqual(['b']);
    expect(variantsOf(event({}))).toEqual([]);
  });
});
