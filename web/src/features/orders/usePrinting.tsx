import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useCan, useIdentity, usePlace } from '@/api/useSession';
import { Receipt } from '@/ui/receipt/Receipt';
import { printReceipt, type ReceiptDocument } from '@/ui/receipt/receipt';
import { customerQuery, orderQuery, paymentsQuery, peopleQuery } from './queries';
import { receiptOfOrder } from './receipt';

const frame = () => new Promise(requestAnimationFrame);

/** Prints receipts of orders; null for who may not see what they cost. `paper` stands on the page, outside of what is seen. */
export function usePrinting(): { print: ((id: string) => Promise<void>) | null; paper: ReactNode } {
  const client = useQueryClient();
  const who = useIdentity();
  const can = useCan();
  const place = usePlace();
  const [paper, setPaper] = useState<ReceiptDocument | null>(null);
  const print = async (id: string) => {
    if (!place) return;
    const [order, payments, people] = await Promise.all([
      client.fetchQuery(orderQuery(id)),
      client.fetchQuery(paymentsQuery(id)),
      client.fetchQuery(peopleQuery()),
    ]);
    const customer =
      order.customer_id && can('customers:read')
        ? (await client.fetchQuery(customerQuery(order.customer_id))).name
        : null;
    const cashier = order.taken_by ? (people.get(`user:${order.taken_by}`) ?? '') : '';
    setPaper(receiptOfOrder(who, place, order, payments.data, { cashier, customer }));
    await frame();
    await frame();
    await printReceipt();
  };
  const sees = place && can('pricing:read', place.id) && can('payments:read', place.id);
  return { print: sees ? print : null, paper: paper ? <Receipt of={paper} isSent /> : null };
}
