import { useEffect, useRef } from 'react';
import { store } from '@/lib/store';
import { lettersAreShortcuts } from './appearance';

/** `keys` as people read them: "mod+k" (Ctrl, or ⌘ on a Mac), "g o" (one after the other), "j", "?", "F9", "alt+l", "ctrl+enter". */
export type Shortcut = {
  keys: string;
  /** What it does, for the list that `?` shows. */
  label: string;
  run: () => void;
};

type Group = { title: string; shortcuts: readonly Shortcut[] };

const groups = store<readonly Group[]>([]);
const pause = 1200;
let begun = '';
let forget: ReturnType<typeof setTimeout> | undefined;

export const shortcutGroups = groups;

function nameOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key.toLowerCase();
  const mod = /mac|iphone|ipad/i.test(navigator.platform) ? event.metaKey : event.ctrlKey;
  if (mod && key === 'k') return 'mod+k';
  return `${event.ctrlKey || event.metaKey ? 'ctrl+' : ''}${event.altKey ? 'alt+' : ''}${key}`;
}

/** Letters and signs are for typing where one can type, and for nothing else while a dialog is open. */
function mayBeLetter(event: KeyboardEvent): boolean {
  if (!lettersAreShortcuts()) return false;
  const target = event.target;
  if (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable="true"], [role="textbox"]')
  )
    return false;
  return document.querySelector('dialog[open], [role="dialog"][aria-modal="true"]') === null;
}

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing || ['Control', 'Shift', 'Alt', 'Meta'].includes(event.key)) return;
  const name = nameOf(event);
  const isLetter = name.length === 1;
  if (isLetter && !mayBeLetter(event)) return;
  const all = [...groups.get()].reverse().flatMap((group) => group.shortcuts);
  const typed = begun && isLetter ? `${begun} ${name}` : name;
  begun = '';
  clearTimeout(forget);
  const found =
    all.find((one) => one.keys.toLowerCase() === typed) ?? all.find((one) => one.keys.toLowerCase() === name);
  if (found) {
    event.preventDefault();
    found.run();
  } else if (isLetter && all.some((one) => one.keys.toLowerCase().startsWith(`${name} `))) {
    begun = name;
    forget = setTimeout(() => {
      begun = '';
    }, pause);
  }
}

/** Call it once. */
export function startShortcuts(): void {
  addEventListener('keydown', press);
}

/** Keys that work as long as the screen is there; of two with the same keys the screen that came last wins. */
export function useShortcuts(title: string, shortcuts: readonly Shortcut[]): void {
  const latest = useRef(shortcuts);
  useEffect(() => {
    latest.current = shortcuts;
  });
  const names = shortcuts.map((one) => `${one.keys}\n${one.label}`).join('\n\n');
  useEffect(() => {
    const group: Group = {
      title,
      shortcuts: names
        .split('\n\n')
        .filter(Boolean)
        .map((one, index) => {
          const [keys = '', label = ''] = one.split('\n');
          return { keys, label, run: () => latest.current[index]?.run() };
        }),
    };
    groups.set([...groups.get(), group]);
    return () => groups.set(groups.get().filter((one) => one !== group));
  }, [title, names]);
}
