import { useRef } from 'react';
import { useTexts } from '@/texts/orders';
import { sentenceOf } from '@/ui/Problem';
import { toast } from '@/ui/Toast';
import type { Status } from './board';
import { useMoveOrder, useUndoMove } from './mutations';

type Moved = { id: string; number: number; version: number; until: string };

/** Steps of orders at one location, each with the way back: ten seconds in the message, and `z` for as long as the server takes it back. */
export function useSteps(loc: string, onRefused: (id: string, problem: unknown) => void) {
  const t = useTexts();
  const move = useMoveOrder(loc);
  const back = useUndoMove(loc);
  /** What this person moved, the last one at the end. */
  const moves = useRef<Moved[]>([]);

  const undo = (what: Moved) => {
    moves.current = moves.current.filter((one) => one !== what);
    back.mutate(what, {
      onSuccess: (order) => toast(t.orders.undone(what.number, t.orders.statuses[order.status])),
      onError: (problem) => toast(t.orders.notUndone(what.number, sentenceOf(problem, t, t.orders.problems))),
    });
  };
  return {
    step: (order: { id: string; number: number }, to: Status) =>
      move.mutate(
        { id: order.id, to },
        {
          onSuccess: (moved) => {
            const sentence = t.orders.moved(order.number, t.orders.statuses[to]);
            if (!moved.undo_until) return toast(sentence);
            const what = { id: order.id, number: order.number, version: moved.version, until: moved.undo_until };
            moves.current = [...moves.current.filter((one) => one.id !== order.id), what];
            toast(sentence, () => undo(what));
          },
          onError: (problem) => onRefused(order.id, problem),
        },
      ),
    /** Takes an order's last move back, or (without one) this person's last move here that can still be taken back. */
    undo: (order?: Moved) => {
      const last = order ?? moves.current.findLast((one) => Date.parse(one.until) > Date.now());
      if (last) undo(last);
    },
    isPending: move.isPending || back.isPending,
  };
}
