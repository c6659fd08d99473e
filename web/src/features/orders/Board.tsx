import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useIdentity } from '@/api/useSession';
import { useTexts } from '@/texts/orders';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem, sentenceOf } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { columns, nextStep, type Status } from './board';
import styles from './board.module.css';
import { Column } from './Column';
import { OrderFilters } from './OrderFilters';
import { boardQuery, type Card } from './queries';
import type { OrdersSearch } from './search';
import table from './table.module.css';
import { useOrdersLive } from './useOrdersLive';
import { usePrinting } from './usePrinting';
import { useSteps } from './useSteps';

/** What is to be done, by how far it is; live. */
export function Board({ loc, search }: { loc: string; search: OrdersSearch }) {
  const t = useTexts();
  const navigate = useNavigate();
  const region = useRef<HTMLDivElement>(null);
  const { me } = useIdentity();
  const { channel, mine } = search;
  const { data, error, refetch, isPlaceholderData } = useQuery({
    ...boardQuery(loc, { ...(channel ? { channel } : {}), ...(mine ? { takenBy: me.user_id } : {}) }),
    placeholderData: (before, query) => (query?.queryKey[2] === loc ? before : undefined),
  });
  const { print, paper } = usePrinting();
  const steps = useSteps(loc, (id, problem) => setRefused({ id, sentence: sentenceOf(problem, t, t.orders.problems) }));
  /** Orders that this person moved: they change place at once, under whoever's hand. */
  const [own, setOwn] = useState<ReadonlyMap<string, number>>(new Map());
  const [refused, setRefused] = useState<{ id: string; sentence: string } | null>(null);
  useOrdersLive(loc);

  const cards = data?.data ?? [];
  const step = (card: Card, to: Status) => {
    setRefused(null);
    setOwn((before) => new Map(before).set(card.id, (before.get(card.id) ?? 0) + 1));
    steps.step(card, to);
  };

  const focused = () => document.activeElement?.closest<HTMLElement>('[data-card]') ?? null;
  const focus = (element: Element | null | undefined) => element?.querySelector<HTMLElement>('a')?.focus();
  const along = (by: number) => {
    const all = [
      ...(focused()?.closest('[data-column]') ?? region.current ?? document).querySelectorAll('[data-card]'),
    ];
    const here = focused();
    const at = here ? all.indexOf(here) : -1;
    focus(all[Math.max(0, Math.min(all.length - 1, at + by))]);
  };
  const across = (by: number) => {
    const all = [...(region.current?.querySelectorAll('[data-column]') ?? [])];
    const from = focused()?.closest('[data-column]');
    for (let at = (from ? all.indexOf(from) : -1) + by; at >= 0 && at < all.length; at += by) {
      const first = all[at]?.querySelector('[data-card]');
      if (first) return focus(first);
    }
  };
  const focusedCard = () => cards.find((card) => card.id === focused()?.dataset.card);
  useShortcuts(t.orders.title, [
    { keys: 'j', label: t.orders.keys.next, run: () => along(1) },
    { keys: 'k', label: t.orders.keys.next, run: () => along(-1) },
    { keys: 'arrowleft', label: t.orders.keys.sides, run: () => across(-1) },
    { keys: 'arrowright', label: t.orders.keys.sides, run: () => across(1) },
    {
      keys: 'a',
      label: t.orders.keys.step,
      run: () => {
        const card = focusedCard();
        const to = card && nextStep(card.status, card.allowed);
        if (card && to) step(card, to);
      },
    },
    ...(print
      ? [
          {
            keys: 'p',
            label: t.orders.keys.print,
            run: () => {
              const card = focusedCard();
              if (card)
                print(card.id).catch((problem) => setRefused({ id: card.id, sentence: sentenceOf(problem, t) }));
            },
          },
        ]
      : []),
    { keys: 'z', label: t.orders.keys.undo, run: () => steps.undo() },
  ]);

  const go = (only: OrdersSearch) => void navigate({ to: '/l/$loc/orders', params: { loc }, search: only });
  const filters = (
    <search className={table.filters} aria-label={t.common.filters}>
      <OrderFilters search={search} onChange={go} />
      {channel || mine ? (
        <Button variant="subtle" onClick={() => go({})}>
          {t.common.clearFilters}
        </Button>
      ) : null}
    </search>
  );
  if (!data)
    return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows rows={4} height={120} />;
  return (
    <>
      {paper}
      {filters}
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data.has_more ? <p className={styles.note}>{t.orders.tooMany(data.data.length)}</p> : null}
      <div ref={region} className={isPlaceholderData ? `${styles.board} ${table.stale}` : styles.board}>
        {columns.map((column) => (
          <Column
            key={column.name}
            loc={loc}
            column={column}
            all={cards}
            own={own}
            refused={refused}
            onStep={step}
            onOpen={(card) => void navigate({ to: '/l/$loc/orders/$id', params: { loc, id: card.id } })}
          />
        ))}
      </div>
      {cards.length === 0 ? (
        channel || mine ? (
          <EmptyState
            icon="search"
            title={t.common.nothingMatches}
            action={<Button onClick={() => go({})}>{t.common.clearFilters}</Button>}
          />
        ) : (
          <EmptyState icon="check" title={t.orders.noneOpen.title} body={t.orders.noneOpen.body} />
        )
      ) : null}
    </>
  );
}
