import { Button, PasswordInput } from '@mantine/core';
import { type Dispatch, type ReactNode, type SetStateAction, useEffect, useRef } from 'react';
import { Icon } from './Icon';
import styles from './PersonAndPin.module.css';

const longest = 8;
const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'back', '0', 'enter'] as const;

/** What is on a badge. Other codes, such as of something that is for sale, are nobody's business. */
export const isBadge = (code: string): boolean => /^\d{28}$/.test(code);

export type PinWords = {
  who: string;
  pin: string;
  show: string;
  keypad: string;
  back1: string;
  noPin: string;
  badge: string;
};

/** Who it is, and their PIN, on keys that a finger hits. Digits fill the PIN wherever the focus is, as long as it is in no other field. */
export function PersonAndPin({
  words,
  people,
  instead,
  person,
  onPerson,
  pin,
  onPin,
  busy,
  enter,
  onEnter,
  problem,
}: {
  words: PinWords;
  /** Null: not known yet. */
  people: readonly { id: string; name: string; has_pin: boolean }[] | null;
  /** What stands there until then. */
  instead: ReactNode;
  person: string | null;
  onPerson: (id: string) => void;
  pin: string;
  onPin: Dispatch<SetStateAction<string>>;
  busy: boolean;
  /** What the last key does. */
  enter: string;
  onEnter: () => void;
  problem: string | null;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const down = (event: KeyboardEvent) => {
      if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!/^\d$/.test(event.key)) return;
      event.preventDefault();
      onPin((now) => (now + event.key).slice(0, longest));
      field.current?.focus();
    };
    addEventListener('keydown', down);
    return () => removeEventListener('keydown', down);
  }, [onPin]);
  const press = (key: (typeof keys)[number]) => {
    if (key === 'enter') {
      onEnter();
      field.current?.focus();
    } else onPin((now) => (key === 'back' ? now.slice(0, -1) : (now + key).slice(0, longest)));
  };

  return (
    <>
      {people ? (
        <fieldset className={styles.people}>
          <legend className="visually-hidden">{words.who}</legend>
          {people.map((one) => (
            <label key={one.id} className={styles.person}>
              <input
                type="radio"
                name="person"
                checked={person === one.id}
                disabled={!one.has_pin}
                onChange={() => {
                  onPerson(one.id);
                  field.current?.focus();
                }}
              />
              <span>{one.name}</span>
              {one.has_pin ? null : <small>{words.noPin}</small>}
            </label>
          ))}
        </fieldset>
      ) : (
        instead
      )}
      <p className={styles.badge}>
        <Icon name="card" size={20} />
        {words.badge}
      </p>
      <PasswordInput
        ref={field}
        label={words.pin}
        inputMode="numeric"
        autoComplete="off"
        maxLength={longest}
        value={pin}
        onChange={(event) => onPin(event.currentTarget.value.replace(/\D/g, ''))}
        visibilityToggleButtonProps={{ 'aria-label': words.show, tabIndex: 0 }}
      />
      <div role="alert">{problem ? <p className={styles.problem}>{problem}</p> : null}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset draws a frame */}
      <div className={styles.keypad} role="group" aria-label={words.keypad}>
        {keys.map((key) => (
          <Button
            key={key}
            size="lg"
            variant={key === 'enter' ? 'filled' : 'default'}
            loading={key === 'enter' && busy}
            aria-label={key === 'back' ? words.back1 : key === 'enter' ? enter : key}
            onClick={() => press(key)}
          >
            {key === 'back' ? '⌫' : key === 'enter' ? '→' : key}
          </Button>
        ))}
      </div>
    </>
  );
}
