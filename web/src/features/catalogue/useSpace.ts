import { useEffect, useRef } from 'react';

/** Space, where it would press nothing: with the focus on the list or on the page itself. */
export function useSpace(isOn: boolean, run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (!isOn) return;
    const press = (event: KeyboardEvent) => {
      const { target } = event;
      if (
        event.key !== ' ' ||
        event.defaultPrevented ||
        !(target instanceof Element) ||
        !target.matches('body, main, section')
      )
        return;
      event.preventDefault();
      latest.current();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [isOn]);
}
