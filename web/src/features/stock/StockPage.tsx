import { Button, SegmentedControl, Select, TextInput } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useCan, usePlace } from '@/api/useSession';
import { memory } from '@/lib/store';
import { useTexts } from '@/texts/stock';
import { Dialog } from '@/ui/Dialog';
import { EmptyState } from '@/ui/EmptyState';
import { Icon } from '@/ui/Icon';
import { LoadingRows } from '@/ui/LoadingRows';
import { Page } from '@/ui/Page';
import { Problem } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { AdjustForm } from './AdjustForm';
import { sheetName } from './counts';
import { LevelsTable } from './LevelsTable';
import { Movements } from './Movements';
import { levelsQuery } from './queries';
import { StockItem } from './StockItem';
import type { StockSearch } from './search';
import styles from './stock.module.css';
import { useStockLive } from './useStockLive';

/** "What do we have, what is off?" */
export function StockPage() {
  const t = useTexts();
  const place = usePlace();
  if (!place)
    return (
      <Page title={t.stock.title}>
        <EmptyState icon="place" title={t.stock.noPlace.title} body={t.stock.noPlace.text} />
      </Page>
    );
  return <StockOf key={place.id} place={place.id} zone={place.time_zone} name={place.name} />;
}

function StockOf({ place, zone, name }: { place: string; zone: string; name: string }) {
  const t = useTexts();
  const can = useCan();
  const search = useSearch({ from: '/signed-in/l/$loc/stock' });
  const navigate = useNavigate();
  const isOffline = useSyncExternalStore(reach.subscribe, reach.get).is === 'offline';
  const list = useInfiniteQuery({
    ...levelsQuery(place, { q: search.q, low: search.low }),
    enabled: search.tab === undefined,
  });
  const rows = useMemo(() => (list.data?.pages ?? []).flatMap((page) => page.rows), [list.data]);
  const shown = useMemo(() => new Set(rows.map((row) => row.variant_id)), [rows]);
  const live = useStockLive(place, (id) => shown.has(id) || id === search.item);
  const [current, setCurrent] = useState<string | null>(null);
  const [recording, setRecording] = useState(false);
  const [text, setText] = useState(search.q ?? '');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const mayAdjust = can('inventory:adjust', place) && !isOffline;
  const mayCount = can('inventory:count', place);

  const ask = (change: { [part in keyof StockSearch]: StockSearch[part] | undefined }, replace = false) =>
    void navigate({
      to: '/l/$loc/stock',
      params: { loc: place },
      search: (before) =>
        Object.fromEntries(
          Object.entries({ ...before, ...change }).filter(([, value]) => value !== undefined),
        ) as StockSearch,
      replace,
    });
  const step = (by: number) => {
    const at = rows.findIndex((row) => row.variant_id === current);
    setCurrent(rows[Math.min(rows.length - 1, Math.max(0, at + by))]?.variant_id ?? null);
  };
  useShortcuts(t.stock.title, [
    { keys: 'j', label: t.common.keys.down, run: () => step(1) },
    { keys: 'k', label: t.common.keys.up, run: () => step(-1) },
    { keys: 'e', label: t.common.keys.edit, run: () => current && ask({ item: current }) },
    ...(mayAdjust ? [{ keys: 'n', label: t.stock.record, run: () => setRecording(true) }] : []),
  ]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = list;
  const onNearEnd = useCallback(() => {
    if (!isFetchingNextPage) void fetchNextPage();
  }, [fetchNextPage, isFetchingNextPage]);
  const hasSheet = memory.read(sheetName(place)) !== null;

  return (
    <Page
      title={`${t.stock.title} · ${name}`}
      actions={
        <>
          {mayCount ? (
            <Button
              variant="default"
              renderRoot={(props) => <Link to="/l/$loc/stock/count" params={{ loc: place }} {...props} />}
            >
              {hasSheet ? t.stock.continueCount : t.stock.count}
            </Button>
          ) : null}
          {mayAdjust ? (
            <Button leftSection={<Icon name="plus" size={20} />} onClick={() => setRecording(true)}>
              {t.stock.record}
            </Button>
          ) : null}
        </>
      }
    >
      {isOffline ? <p className={styles.note}>{t.stock.offline}</p> : null}
      <div className={styles.bar}>
        <SegmentedControl
          autoContrast={false}
          aria-label={t.stock.show}
          data={[
            { value: 'levels', label: t.stock.levels },
            { value: 'movements', label: t.stock.movements },
          ]}
          value={search.tab ?? 'levels'}
          onChange={(next) => ask({ tab: next === 'movements' ? 'movements' : undefined })}
        />
        {search.tab === undefined ? (
          <>
            <TextInput
              className={styles.search ?? ''}
              type="search"
              aria-label={t.stock.search}
              placeholder={t.stock.search}
              leftSection={<Icon name="search" size={20} />}
              maxLength={100}
              value={text}
              onChange={(event) => {
                const next = event.currentTarget.value;
                setText(next);
                clearTimeout(timer.current);
                timer.current = setTimeout(() => ask({ q: next.trim() || undefined }, true), 250);
              }}
            />
            <Select
              className={styles.select ?? ''}
              aria-label={t.stock.show}
              data={[
                { value: '', label: t.stock.showAll },
                { value: 'low', label: t.stock.showLow },
              ]}
              value={search.low ? 'low' : ''}
              onChange={(next) => ask({ low: next === 'low' ? true : undefined })}
            />
          </>
        ) : null}
      </div>
      {search.tab === 'movements' ? (
        <Movements
          place={place}
          zone={zone}
          variant={search.item ?? null}
          newer={live.moved}
          onNewer={live.showMoved}
          onAll={() => ask({ item: undefined })}
        />
      ) : list.isPending ? (
        <LoadingRows rows={10} height={48} />
      ) : list.isError && rows.length === 0 ? (
        <Problem error={list.error} own={t.stock.codes} onRetry={() => void list.refetch()} />
      ) : rows.length === 0 ? (
        search.q ? (
          <EmptyState
            icon="search"
            title={t.stock.filtered.title}
            action={
              <Button
                onClick={() => {
                  setText('');
                  ask({ q: undefined, low: undefined });
                }}
              >
                {t.stock.filtered.clear}
              </Button>
            }
          />
        ) : search.low ? (
          <EmptyState icon="check" title={t.stock.allWell.title} body={t.stock.allWell.text} />
        ) : (
          <EmptyState
            icon="stock"
            title={t.stock.empty.title}
            body={mayAdjust ? t.stock.empty.text : t.stock.emptyReadOnly.text}
            action={mayAdjust ? <Button onClick={() => setRecording(true)}>{t.stock.record}</Button> : undefined}
          />
        )
      ) : (
        <div className={styles.table}>
          <LevelsTable
            rows={rows}
            current={current}
            tinted={live.tinted}
            hasMore={hasNextPage}
            onNearEnd={onNearEnd}
            onOpen={(variant) => ask({ item: variant })}
          />
        </div>
      )}
      <div className={styles.foot}>
        {search.tab === undefined && rows.length > 0 ? <span>{t.stock.shown(rows.length, hasNextPage)}</span> : null}
        {search.tab === undefined && live.crossed.size > 0 ? (
          <Button variant="light" color="info" onClick={live.sortAgain}>
            {t.stock.changedElsewhere(live.crossed.size)}
          </Button>
        ) : null}
        {can('inventory:adjust', place) ? null : <span>{t.stock.readOnly}</span>}
      </div>
      <Dialog
        side="right"
        opened={search.item !== undefined && search.tab === undefined}
        onClose={() => ask({ item: undefined })}
        title={t.stock.title}
      >
        {search.item ? <StockItem place={place} zone={zone} variant={search.item} mayAdjust={mayAdjust} /> : null}
      </Dialog>
      <Dialog side="right" opened={recording} onClose={() => setRecording(false)} title={t.stock.adjust.title}>
        <AdjustForm place={place} only={null} onDone={() => setRecording(false)} />
      </Dialog>
    </Page>
  );
}
