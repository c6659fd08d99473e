import { useEffect, useState } from 'react';
import { memory } from '@/lib/store';
import type { Draft } from './plan';

type Kept = { at: number; version: number; draft: Draft };

const nameOf = (id: string) => `olympus.draft.product.${id}`;

function read(id: string): Kept | null {
  const text = memory.read(nameOf(id));
  if (text === null) return null;
  try {
    const kept: Kept = JSON.parse(text);
    return typeof kept.at === 'number' && typeof kept.version === 'number' && Array.isArray(kept.draft?.variants)
      ? kept
      : null;
  } catch {
    return null;
  }
}

/** What somebody entered and did not save yet: kept on this device from the first change until it is saved or discarded. */
export function useDraft(id: string, version: number, fresh: Draft) {
  const [kept, setKept] = useState(() => read(id));
  const [draft, setDraft] = useState(kept?.draft ?? fresh);
  const [isDirty, setIsDirty] = useState(kept !== null);
  /** The version that the draft was made from; another one on the server is somebody else's change. */
  const [base, setBase] = useState(kept?.version ?? version);

  useEffect(() => {
    if (!isDirty) return;
    const timer = setTimeout(
      () => memory.write(nameOf(id), JSON.stringify({ at: Date.now(), version: base, draft } satisfies Kept)),
      400,
    );
    return () => clearTimeout(timer);
  }, [id, base, draft, isDirty]);

  return {
    draft,
    base,
    isDirty,
    /** When the draft was kept, if it was there before this screen. */
    keptAt: kept?.at ?? null,
    change: (next: Draft) => {
      setDraft(next);
      setIsDirty(true);
    },
    /** The draft goes on, from the server's newest version. */
    rebase: (newest: number) => setBase(newest),
    /** Nothing is unsaved any more. */
    settle: (next: Draft, newest: number) => {
      memory.write(nameOf(id), null);
      setKept(null);
      setDraft(next);
      setBase(newest);
      setIsDirty(false);
    },
  };
}
