import { useEffect, useState } from 'react';
import { memory } from '@/lib/store';
import { type Line, restored } from './countSheet';
import { sheetName } from './counts';

/** The count of this location, kept on this device with every entry: it survives a reload and a dead network. */
export function useSheet(place: string) {
  const [lines, setLines] = useState<Line[] | null>(() => restored(memory.read(sheetName(place))));
  useEffect(() => {
    memory.write(sheetName(place), lines === null ? null : JSON.stringify(lines));
  }, [place, lines]);
  return {
    lines,
    begin: (next: Line[]) => setLines(next),
    change: (work: (lines: readonly Line[]) => Line[]) =>
      setLines((before) => (before === null ? before : work(before))),
    end: () => setLines(null),
  };
}
