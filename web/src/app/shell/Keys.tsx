import { useTexts } from '@/texts/useTexts';

const names: Record<string, string> = { ctrl: 'Ctrl', alt: 'Alt', enter: '⏎', escape: 'Esc' };

/** "g o" as two keys one after the other, "ctrl+enter" as two together. */
export function Keys({ keys }: { keys: string }) {
  const t = useTexts();
  const isMac = /mac|iphone|ipad/i.test(navigator.platform);
  return (
    <span>
      {keys.split(' ').map((part, index) => (
        <span key={part}>
          {index > 0 ? <span> {t.shell.shortcuts.andThen} </span> : null}
          {part
            .split(/(?<=.)\+/)
            .map((key) => (key === 'mod' ? (isMac ? '⌘' : 'Ctrl') : (names[key] ?? key.toUpperCase())))
            .map((key) => (
              <kbd key={key}>{key}</kbd>
            ))}
        </span>
      ))}
    </span>
  );
}
