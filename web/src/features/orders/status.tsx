import { useTexts } from '@/texts/orders';
import { StatusBadge, type Tone } from '@/ui/StatusBadge';
import type { Status } from './board';

const tones: Record<Status, Tone> = {
  draft: 'neutral',
  pending: 'warning',
  confirmed: 'info',
  preparing: 'info',
  ready: 'success',
  in_delivery: 'info',
  completed: 'neutral',
  cancelled: 'danger',
};

const paymentTones: Record<string, Tone> = {
  unpaid: 'warning',
  authorized: 'info',
  partially_paid: 'warning',
  paid: 'success',
  partially_refunded: 'info',
  refunded: 'neutral',
};

export function OrderStatus({ status }: { status: Status }) {
  const t = useTexts();
  return <StatusBadge tone={tones[status]} label={t.orders.statuses[status]} />;
}

export function PaymentStatus({ status }: { status: string }) {
  const t = useTexts();
  const names: Record<string, string> = t.orders.payment;
  return (
    <StatusBadge
      tone={paymentTones[status] ?? 'neutral'}
      label={names[status] ?? status}
      icon={status === 'paid' ? 'check' : 'card'}
    />
  );
}
