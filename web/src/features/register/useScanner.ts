import { useEffect, useRef } from 'react';
import { hear, silence, withoutBurst } from './scanner';

/** Hears a scanner wherever the focus is; its keys press nothing and stay in no field. */
export function useScanner(onCode: (code: string) => void): void {
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    let burst = silence;
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const heard = hear(burst, event.key, event.timeStamp);
      burst = heard.burst;
      if (heard.consume) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (heard.code === null) return;
      const field = event.target;
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) restore(field, heard.code);
      latest.current(heard.code);
    };
    addEventListener('keydown', down, { capture: true });
    return () => removeEventListener('keydown', down, { capture: true });
  }, []);
}

/** Takes the first keys of a burst out of the field again, so that React hears of it. */
function restore(field: HTMLInputElement | HTMLTextAreaElement, code: string): void {
  const before = withoutBurst(field.value, code);
  if (before === field.value) return;
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, before);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
