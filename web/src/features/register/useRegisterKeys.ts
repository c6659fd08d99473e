import { useTexts } from '@/texts/register';
import { printReceipt } from '@/ui/receipt/receipt';
import { useShortcuts } from '@/ui/shortcuts';
import type { Open } from './RegisterDialogs';
import type { TicketLine } from './ticket';
import type { Step } from './till';

/** The register's keys, as `?` lists them. F1, F3, F5, F6, F7, F11 and F12 are the browser's. */
export function useRegisterKeys({
  step,
  open,
  last,
  isEmpty,
  mayDiscount,
  onOpen,
  onSearch,
  onPay,
  onBack,
}: {
  step: Step;
  open: Open;
  last: TicketLine | undefined;
  isEmpty: boolean;
  mayDiscount: boolean;
  onOpen: (open: Open) => void;
  onSearch: () => void;
  onPay: () => void;
  onBack: () => void;
}): void {
  const t = useTexts();
  const words = t.register.shortcuts;
  const isSelling = step === 'sell' && open === null;
  useShortcuts(t.register.title, [
    { keys: '/', label: words.search, run: onSearch },
    { keys: 'F2', label: words.quantity, run: () => last && isSelling && onOpen({ is: 'line', line: last }) },
    {
      keys: 'F4',
      label: words.hold,
      run: () => {
        if (isEmpty && step !== 'pay') onOpen({ is: 'recall' });
        else if (isSelling) onOpen({ is: 'hold' });
      },
    },
    {
      keys: 'F8',
      label: words.discount,
      run: () => mayDiscount && !isEmpty && isSelling && onOpen({ is: 'discount' }),
    },
    { keys: 'F9', label: words.pay, run: onPay },
    { keys: 'ctrl+Enter', label: words.payToo, run: onPay },
    ...(step === 'pay' && open === null ? [{ keys: 'Escape', label: t.register.backToTicket, run: onBack }] : []),
    ...(step === 'done' ? [{ keys: 'F10', label: words.print, run: () => void printReceipt() }] : []),
  ]);
}
