import { useEffect, useRef } from 'react';
import { store } from '@/lib/store';

/** Something the palette can do while a screen is there, such as "Mark #1042 ready". */
export type Command = { id: string; label: string; keys?: string; run: () => void };

export const commands = store<readonly Command[]>([]);

/** Offers a screen's own commands in the palette. */
export function useCommands(own: readonly Command[]): void {
  const latest = useRef(own);
  useEffect(() => {
    latest.current = own;
  });
  const names = JSON.stringify(own.map(({ id, label, keys }) => ({ id, label, keys })));
  useEffect(() => {
    const offered: Command[] = JSON.parse(names).map((one: Omit<Command, 'run'>, index: number) => ({
      ...one,
      run: () => latest.current[index]?.run(),
    }));
    commands.set([...commands.get(), ...offered]);
    return () => commands.set(commands.get().filter((one) => !offered.includes(one)));
  }, [names]);
}
