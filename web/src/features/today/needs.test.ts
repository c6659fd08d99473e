import { describe, expect, it } from 'vitest';
import { type Facts, needsOf } from './needs';

const now = Date.parse('2026-11-20T14:00:00Z');
const ago = (minutes: number) => new Date(now - minutes * 60_000).toISOString();
const of = (facts: Partial<Facts>) => needsOf({ refused: 0, ...facts }, now);
const hook = (status: string, status_reason: string | null) => ({
  id: 'h',
  url: 'https://shop.example/hooks',
  status,
  status_reason,
});

describe('what needs somebody', () => {
  it('is nothing when nothing is wrong, or nothing is known', () => {
    expect(of({})).toEqual([]);
    expect(
      of({
        cards: [{ location_id: 'a', placed_at: ago(14) }],
        stock: { data: [{ location_id: 'a', level: 'enough' }], next_cursor: null },
        webhooks: [hook('active', null)],
        invitations: [{ id: 'i', email: 'a@b.c', expires_at: ago(-49 * 60) }],
      }),
    ).toEqual([]);
  });

  it('begins with money, then who waits, and is counted at each place', () => {
    const needs = of({
      refused: 2,
      cards: [15, 40, 3].map((minutes) => ({ location_id: minutes === 40 ? 'b' : 'a', placed_at: ago(minutes) })),
      stock: {
        data: [
          { location_id: 'a', level: 'low' },
          { location_id: 'a', level: 'out' },
          { location_id: 'b', level: 'low' },
          { location_id: 'b', level: 'low' },
        ],
        next_cursor: 'x',
      },
    });
    expect(needs).toEqual([
      { kind: 'refused', count: 2 },
      { kind: 'late', count: 1, loc: 'a' },
      { kind: 'late', count: 1, loc: 'b' },
      { kind: 'out', count: 1, hasMore: true, loc: 'a' },
      { kind: 'low', count: 1, hasMore: true, loc: 'a' },
      { kind: 'low', count: 2, hasMore: true, loc: 'b' },
    ]);
  });

  it('tells of a webhook that fails, not of one that somebody paused', () => {
    expect(of({ webhooks: [hook('paused', 'by_hand'), hook('paused', 'failing'), hook('disabled', 'gone')] })).toEqual([
      { kind: 'webhook', id: 'h', host: 'shop.example', isGone: false },
      { kind: 'webhook', id: 'h', host: 'shop.example', isGone: true },
    ]);
  });

  it('tells of an invitation in its last two days', () => {
    const until = ago(-47 * 60);
    expect(of({ invitations: [{ id: 'i', email: 'a@b.c', expires_at: until }] })).toEqual([
      { kind: 'invitation', id: 'i', email: 'a@b.c', until },
    ]);
  });
});
