import { CloseButton, Drawer, Modal } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTexts } from '@/texts/useTexts';
import styles from './Dialog.module.css';

/** A dialog of its own over the screen, or beside it (`side`): its title, a way out, and what it is about. Esc closes it, focus goes back to its opener. */
export function Dialog({
  opened,
  title,
  side,
  size = 'md',
  busy = false,
  onClose,
  children,
}: {
  opened: boolean;
  title: string;
  side?: 'left' | 'right';
  /** How wide it may be, over the screen. */
  size?: 'md' | 'lg';
  /** What runs cannot be left. */
  busy?: boolean;
  onClose: () => void;
  children: ReactNode;
}) {
  const t = useTexts();
  useFocusGoesBack(opened);
  const close = busy ? () => {} : onClose;
  const inside = (
    <>
      <div className={styles.head}>
        <h2>{title}</h2>
        <CloseButton aria-label={t.common.close} size={48} disabled={busy} onClick={close} />
      </div>
      {children}
    </>
  );
  if (side)
    return (
      <Drawer.Root opened={opened} onClose={close} position={side} size="md" lockScroll={false}>
        <Drawer.Overlay />
        <Drawer.Content aria-label={title}>
          <Drawer.Body>{inside}</Drawer.Body>
        </Drawer.Content>
      </Drawer.Root>
    );
  return (
    <Modal.Root
      opened={opened}
      onClose={close}
      size={size}
      centered
      lockScroll={false}
      transitionProps={{ duration: 120, transition: 'fade' }}
    >
      <Modal.Overlay />
      <Modal.Content aria-label={title}>
        <Modal.Body>{inside}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A dialog that is taken away whole, instead of being closed first, gives the focus back to what opened it as well. */
function useFocusGoesBack(opened: boolean): void {
  const [opener] = useState(() => (opened ? document.activeElement : null));
  useEffect(
    () => () => {
      // What else is done with the closing may put the focus somewhere of its own; then it stays there.
      setTimeout(() => {
        if (document.activeElement === document.body && opener instanceof HTMLElement) opener.focus();
      });
    },
    [opener],
  );
}
