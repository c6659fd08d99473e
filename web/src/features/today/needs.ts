import type { components } from '@/api/schema';
import { ageOf } from '@/lib/lateness';
import { minutesSince } from '@/lib/time';

type Schemas = components['schemas'];
type Card = Pick<Schemas['OrderCardView'], 'location_id' | 'placed_at'>;
type Stock = Pick<Schemas['StockView'], 'location_id' | 'level'>;
type Webhook = Pick<Schemas['WebhookView'], 'id' | 'url' | 'status' | 'status_reason'>;
type Invitation = Pick<Schemas['InvitationView'], 'id' | 'email' | 'expires_at'>;

/** Something that waits for a person, with what its sentence and its link want to know. `loc`: where it is. */
export type Need =
  | { kind: 'refused'; count: number }
  | { kind: 'late'; count: number; loc: string }
  | { kind: 'webhook'; id: string; host: string; isGone: boolean }
  | { kind: 'out' | 'low'; count: number; hasMore: boolean; loc: string }
  | { kind: 'invitation'; id: string; email: string; until: string };

/** What is known; a part that is not loaded, or not for this person, is left out. */
export type Facts = {
  refused: number;
  cards?: readonly Card[] | undefined;
  stock?: { data: readonly Stock[]; next_cursor: string | null } | undefined;
  webhooks?: readonly Webhook[] | undefined;
  invitations?: readonly Invitation[] | undefined;
};

const soon = 48 * 60 * 60 * 1000;

/** What needs somebody, the most urgent first: money, customers who wait, what other systems miss, shelves, people. */
export function needsOf(facts: Facts, now: number): Need[] {
  const needs: Need[] = facts.refused > 0 ? [{ kind: 'refused', count: facts.refused }] : [];
  const late = (facts.cards ?? []).filter((card) => ageOf(minutesSince(card.placed_at, now)) === 'late');
  for (const [loc, count] of countsBy(late)) needs.push({ kind: 'late', count, loc });
  // What somebody paused by hand is as they want it.
  for (const hook of facts.webhooks ?? [])
    if (hook.status !== 'active' && hook.status_reason !== 'by_hand')
      needs.push({ kind: 'webhook', id: hook.id, host: new URL(hook.url).host, isGone: hook.status_reason === 'gone' });
  for (const kind of ['out', 'low'] as const)
    for (const [loc, count] of countsBy((facts.stock?.data ?? []).filter((one) => one.level === kind)))
      needs.push({ kind, count, hasMore: facts.stock?.next_cursor != null, loc });
  for (const one of facts.invitations ?? [])
    if (Date.parse(one.expires_at) - now < soon)
      needs.push({ kind: 'invitation', id: one.id, email: one.email, until: one.expires_at });
  return needs;
}

function countsBy(rows: readonly { location_id: string }[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { location_id: loc } of rows) counts.set(loc, (counts.get(loc) ?? 0) + 1);
  return counts;
}
