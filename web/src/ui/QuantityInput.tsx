import { ActionIcon } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useTexts } from '@/texts/useTexts';
import { Icon } from './Icon';
import styles from './QuantityInput.module.css';

const first = 400;
const then = 90;

/** − 2 +: whole units. Holding a button repeats; the wheel changes nothing. */
export function QuantityInput({
  label,
  value,
  onChange,
  min = 0,
  max = 999_999,
  disabled = false,
}: {
  label: string;
  value: number;
  onChange: (quantity: number) => void;
  min?: number;
  max?: number;
  disabled?: boolean;
}) {
  const t = useTexts();
  const [text, setText] = useState(String(value));
  const latest = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => {
    latest.current = value;
    setText(String(value));
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const set = (next: number) => {
    const bounded = Math.min(max, Math.max(min, next));
    latest.current = bounded;
    setText(String(bounded));
    if (bounded !== value) onChange(bounded);
  };
  const hold = (by: number) => {
    const again = () => {
      set(latest.current + by);
      timer.current = setTimeout(again, then);
    };
    timer.current = setTimeout(again, first);
  };
  const release = () => clearTimeout(timer.current);
  const step = (by: number, name: string, icon: 'minus' | 'plus') => (
    <ActionIcon
      variant="default"
      aria-label={`${name}: ${label}`}
      disabled={disabled || (by < 0 ? value <= min : value >= max)}
      onClick={() => set(latest.current + by)}
      onPointerDown={() => hold(by)}
      onPointerUp={release}
      onPointerLeave={release}
      onPointerCancel={release}
    >
      <Icon name={icon} />
    </ActionIcon>
  );
  return (
    <span className={styles.row}>
      {step(-1, t.common.fewer, 'minus')}
      <input
        className={styles.input}
        aria-label={label}
        inputMode="numeric"
        autoComplete="off"
        disabled={disabled}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={() => (/^-?\d{1,9}$/.test(text.trim()) ? set(Number(text)) : setText(String(value)))}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && /^-?\d{1,9}$/.test(text.trim())) set(Number(text));
          if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            set(latest.current + (event.key === 'ArrowUp' ? 1 : -1));
          }
        }}
        onFocus={(event) => event.currentTarget.select()}
      />
      {step(1, t.common.oneMore, 'plus')}
    </span>
  );
}
