import { type RefObject, useEffect, useState } from 'react';

const rest = 1500;

/**
 * Whether somebody's hand or focus is in a region right now: pressed, focused by keyboard, scrolled away from its top, or touched in the last 1.5 s. Until
 * it is not, nothing there may be inserted, removed or reordered.
 */
export function useHands(region: RefObject<HTMLElement | null>): boolean {
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    let pressed = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const isHeld = () => pressed || element.scrollTop > 8 || element.querySelector(':focus-visible') !== null;
    const later = () => {
      clearTimeout(timer);
      timer = setTimeout(() => (isHeld() ? later() : setBusy(false)), rest);
    };
    const touch = (event: Event) => {
      // What moves under a pointer that rests is told as its move: nobody touched anything.
      if (
        event instanceof PointerEvent &&
        event.type === 'pointermove' &&
        event.movementX === 0 &&
        event.movementY === 0
      )
        return;
      setBusy(true);
      later();
    };
    const press = (event: Event) => {
      pressed = true;
      touch(event);
    };
    const release = () => {
      pressed = false;
    };
    const touches = ['focusin', 'scroll', 'keydown', 'pointermove'] as const;
    const releases = ['pointerup', 'pointercancel', 'dragend'] as const;
    element.addEventListener('pointerdown', press);
    for (const name of releases) addEventListener(name, release);
    for (const name of touches) element.addEventListener(name, touch, { passive: true });
    return () => {
      clearTimeout(timer);
      element.removeEventListener('pointerdown', press);
      for (const name of releases) removeEventListener(name, release);
      for (const name of touches) element.removeEventListener(name, touch);
    };
  }, [region]);
  return busy;
}
