import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { type LiveEvent, useLive } from '@/api/live';
import { ProblemError } from '@/api/problem';
import { isOwn, refreshRow } from './mutations';
import { catalogueKeys } from './queries';

const pause = 300;
const mostAtOnce = 10;

function productOf(event: LiveEvent): string | null {
  const id = (event.payload as { product_id?: unknown }).product_id;
  return typeof id === 'string' ? id : null;
}

/**
 * What others do to the catalogue: rows that are shown change in place and are tinted for a moment; what would move rows waits in `elsewhere` until
 * somebody asks to see it.
 */
export function useCatalogueLive(isShown: (productId: string) => boolean) {
  const client = useQueryClient();
  const [elsewhere, setElsewhere] = useState<ReadonlySet<string>>(new Set());
  const [tinted, setTinted] = useState<ReadonlySet<string>>(new Set());
  const waiting = useRef(new Set<string>());
  const timers = useRef<Set<ReturnType<typeof setTimeout>>>(new Set());
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
    const ids = [...waiting.current];
    waiting.current.clear();
    if (ids.length > mostAtOnce) return setElsewhere((before) => new Set([...before, ...ids]));
    const read = await Promise.all(
      ids.map(async (id) => {
        try {
          await refreshRow(client, id);
          return id;
        } catch (error) {
          if (!(error instanceof ProblemError)) throw error;
          return null; // it stays as it was: the next event or reading tells
        }
      }),
    );
    const done = read.filter((id) => id !== null);
    setTinted((before) => new Set([...before, ...done]));
    later(() => setTinted((before) => new Set([...before].filter((id) => !done.includes(id)))), 1300);
  };

  useLive(
    'catalog',
    (event) => {
      if (event.event_type.startsWith('commerce.category.'))
        return void client.invalidateQueries({ queryKey: catalogueKeys.categories });
      const id = productOf(event);
      if (id === null || isOwn(id)) return;
      void client.invalidateQueries({ queryKey: catalogueKeys.availability(id) });
      if (!isShown(id)) {
        if (event.event_type === 'commerce.product.created') setElsewhere((before) => new Set([...before, id]));
        return;
      }
      waiting.current.add(id);
      if (waiting.current.size === 1) later(() => void flush(), pause);
    },
    () => void client.invalidateQueries({ queryKey: catalogueKeys.all }),
  );

  const show = () => {
    setElsewhere(new Set());
    void client.invalidateQueries({ queryKey: catalogueKeys.lists });
  };
  return { elsewhere, tinted, show };
}
