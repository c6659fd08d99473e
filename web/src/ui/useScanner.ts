import { useEffect, useRef } from 'react';
import { hear, silence } from '@/lib/scanner';

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Hears a scanner wherever the focus is; its keys press nothing and stay in no field. */
export function useScanner(onCode: (code: string) => void): void {
  const latest = useRef(onCode);
  useEffect(() => {
    latest.current = onCode;
  });
  useEffect(() => {
    let burst = silence;
    /** The field that has the focus, as it was when the burst began. */
    let before: { field: Field; value: string } | null = null;
    const down = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
      const heard = hear(burst, event.key, event.timeStamp);
      burst = heard.burst;
      const field = event.target;
      if (burst.keys.length === 1)
        before =
          field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
            ? { field, value: field.value }
            : null;
      if (heard.consume) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
      if (heard.code === null) return;
      if (before?.field === field) restore(before);
      latest.current(heard.code);
    };
    addEventListener('keydown', down, { capture: true });
    return () => removeEventListener('keydown', down, { capture: true });
  }, []);
}

/** The first keys of a burst went into the field before anybody could know: it gets back what it had, so that React hears of it. */
function restore({ field, value }: { field: Field; value: string }): void {
  if (field.value === value) return;
  const prototype = field instanceof HTMLInputElement ? HTMLInputElement.prototype : HTMLTextAreaElement.prototype;
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
