import { useState } from 'react';
import { type Product, readProducts } from './queries';
import type { Filter } from './search';

const most = 500;

/** Reads everything that matches a filter, page by page, and tells how much it has while it does. */
export function useAllMatching(
  filter: Filter,
  done: (all: Product[]) => void,
): { read: number | null; error: unknown; start: () => void } {
  const [read, setRead] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const start = async () => {
    const all: Product[] = [];
    setError(null);
    setRead(0);
    try {
      for (let cursor: string | null = null; ; ) {
        const page = await readProducts(filter, cursor, most);
        all.push(...page.data);
        setRead(all.length);
        cursor = page.next_cursor;
        if (cursor === null) break;
      }
      done(all);
    } catch (problem) {
      setError(problem);
    } finally {
      setRead(null);
    }
  };
  return { read, error, start: () => void start() };
}
