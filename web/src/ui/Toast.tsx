import { Button, CloseButton } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { store } from '@/lib/store';
import { useTexts } from '@/texts/useTexts';
import { say } from './Announcer';
import styles from './Toast.module.css';

type Told = { id: number; sentence: string; undo: (() => void) | null };

const told = store<Told | null>(null);
let lastId = 0;

/** Says that something off the screen worked, or offers to take it back. What concerns a field or the screen is said there instead. */
export function toast(sentence: string, undo: (() => void) | null = null): void {
  lastId += 1;
  told.set({ id: lastId, sentence, undo });
  say(sentence);
}

/** One at a time, long enough to be read, and as long as somebody points at it or looks elsewhere. Stands once around all screens. */
export function Toasts() {
  const now = useSyncExternalStore(told.subscribe, told.get);
  return now ? <Shown key={now.id} {...now} /> : null;
}

function Shown({ id, sentence, undo }: Told) {
  const t = useTexts();
  const [held, setHeld] = useState(false);
  const [hidden, setHidden] = useState(document.hidden);
  const stays = undo ? 10_000 : Math.max(5000, 3000 + 120 * sentence.length);
  useEffect(() => {
    const look = () => setHidden(document.hidden);
    document.addEventListener('visibilitychange', look);
    return () => document.removeEventListener('visibilitychange', look);
  }, []);
  useEffect(() => {
    if (held || hidden) return;
    const timer = setTimeout(() => close(id), stays);
    return () => clearTimeout(timer);
  }, [id, held, hidden, stays]);
  return (
    <section
      aria-label={t.common.messages}
      className={styles.toast}
      data-toast
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <span>{sentence}</span>
      {undo ? (
        <Button
          variant="subtle"
          onClick={() => {
            close(id);
            undo();
          }}
        >
          {t.common.undo}
        </Button>
      ) : null}
      <CloseButton aria-label={t.common.close} size={48} onClick={() => close(id)} />
    </section>
  );
}

function close(id: number): void {
  if (told.get()?.id === id) told.set(null);
}
