import { Button } from '@mantine/core';
import styles from './table.module.css';

/** One of a few, side by side; the chosen one is pressed. */
export function Choice<T extends string>({
  label,
  value,
  options,
  onChange,
}: {
  label: string;
  value: T;
  options: readonly { value: T; label: string }[];
  onChange: (value: T) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame
    <div role="group" aria-label={label} className={styles.choice}>
      {options.map((one) => (
        <Button
          key={one.value}
          variant={one.value === value ? 'filled' : 'default'}
          aria-pressed={one.value === value}
          onClick={() => onChange(one.value)}
        >
          {one.label}
        </Button>
      ))}
    </div>
  );
}
