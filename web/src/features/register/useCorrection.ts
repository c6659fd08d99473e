import { useState } from 'react';
import { useTexts } from '@/texts/register';
import { say } from '@/ui/Announcer';
import type { ReceiptDocument } from '@/ui/receipt/receipt';
import { reversePayments, ticketOf } from './checkout';
import { startTicket } from './till';

/** "Wrong tender": what was taken for the sale just made is taken back, and it is paid again. Until the next sale begins. */
export function useCorrection(done: ReceiptDocument | null) {
  const t = useTexts();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const correct = async (orderId: string) => {
    setBusy(true);
    setProblem(null);
    try {
      const order = await reversePayments(orderId, t.register.wrongTenderReason);
      startTicket({ ...ticketOf(order, done?.customer ?? ''), isCorrection: true });
      say(t.register.wrongTenderBack(order.number));
    } catch (error) {
      setProblem(error);
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, problem, correct: (orderId: string) => void correct(orderId) };
}
