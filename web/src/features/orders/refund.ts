import { cashBack } from '@/lib/coins';
import type { Money } from '@/lib/money';

/** A line as far as giving it back is concerned. */
export type RefundableLine = { id: string; quantity: number; returned_quantity: number; gross: Money };

/** A payment as far as money can go back to it. */
export type RefundablePayment = {
  id: string;
  method: string;
  refundable: Money;
  captured?: Money;
  rounding?: Money;
  tip?: Money;
  tip_refundable?: Money;
  refunds?: readonly { status: string; amount: Money; rounding: Money; tip?: Money }[];
};

/** What somebody gets into their hand: of cash what coins can make, of a card exactly that. */
export function givenBack(payment: RefundablePayment, amount: number, coin: number): number {
  if (payment.method !== 'cash') return amount;
  const gone = (payment.refunds ?? [])
    .filter((refund) => refund.status === 'succeeded')
    .reduce((sum, refund) => sum + refund.amount.amount + (refund.tip?.amount ?? 0) + refund.rounding.amount, 0);
  const held =
    (payment.captured?.amount ?? payment.refundable.amount) +
    (payment.tip?.amount ?? 0) +
    (payment.rounding?.amount ?? 0) -
    gone;
  return cashBack(amount, payment.refundable.amount + (payment.tip_refundable?.amount ?? 0), held, coin);
}

/**
 * What so many more units of a line are worth. Shares are cut from the running total of the line, so that units given back one by one add up to
 * what the line cost, to the cent.
 */
export function worthOf(line: RefundableLine, units: number): number {
  const share = (count: number) => Math.round((line.gross.amount * count) / line.quantity);
  return share(line.returned_quantity + units) - share(line.returned_quantity);
}

export function worthOfAll(lines: readonly RefundableLine[], chosen: ReadonlyMap<string, number>): number {
  return lines.reduce((sum, line) => sum + worthOf(line, chosen.get(line.id) ?? 0), 0);
}

export function mostRefundable(payments: readonly RefundablePayment[]): number {
  return payments.reduce((sum, payment) => sum + payment.refundable.amount, 0);
}

/** Where an amount goes back to: the payment that can take all of it, else the largest first. Null when it is more than can go back. */
export function planRefund(
  amount: number,
  payments: readonly RefundablePayment[],
): { payment: RefundablePayment; amount: number }[] | null {
  if (amount <= 0 || amount > mostRefundable(payments)) return null;
  const able = payments.filter((payment) => payment.refundable.amount > 0);
  const whole = able.find((payment) => payment.refundable.amount >= amount);
  if (whole) return [{ payment: whole, amount }];
  const plan: { payment: RefundablePayment; amount: number }[] = [];
  let left = amount;
  for (const payment of [...able].sort((a, b) => b.refundable.amount - a.refundable.amount)) {
    const part = Math.min(left, payment.refundable.amount);
    if (part > 0) plan.push({ payment, amount: part });
    left -= part;
  }
  return plan;
}
