import { useRef, useState } from 'react';
import { ProblemError } from '@/api/problem';

export type Faults<T> = { [Name in keyof T & string]?: string | undefined };

interface State<T> {
  values: T;
  base: T;
  version: number;
}

/**
 * The entries of one form. A fault is shown when somebody leaves the field or tries to save, and from then on checked with every change. What the server
 * knows meanwhile is taken over as long as nothing was entered; entries are never wiped.
 *
 * @param given what is saved now
 * @param check what is wrong, by field; pure
 * @param version of what is saved: for `If-Match`, and to notice that it changed
 */
export function useForm<T extends object>(given: T, check: (values: T) => Faults<T>, version = 0) {
  const [state, setState] = useState<State<T>>({ values: given, base: given, version });
  const [shown, setShown] = useState<ReadonlySet<string>>(new Set());
  const [refused, setRefused] = useState<Faults<T>>({});
  const form = useRef<HTMLFormElement>(null);

  const dirty = !same(state.values, state.base);
  if (version !== state.version && !dirty) setState({ values: given, base: given, version });

  const faults = check(state.values);
  const error = (name: keyof T & string): string | undefined =>
    refused[name] ?? (shown.has(name) ? faults[name] : undefined);
  const show = (names: readonly string[]) => setShown((before) => new Set([...before, ...names]));

  const set = (change: Partial<T>) => {
    setState((before) => ({ ...before, values: { ...before.values, ...change } }));
    setRefused(
      (before) => Object.fromEntries(Object.entries(before).filter(([name]) => !(name in change))) as Faults<T>,
    );
  };

  const focusFirstFault = () =>
    requestAnimationFrame(() =>
      form.current?.querySelector<HTMLElement>('[aria-invalid="true"], input[data-invalid="true"]')?.focus(),
    );

  return {
    ref: form,
    values: state.values,
    version: state.version,
    dirty,
    set,
    error,
    /** For a field that is left. */
    leave: (name: keyof T & string) => show([name]),
    /** Everything that a text field needs. */
    text: (name: keyof T & string) => ({
      value: String(state.values[name] ?? ''),
      onChange: (event: { currentTarget: { value: string } }) =>
        set({ [name]: event.currentTarget.value } as Partial<T>),
      onBlur: () => show([name]),
      error: error(name),
    }),
    /** Whether it can be saved; shows what is wrong and goes to the first of it otherwise. */
    isReady: (names: readonly (keyof T & string)[] = Object.keys(state.values) as (keyof T & string)[]): boolean => {
      show(names);
      const ready = names.every((name) => !faults[name]);
      if (!ready) focusFirstFault();
      return ready;
    },
    /** Says what the server found wrong with single members, at their fields. False when it was something else. */
    refuse: (
      problem: unknown,
      say: (name: string, code: string, detail: string) => string = (_, __, detail) => detail,
    ): boolean => {
      if (!(problem instanceof ProblemError) || problem.errors.length === 0) return false;
      const found: Record<string, string> = {};
      for (const one of problem.errors) {
        const name = one.pointer
          .split('/')
          .filter(Boolean)
          .at(-1)
          ?.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
        if (!name || !(name in state.values)) return false;
        found[name] ??= say(name, one.code, one.detail);
      }
      setRefused(found as Faults<T>);
      focusFirstFault();
      return true;
    },
    /** A fault that the server told in another way. */
    blame: (name: keyof T & string, sentence: string) => {
      setRefused((before) => ({ ...before, [name]: sentence }));
      focusFirstFault();
    },
    /** Back to what is saved. */
    reset: () => {
      setState({ values: given, base: given, version });
      setShown(new Set());
      setRefused({});
    },
    /** These entries are saved now. */
    saved: (values: T, newVersion: number) => {
      setState({ values, base: values, version: newVersion });
      setShown(new Set());
      setRefused({});
    },
  };
}

function same(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
