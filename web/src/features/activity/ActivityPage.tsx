import { Button, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useLive } from '@/api/live';
import { useCan, useIdentity, usePlace } from '@/api/useSession';
import { momentOf } from '@/lib/localDay';
import { addDays } from '@/lib/time';
import { useTexts } from '@/texts/activity';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import styles from './activity.module.css';
import { EventList } from './EventList';
import { type ActivitySearch, belongs, isShown, kinds } from './kinds';
import { peopleQuery, recentQuery } from './queries';

/** Who did what, when: the event log for people, newest first. New ones wait behind a button, older ones behind another. */
export function ActivityPage() {
  const t = useTexts();
  const can = useCan();
  const client = useQueryClient();
  const navigate = useNavigate();
  const place = usePlace();
  const { me } = useIdentity();
  const search: ActivitySearch = useSearch({ strict: false });
  const zone = place?.time_zone ?? 'Etc/UTC';
  const filter = {
    ...(search.what ? { what: search.what } : {}),
    ...(search.who ? { who: search.who } : {}),
    ...(search.from ? { from: momentOf(search.from, '00:00', zone).toISOString() } : {}),
    ...(search.to ? { to: momentOf(addDays(search.to, 1), '00:00', zone).toISOString() } : {}),
  };
  const options = recentQuery(filter);
  const recent = useInfiniteQuery(options);
  const { data: people } = useQuery({ ...peopleQuery(), enabled: can('users:read') });
  const page = JSON.stringify(filter);
  const [fresh, setFresh] = useState<{ page: string; ids: ReadonlySet<string> }>({ page, ids: new Set() });
  const waiting = fresh.page === page ? fresh.ids.size : 0;

  useLive(
    'events',
    (event) => {
      if (!belongs(event, search)) return;
      setFresh((before) => ({ page, ids: new Set(before.page === page ? before.ids : []).add(event.id) }));
    },
    () => void client.resetQueries({ queryKey: options.queryKey }),
  );

  const set = (change: Partial<Record<keyof ActivitySearch, string | undefined>>) =>
    void navigate({
      to: '/activity',
      search: Object.fromEntries(
        Object.entries({ ...search, ...change }).filter(([, value]) => value),
      ) as ActivitySearch,
    });
  const hasFilters = Object.keys(search).length > 0;
  const events = (recent.data?.pages ?? []).flatMap((one) => one.data).filter(isShown);
  // A page boundary may show an event twice when one of an earlier time came between.
  const shown = [...new Map(events.map((event) => [event.id, event])).values()];
  const names = new Map(people?.data.map((one) => [`user:${one.id}`, one.name]));
  const { filters } = t.activity;

  return (
    <Page
      title={t.activity.title}
      actions={
        waiting > 0 ? (
          <Button
            variant="light"
            onClick={() => {
              setFresh({ page, ids: new Set() });
              void client.resetQueries({ queryKey: options.queryKey });
            }}
          >
            {t.activity.newer(waiting)}
          </Button>
        ) : null
      }
    >
      <search className={styles.filters} aria-label={t.common.filters}>
        <Select
          size="md"
          label={filters.what}
          value={search.what ?? ''}
          onChange={(what) => set({ what: what || undefined })}
          data={[
            { value: '', label: filters.everything },
            ...Object.keys(kinds).map((kind) => ({ value: kind, label: t.activity.kinds[kind as keyof typeof kinds] })),
          ]}
        />
        <Select
          size="md"
          label={filters.who}
          value={search.who ?? ''}
          searchable
          onChange={(who) => set({ who: who || undefined })}
          data={[
            { value: '', label: filters.everybody },
            ...(people?.data ?? [{ id: me.user_id, name: me.name }]).map((one) => ({
              value: `user:${one.id}`,
              label: one.name,
            })),
          ]}
        />
        <TextInput
          type="date"
          label={filters.from}
          value={search.from ?? ''}
          onChange={(event) => set({ from: event.currentTarget.value || undefined })}
        />
        <TextInput
          type="date"
          label={filters.to}
          value={search.to ?? ''}
          onChange={(event) => set({ to: event.currentTarget.value || undefined })}
        />
        {hasFilters ? (
          <Button variant="subtle" onClick={() => void navigate({ to: '/activity', search: {} })}>
            {t.common.clearFilters}
          </Button>
        ) : null}
      </search>
      {recent.error ? <Problem error={recent.error} onRetry={() => void recent.refetch()} /> : null}
      {recent.isPending ? (
        <LoadingRows rows={10} height={56} />
      ) : shown.length > 0 ? (
        <EventList events={shown} zone={zone} names={names} />
      ) : recent.hasNextPage ? (
        <p className={styles.muted}>{t.activity.searched}</p>
      ) : recent.error ? null : hasFilters ? (
        <EmptyState icon="search" title={t.common.nothingMatches} />
      ) : (
        <EmptyState icon="activity" title={t.activity.none.title} body={t.activity.none.body} />
      )}
      {recent.hasNextPage ? (
        <Button
          variant="default"
          className={styles.more}
          loading={recent.isFetchingNextPage}
          onClick={() => void recent.fetchNextPage()}
        >
          {t.common.loadMore}
        </Button>
      ) : null}
    </Page>
  );
}
