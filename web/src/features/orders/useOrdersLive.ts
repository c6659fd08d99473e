import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLive } from '@/api/live';
import { useTexts } from '@/texts/orders';
import { say } from '@/ui/Announcer';
import { orderKeys } from './queries';

const together = 150;
const sayEvery = 10_000;

/** Reads a location's orders anew when something happens to them: the moves of a moment together, and says new ones aloud at most every ten seconds. */
export function useOrdersLive(loc: string): void {
  const t = useTexts();
  const client = useQueryClient();
  const reading = useRef<ReturnType<typeof setTimeout>>(undefined);
  const saying = useRef<ReturnType<typeof setTimeout>>(undefined);
  const fresh = useRef(0);
  useEffect(
    () => () => {
      clearTimeout(reading.current);
      clearTimeout(saying.current);
    },
    [],
  );
  const again = () => {
    reading.current ??= setTimeout(() => {
      reading.current = undefined;
      void client.invalidateQueries({ queryKey: orderKeys.boards(loc) });
      void client.invalidateQueries({ queryKey: ['orders', 'list', loc] });
    }, together);
  };
  useLive(
    `orders:${loc}`,
    (event) => {
      if (event.event_type === 'commerce.order.created') {
        fresh.current += 1;
        saying.current ??= setTimeout(() => {
          saying.current = undefined;
          say(t.orders.saidNew(fresh.current));
          fresh.current = 0;
        }, sayEvery);
      }
      again();
    },
    again,
  );
}
