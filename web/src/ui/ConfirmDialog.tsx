import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTexts } from '@/texts/useTexts';
import { Dialog } from './Dialog';

/** Only before what cannot be undone, costs money or reaches far. The safe choice has the focus; the button says verb and object. */
export function ConfirmDialog({
  opened,
  title,
  children,
  confirm,
  danger = false,
  busy = false,
  problem,
  onConfirm,
  onClose,
}: {
  opened: boolean;
  title: string;
  children?: ReactNode;
  /** Such as "Refund 42.00 €". */
  confirm: string;
  danger?: boolean;
  busy?: boolean;
  /** What the server said to it. */
  problem?: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const t = useTexts();
  return (
    <Dialog opened={opened} title={title} onClose={onClose}>
      <Text component="div">{children}</Text>
      {problem}
      <Group justify="flex-end" mt="lg">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t.common.cancel}
        </Button>
        <Button color={danger ? 'danger' : 'brand'} loading={busy} onClick={onConfirm}>
          {confirm}
        </Button>
      </Group>
    </Dialog>
  );
}
