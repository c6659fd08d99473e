import { useCallback, useEffect, useState } from 'react';

const lock = 'olympus-till';

/** Whether this tab is the one that sells. The others wait; the next one goes on when it closes, however it ends. */
export function useOnlyTab(): { isMine: boolean | null; take: () => void } {
  const [isMine, setMine] = useState<boolean | null>(null);
  const [steal, setSteal] = useState(0);
  useEffect(() => {
    if (!navigator.locks) return setMine(true); // a page without TLS: nothing to tell tabs apart by
    const stop = new AbortController();
    let release = () => {};
    const hold = () =>
      new Promise<void>((resolve) => {
        release = resolve;
        if (stop.signal.aborted) return resolve();
        setMine(true);
      });
    const request = async () => {
      try {
        if (steal > 0) return await navigator.locks.request(lock, { steal: true }, hold);
        const isFree = await navigator.locks.request(lock, { ifAvailable: true }, async (found) => {
          if (found) await hold();
          return found !== null;
        });
        if (isFree || stop.signal.aborted) return;
        setMine(false);
        await navigator.locks.request(lock, { signal: stop.signal }, hold);
      } catch {
        // Aborted: the screen is gone. Stolen: another tab sells now.
        if (!stop.signal.aborted) setMine(false);
      }
    };
    void request();
    return () => {
      stop.abort();
      release();
    };
  }, [steal]);
  return { isMine, take: useCallback(() => setSteal((times) => times + 1), []) };
}
