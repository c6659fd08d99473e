import { type PointerEvent, useRef, useState } from 'react';

/** How far a finger has to come before it counts, and how straight. */
const far = 96;
const straight = 2;

export type Swipe = {
  /** Pixels that the card follows the finger; 0: it rests. */
  by: number;
  isFar: boolean;
  on: {
    onPointerDown: (event: PointerEvent) => void;
    onPointerMove: (event: PointerEvent) => void;
    onPointerUp: () => void;
    onPointerCancel: () => void;
  };
};

/** A finger that draws a card towards the end of the line, let go beyond the mark: `run`. Only for fingers: a mouse drags, and every swipe has its button. */
export function useSwipe(run: (() => void) | null): Swipe {
  const from = useRef<{ x: number; y: number } | null>(null);
  const reached = useRef(0);
  const [by, setBy] = useState(0);
  const follow = (next: number) => {
    reached.current = next;
    setBy(next);
  };
  const rest = () => {
    from.current = null;
    follow(0);
  };
  return {
    by,
    isFar: by >= far,
    on: {
      onPointerDown: (event) => {
        if (run && event.pointerType === 'touch' && event.isPrimary)
          from.current = { x: event.clientX, y: event.clientY };
      },
      onPointerMove: (event) => {
        const start = from.current;
        if (!start) return;
        const [x, y] = [
          (event.clientX - start.x) * (document.dir === 'rtl' ? -1 : 1),
          Math.abs(event.clientY - start.y),
        ];
        if (reached.current === 0 && y > 12 && y * straight > Math.abs(x)) return rest(); // it scrolls
        follow(x > 12 && x > y * straight ? Math.min(x, far * 1.5) : 0);
      },
      onPointerUp: () => {
        const isFar = reached.current >= far;
        rest();
        if (isFar) run?.();
      },
      onPointerCancel: rest,
    },
  };
}
