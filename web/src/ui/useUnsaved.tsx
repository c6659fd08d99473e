import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTexts } from '@/texts/useTexts';
import { ConfirmDialog } from './ConfirmDialog';

/** Asks before a page with entries that are not saved is left: by a link, by Back, by closing the tab. */
export function useUnsaved(dirty: boolean): ReactNode {
  const t = useTexts();
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => dirty && current.pathname !== next.pathname,
    enableBeforeUnload: () => dirty,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      opened={blocker.status === 'blocked'}
      title={t.common.unsaved.title}
      confirm={t.common.unsaved.leave}
      danger
      onConfirm={() => blocker.proceed?.()}
      onClose={() => blocker.reset?.()}
    >
      {t.common.unsaved.body}
    </ConfirmDialog>
  );
}
