import { useQuery } from '@tanstack/react-query';
import { api, ask } from '@/api/client';
import type { components } from '@/api/schema';
import { useIdentity } from '@/api/useSession';
import { formatMoment } from '@/lib/time';
import { useTexts } from '@/texts/settings';
import { deviceZone } from './device';
import { rightsOf } from './useRights';

type Happened = components['schemas']['EventView'];

/** What changed a section: one thing's events of those types, or those of any. */
export type Changes = { aggregate?: string; types: readonly string[] };

/** A search through the log of a busy business ends somewhere; each step looks at 5,000 events. */
const mostSteps = 10;

/** The newest event of these, from the log. Of one thing there are few, and they have an index; of all, the log is read backwards. */
async function newest({ aggregate, types }: Changes, signal: AbortSignal): Promise<Happened | null> {
  let found: Happened | null = null;
  let at: string | null = null;
  for (let step = 0; step < mostSteps; step++) {
    const common = { types: types.join(','), limit: aggregate ? 100 : 1 };
    const page: { data: Happened[]; has_more: boolean; next_cursor: string | null } = aggregate
      ? await ask(
          api.GET('/api/v1/events', {
            params: { query: { ...common, aggregate_id: aggregate, ...(at ? { after: at } : {}) } },
            signal,
          }),
        )
      : await ask(
          api.GET('/api/v1/events/recent', { params: { query: { ...common, ...(at ? { cursor: at } : {}) } }, signal }),
        );
    found = page.data.at(-1) ?? found;
    if (!page.has_more || page.next_cursor === null || (!aggregate && found)) break;
    at = page.next_cursor;
  }
  return found;
}

/**
 * "Last change: Ada Quill, 14:02": who changed it, from the log, and when; for who may not read the log, the time alone. `version` is that of the thing as it
 * was read: another one is looked up anew.
 */
export function LastChange({ changes, version, at }: { changes: Changes; version: number; at?: string }) {
  const t = useTexts();
  const who = useIdentity();
  const may = rightsOf(who);
  const event = useQuery({
    queryKey: ['last-change', changes, version],
    queryFn: ({ signal }) => newest(changes, signal),
    enabled: may.everywhere('events:read'),
    staleTime: 60_000,
  }).data;
  const isPerson = event?.actor.startsWith('user:') === true;
  const isMe = event?.actor === `user:${who.me.user_id}`;
  const people = useQuery({
    queryKey: ['people', 'names'],
    queryFn: async ({ signal }) => {
      const { data } = await ask(api.GET('/api/v1/users', { params: { query: { limit: 100 } }, signal }));
      return data.map((one) => ({ actor: `user:${one.id}`, name: one.name }));
    },
    enabled: isPerson && !isMe && may.somewhere('users:read'),
    staleTime: 5 * 60_000,
  }).data;
  const when = event?.occurred_at ?? at;
  if (when === undefined) return null;
  const name = isMe
    ? who.me.name
    : isPerson
      ? people?.find((one) => one.actor === event?.actor)?.name
      : event && t.common.appName;
  return <>{t.settings.lastChange([name, formatMoment(when, deviceZone())].filter(Boolean).join(', '))}</>;
}
