import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';
import { api, ask } from '@/api/client';
import { useLive } from '@/api/live';
import type { components } from '@/api/schema';

export type Today = components['schemas']['TodayView'];
export type LocationToday = components['schemas']['LocationTodayView'];

/** Of one location, or of all that one may see. */
export function todayQuery(locationId: string | undefined) {
  return queryOptions({
    queryKey: ['today', locationId ?? 'all'],
    queryFn: ({ signal }) =>
      ask(
        api.GET('/api/v1/analytics/today', {
          params: { query: locationId ? { location_id: locationId } : {} },
          signal,
        }),
      ),
    refetchInterval: 60_000,
  });
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const patience = 12;

/** Reads the day anew when something happened, or had not been counted when it was read, until the figures say that they know of it; at most once a second. */
export function useFreshToday(locationId: string | undefined, day: Today | undefined): void {
  const client = useQueryClient();
  const state = useRef({ wanted: 0, read: 0, runs: false, isHere: true });
  const { queryKey } = todayQuery(locationId);
  const key = JSON.stringify(queryKey);

  const follow = useCallback(async () => {
    const now = state.current;
    if (now.runs) return;
    now.runs = true;
    try {
      for (let tries = 0; now.isHere && now.read < now.wanted; ) {
        const { wanted } = now;
        await client.refetchQueries({ queryKey: JSON.parse(key) });
        const known = Date.parse(client.getQueryData<Today>(JSON.parse(key))?.as_of ?? '') > wanted;
        tries = known ? 0 : tries + 1;
        if (known || tries > patience) now.read = wanted; // the regular reading catches up with what stays behind
        await wait(known ? 1000 : 250);
      }
    } finally {
      now.runs = false;
    }
  }, [client, key]);

  useEffect(() => {
    const now = state.current;
    now.isHere = true;
    return () => {
      now.isHere = false;
    };
  }, []);

  const happened = useCallback(
    (at: number) => {
      state.current.wanted = Math.max(state.current.wanted, at);
      void follow();
    },
    [follow],
  );
  // What happened before the screen was there is told to nobody: `as_of` is the moment of the first that is not counted.
  useEffect(() => {
    if (day && !day.is_current) happened(Date.parse(day.as_of));
  }, [day, happened]);
  useLive(
    locationId ? `dashboard:${locationId}` : 'dashboard',
    (event) => happened(Date.parse(event.recorded_at)),
    () => void client.invalidateQueries({ queryKey }),
  );
}
