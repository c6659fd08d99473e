import { Button, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useCan, usePlace } from '@/api/useSession';
import { formatDate } from '@/lib/time';
import { useTexts } from '@/texts/customers';
import { type Column, DataTable } from '@/ui/DataTable';
import { EmptyState } from '@/ui/EmptyState';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import rowLink from '@/ui/rowLink.module.css';
import { useShortcuts } from '@/ui/shortcuts';
import styles from './customers.module.css';
import { customersQuery, type Summary } from './queries';

/** "Who is this, what should I know?" */
export function CustomersPage() {
  const t = useTexts();
  const can = useCan();
  const search = useSearch({ from: '/signed-in/customers' });
  const navigate = useNavigate();
  const zone = usePlace()?.time_zone ?? 'UTC';
  const isOffline = useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
  const isNarrow = useMediaQuery('(max-width: 47.99em)', undefined, { getInitialValueInEffect: false });
  const mayWrite = can('customers:write') && !isOffline;
  const list = useInfiniteQuery(customersQuery(search));
  const rows = useMemo(() => (list.data?.pages ?? []).flatMap((page) => page.data), [list.data]);
  const [current, setCurrent] = useState<string | null>(null);
  const [text, setText] = useState(search.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const ask = (next: { q?: string; tag?: string }, replace = false) => {
    setCurrent(null);
    void navigate({ to: '/customers', search: next, replace });
  };
  const step = (by: number) => {
    const at = rows.findIndex((row) => row.id === current);
    setCurrent(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.id ?? null);
  };
  useShortcuts(t.words.people, [
    { keys: 'j', label: t.common.keys.down, run: () => step(1) },
    { keys: 'k', label: t.common.keys.up, run: () => step(-1) },
    {
      keys: 'e',
      label: t.common.keys.edit,
      run: () => current && void navigate({ to: '/customers/$id', params: { id: current } }),
    },
    ...(mayWrite
      ? [{ keys: 'n', label: t.customers.add(t.words.person), run: () => void navigate({ to: '/customers/new' }) }]
      : []),
  ]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);

  const name: Column<Summary> = {
    key: 'name',
    header: true,
    width: isNarrow ? 'minmax(0, 1fr)' : 'minmax(12rem, 2fr)',
    title: t.customers.columns.name,
    cell: (row) => (
      <Link to="/customers/$id" params={{ id: row.id }} className={rowLink.name ?? ''} preload={false}>
        <span>{row.name}</span>
        {isNarrow ? <small>{row.phone ?? row.email ?? ''}</small> : null}
      </Link>
    ),
  };
  const columns: Column<Summary>[] = isNarrow
    ? [name]
    : [
        name,
        { key: 'phone', width: '11rem', title: t.customers.columns.phone, cell: (row) => row.phone },
        { key: 'email', width: 'minmax(12rem, 1fr)', title: t.customers.columns.email, cell: (row) => row.email },
        { key: 'tags', width: '11rem', title: t.customers.columns.tags, cell: (row) => row.tags.join(', ') },
        {
          key: 'since',
          width: '9rem',
          title: t.customers.columns.since,
          cell: (row) => formatDate(row.created_at, zone),
        },
      ];
  const asked = search.q ?? search.tag;
  return (
    <Page
      title={t.words.people}
      actions={
        mayWrite ? (
          <Button
            leftSection={<Icon name="plus" size={20} />}
            renderRoot={(props) => <Link to="/customers/new" {...props} />}
          >
            {t.customers.add(t.words.person)}
          </Button>
        ) : undefined
      }
    >
      {isOffline ? <p className={styles.note}>{t.customers.offline}</p> : null}
      <search className={styles.bar}>
        <TextInput
          className={styles.search ?? ''}
          type="search"
          aria-label={t.customers.search}
          placeholder={t.customers.search}
          leftSection={<Icon name="search" size={20} />}
          maxLength={200}
          value={text}
          onChange={(event) => {
            const next = event.currentTarget.value;
            setText(next);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => ask(next.trim() ? { q: next.trim() } : {}, true), 250);
          }}
        />
        {search.tag ? (
          <Button variant="light" rightSection={<Icon name="close" size={16} />} onClick={() => ask({})}>
            {t.customers.tagged(search.tag)}
          </Button>
        ) : null}
      </search>
      {list.isPending ? (
        <LoadingRows rows={8} height={48} />
      ) : list.isError && rows.length === 0 ? (
        <Problem error={list.error} own={t.customers.codes} onRetry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        asked ? (
          <EmptyState
            icon="search"
            title={t.customers.noMatch(asked)}
            action={
              <>
                {mayWrite && search.q ? (
                  <Button
                    renderRoot={(props) => <Link to="/customers/new" search={{ q: search.q ?? '' }} {...props} />}
                  >
                    {t.customers.createWith(search.q)}
                  </Button>
                ) : null}
                <Button
                  variant="default"
                  onClick={() => {
                    setText('');
                    ask({});
                  }}
                >
                  {t.customers.clear}
                </Button>
              </>
            }
          />
        ) : (
          <EmptyState
            icon="customers"
            title={t.customers.empty.title}
            body={mayWrite ? t.customers.empty.text : t.customers.emptyReadOnly.text}
            action={
              mayWrite ? (
                <Button renderRoot={(props) => <Link to="/customers/new" {...props} />}>
                  {t.customers.add(t.words.person)}
                </Button>
              ) : undefined
            }
          />
        )
      ) : (
        <div className={styles.table}>
          <DataTable
            label={t.words.people}
            columns={columns}
            rows={rows}
            id={(row) => row.id}
            onOpen={(row) => void navigate({ to: '/customers/$id', params: { id: row.id } })}
            current={current}
            hasMore={hasNextPage}
            onNearEnd={onNearEnd}
            height="100%"
          />
        </div>
      )}
      {rows.length > 0 ? <p className={styles.foot}>{t.customers.shown(rows.length, hasNextPage)}</p> : null}
    </Page>
  );
}
