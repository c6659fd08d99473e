import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type LiveEvent, useLive } from '@/api/live';
import { ProblemError } from '@/api/problem';
import type { Change } from './countSheet';
import { patchStock, readStock, stockKeys } from './queries';

const pause = 300;

type Payload = { items?: { variant_id?: unknown; quantity?: unknown; on_hand?: unknown }[]; variant_id?: unknown };

/** The variants an event is about. */
function variantsOf(event: LiveEvent): string[] {
  const payload = event.payload as Payload;
  const items = Array.isArray(payload.items) ? payload.items.map((item) => item.variant_id) : [];
  return [...items, payload.variant_id].filter((id): id is string => typeof id === 'string');
}

/** What moved, for events that say it. */
export function changesOf(event: LiveEvent): Change[] {
  const { items } = event.payload as Payload;
  if (!Array.isArray(items)) return [];
  return items.flatMap(({ variant_id, quantity, on_hand }) =>
    typeof variant_id === 'string' && typeof quantity === 'number' && typeof on_hand === 'number'
      ? [{ variantId: variant_id, quantity, onHand: on_hand }]
      : [],
  );
}

/** Numbers follow in place and are tinted for a moment; rows that would move wait until somebody asks. */
export function useStockLive(place: string, isShown: (variantId: string) => boolean) {
  const client = useQueryClient();
  const [tinted, setTinted] = useState<ReadonlySet<string>>(new Set());
  const [crossed, setCrossed] = useState<ReadonlySet<string>>(new Set());
  const [moved, setMoved] = useState(0);
  const waiting = useRef(new Set<string>());
  const timers = useRef(new Set<ReturnType<typeof setTimeout>>());
  useEffect(() => {
    const all = timers.current;
    return () => {
      for (const timer of all) clearTimeout(timer);
    };
  }, []);
  const later = (work: () => void, milliseconds: number) => {
    const timer = setTimeout(() => {
      timers.current.delete(timer);
      work();
    }, milliseconds);
    timers.current.add(timer);
  };
  const flush = async () => {
    const ids = [...waiting.current].slice(0, 100);
    waiting.current.clear();
    try {
      const now = patchStock(client, place, await readStock(place, ids));
      if (now.length > 0) setCrossed((before) => new Set([...before, ...now]));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      return; // the numbers stay as they were; the next event or reading brings them
    }
    setTinted((before) => new Set([...before, ...ids]));
    later(() => setTinted((before) => new Set([...before].filter((id) => !ids.includes(id)))), 1300);
  };
  useLive(
    `stock:${place}`,
    (event) => {
      if (changesOf(event).length > 0) setMoved((before) => before + 1);
      const shown = variantsOf(event).filter(isShown);
      const unknown = variantsOf(event).filter((id) => !isShown(id));
      if (
        unknown.length > 0 &&
        (event.event_type === 'inventory.stock.low' || event.event_type === 'inventory.stock.out')
      )
        setCrossed((before) => new Set([...before, ...unknown]));
      if (shown.length === 0) return;
      const isFirst = waiting.current.size === 0;
      for (const id of shown) waiting.current.add(id);
      if (isFirst) later(() => void flush(), pause);
    },
    () => void client.invalidateQueries({ queryKey: stockKeys.all }),
  );
  return {
    tinted,
    crossed,
    /** How many documents moved stock since the list of movements was read. */
    moved,
    sortAgain: () => {
      setCrossed(new Set());
      void client.invalidateQueries({ queryKey: stockKeys.lists(place) });
    },
    showMoved: () => {
      setMoved(0);
      void client.invalidateQueries({ queryKey: stockKeys.movements(place) });
    },
  };
}
