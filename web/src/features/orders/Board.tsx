import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { useTexts } from '@/texts/orders';
import { say } from '@/ui/Announcer';
import { EmptyState } from '@/ui/EmptyState';
import { LoadingRows } from '@/ui/LoadingRows';
import { Problem, sentenceOf } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { columns, nextStep, type Status } from './board';
import styles from './board.module.css';
import { Column } from './Column';
import { useMoveOrder } from './mutations';
import { boardQuery, type Card } from './queries';
import { useOrdersLive } from './useOrdersLive';

/** What is to be done, by how far it is; live. */
export function Board({ loc }: { loc: string }) {
  const t = useTexts();
  const navigate = useNavigate();
  const region = useRef<HTMLDivElement>(null);
  const { data, error, refetch } = useQuery(boardQuery(loc));
  const move = useMoveOrder(loc);
  /** Orders that this person moved: they change place at once, under whoever's hand. */
  const [own, setOwn] = useState<ReadonlyMap<string, number>>(new Map());
  const [refused, setRefused] = useState<{ id: string; sentence: string } | null>(null);
  useOrdersLive(loc);

  const cards = data?.data ?? [];
  const step = (card: Card, to: Status) => {
    setRefused(null);
    setOwn((before) => new Map(before).set(card.id, (before.get(card.id) ?? 0) + 1));
    move.mutate(
      { id: card.id, to },
      {
        onSuccess: () => say(t.orders.moved(card.number, t.orders.statuses[to])),
        onError: (problem) => setRefused({ id: card.id, sentence: sentenceOf(problem, t, t.orders.problems) }),
      },
    );
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
  ]);

  if (!data)
    return error ? <Problem error={error} onRetry={() => void refetch()} /> : <LoadingRows rows={4} height={120} />;
  return (
    <>
      {error ? <Problem error={error} onRetry={() => void refetch()} /> : null}
      {data.has_more ? <p className={styles.note}>{t.orders.tooMany(data.data.length)}</p> : null}
      <div ref={region} className={styles.board}>
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
        <EmptyState icon="check" title={t.orders.noneOpen.title} body={t.orders.noneOpen.body} />
      ) : null}
    </>
  );
}
