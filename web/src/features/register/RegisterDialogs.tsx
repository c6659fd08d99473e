import { useTexts } from '@/texts/register';
import type { ReceiptDocument } from '@/ui/receipt/receipt';
import { DiscountDialog, LineDialog, NoteDialog, VariantDialog } from './dialogs';
import { RecallDialog } from './held';
import { OutboxDialog } from './OutboxDialog';
import { isUnsent } from './outbox';
import { CustomerDialog } from './people';
import {
  type Place,
  type Product,
  type priceTicket,
  type Ticket,
  type TicketLine,
  type Variant,
  withLine,
} from './ticket';
import { setTicket, startTicket } from './till';
import { useRemoval } from './useRemoval';
import { WhyDialog } from './WhyDialog';

/** Those that need to know nothing but the ticket. */
export type Dialog = 'discount' | 'customer' | 'note' | 'hold' | 'recall' | 'outbox' | 'why';

export type Open =
  | { is: 'variant'; product: Product; quantity: number }
  | { is: 'line'; line: TicketLine }
  | { is: 'line-discount'; line: TicketLine }
  | { is: Dialog }
  | null;

/** The one dialog that is open over the register, if any. */
export function RegisterDialogs({
  open,
  onOpen,
  ticket,
  priced,
  place,
  mayDiscount,
  isEmpty,
  onAdd,
  onHold,
  onReprint,
}: {
  open: Open;
  onOpen: (open: Open) => void;
  ticket: Ticket;
  priced: ReturnType<typeof priceTicket>;
  place: Place;
  mayDiscount: boolean;
  isEmpty: boolean;
  onAdd: (product: Product, variant: Variant, quantity: number) => void;
  onHold: (name: string) => void;
  onReprint: (of: ReceiptDocument, isSent: boolean) => void;
}) {
  const t = useTexts();
  const removal = useRemoval();
  return (
    <>
      {open?.is === 'variant' ? (
        <VariantDialog
          product={open.product}
          onPick={(variant) => onAdd(open.product, variant, open.quantity)}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'line' ? (
        <LineDialog
          line={open.line}
          mayDiscount={mayDiscount}
          onApply={(change) => {
            setTicket((now) => withLine(now, open.line.key, change));
            onOpen(null);
          }}
          onDiscount={() => onOpen({ is: 'line-discount', line: open.line })}
          onRemove={() => {
            removal.line(open.line);
            onOpen(null);
          }}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'line-discount' ? (
        <DiscountDialog
          title={t.register.discountOf(open.line.name)}
          currency={place.currency}
          before={open.line.discounts[0]}
          onApply={(discount) => {
            setTicket((now) => withLine(now, open.line.key, { discounts: discount ? [discount] : [] }));
            onOpen(null);
          }}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'discount' ? (
        <DiscountDialog
          title={t.register.discountTitle}
          currency={place.currency}
          before={ticket.discounts[0]}
          onApply={(discount) => {
            setTicket((now) => ({ ...now, discounts: discount ? [discount] : [] }));
            onOpen(null);
          }}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'customer' ? (
        <CustomerDialog
          chosen={ticket.customer}
          onPick={(customer) => {
            setTicket((now) => ({ ...now, customer }));
            onOpen(null);
          }}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'note' ? (
        <NoteDialog
          title={t.register.noteTitle}
          label={t.register.noteLabel}
          value={ticket.note}
          confirm={t.register.apply}
          onApply={(note) => {
            setTicket((now) => ({ ...now, note }));
            onOpen(null);
          }}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'hold' ? (
        <NoteDialog
          title={t.register.holdTitle}
          label={t.register.holdName}
          value={ticket.note}
          confirm={t.register.holdConfirm}
          onApply={onHold}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'recall' ? (
        <RecallDialog
          place={place}
          isEmpty={isEmpty}
          onRecall={(recalled) => {
            startTicket(recalled);
            onOpen(null);
          }}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'outbox' ? (
        <OutboxDialog
          zone={place.time_zone}
          onReprint={(sale) => onReprint(sale.print, !isUnsent(sale))}
          onClose={() => onOpen(null)}
        />
      ) : null}
      {open?.is === 'why' && !('noRateFor' in priced) ? (
        <WhyDialog ticket={ticket} priced={priced} place={place} onClose={() => onOpen(null)} />
      ) : null}
    </>
  );
}
