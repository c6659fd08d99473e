import { useTexts } from '@/texts/register';
import { toast } from '@/ui/Toast';
import { type TicketLine, withLine, withLineBack } from './ticket';
import { setTicket, startTicket, till } from './till';

/** Taking off the ticket, and taking that back: nobody is asked whether they are sure. */
export function useRemoval() {
  const t = useTexts();
  return {
    line: (line: TicketLine) => {
      const { ticket } = till.get();
      const at = ticket.lines.findIndex((one) => one.key === line.key);
      const was = ticket.lines[at];
      if (!was) return;
      setTicket((now) => withLine(now, line.key, { quantity: 0 }));
      toast(t.register.removed(line.name), () => {
        // Not into another sale: this one may be over by now.
        if (till.get().ticket.id === ticket.id) setTicket((now) => withLineBack(now, was, at));
      });
    },
    all: () => {
      const { ticket } = till.get();
      startTicket();
      toast(t.register.cleared, () => {
        const now = till.get();
        if (now.ticket.lines.length === 0 && now.step === 'sell') startTicket(ticket);
      });
    },
  };
}
