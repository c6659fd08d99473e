/*
 * A hand scanner types like a very fast person and ends with Enter or Tab. Whoever is that fast is a scanner: the whole burst is one code, wherever
 * the focus is, and its last key presses no button.
 */

/** Milliseconds between two keys of one code; people are slower. */
const fastest = 35;

/** Shorter ones might be a person who rolls over the keys. */
const shortest = 6;

export type Burst = { keys: string; at: number };

export const silence: Burst = { keys: '', at: 0 };

/** What a key makes of what was typed so far. */
export type Heard = { burst: Burst /** Keep the key from the page. */; consume: boolean; code: string | null };

/**
 * @param at When the key went down, in milliseconds of any clock that only goes forward.
 */
export function hear(burst: Burst, key: string, at: number): Heard {
  const goesOn = burst.keys.length > 0 && at - burst.at < fastest;
  if (key.length === 1)
    return {
      burst: { keys: goesOn ? burst.keys + key : key, at },
      consume: goesOn && burst.keys.length + 1 >= shortest,
      code: null,
    };
  if ((key === 'Enter' || key === 'Tab') && goesOn && burst.keys.length >= shortest)
    return { burst: silence, consume: true, code: burst.keys };
  return { burst: key === 'Shift' ? { ...burst, at } : silence, consume: false, code: null };
}
