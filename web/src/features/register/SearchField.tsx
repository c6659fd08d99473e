import type { KeyboardEvent, RefObject } from 'react';
import { useTexts } from '@/texts/register';
import styles from './Register.module.css';
import { withLine } from './ticket';
import { setTicket, till } from './till';
import { useRemoval } from './useRemoval';

/** What is typed: words to look for, behind "3*" for three of it. */
export function readSearch(text: string): { quantity: number; words: string } {
  const match = /^(\d{1,4})\*(.*)$/.exec(text);
  return match ? { quantity: Math.max(1, Number(match[1])), words: match[2] ?? '' } : { quantity: 1, words: text };
}

/** Where the hands are while selling: names, codes, and (while it is empty) the keys of the last line. */
export function SearchField({
  field,
  typed,
  onType,
  onEnter,
}: {
  field: RefObject<HTMLInputElement | null>;
  typed: string;
  onType: (text: string) => void;
  onEnter: () => void;
}) {
  const t = useTexts();
  const removal = useRemoval();
  /** Whether the key was one of the last line's. */
  const lastLine = (key: string): boolean => {
    const { ticket, step } = till.get();
    const line = ticket.lines.at(-1);
    if (typed !== '' || !line || step !== 'sell') return false;
    if (key === '+') setTicket((now) => withLine(now, line.key, { quantity: line.quantity + 1 }));
    else if (key === '-' && line.quantity > 1)
      setTicket((now) => withLine(now, line.key, { quantity: line.quantity - 1 }));
    else if (key === '-' || key === 'Delete') removal.line(line);
    else if (key === 'ArrowUp') [...document.querySelectorAll<HTMLElement>('[data-line]')].at(-1)?.focus();
    else return false;
    return true;
  };
  const keyed = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') onEnter();
    else if (event.key === 'Escape') onType('');
    else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-at="0"]')?.focus();
    else if (!lastLine(event.key)) return;
    event.preventDefault();
  };
  return (
    <div className={styles.search}>
      <input
        ref={field}
        className={styles.searchBox}
        type="search"
        aria-label={t.register.searchLabel}
        placeholder={t.register.searchHint}
        autoComplete="off"
        spellCheck={false}
        value={typed}
        onChange={(event) => onType(event.currentTarget.value)}
        onKeyDown={keyed}
      />
    </div>
  );
}
