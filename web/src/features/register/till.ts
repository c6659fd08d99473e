import { newId } from '@/lib/id';
import { store } from '@/lib/store';
import type { ReceiptDocument } from '@/ui/receipt/receipt';
import { find, keep } from './device';
import { emptyTicket, type Ticket } from './ticket';

export type Step = 'sell' | 'pay' | 'done';

/** The one ticket of this till, and how far it is. `problem`: the device did not keep the last change. */
export type Till = {
  key: string;
  ticket: Ticket;
  step: Step;
  done: ReceiptDocument | null;
  isLoaded: boolean;
  problem: boolean;
};

export const till = store<Till>({
  key: '',
  ticket: emptyTicket(newId()),
  step: 'sell',
  done: null,
  isLoaded: false,
  problem: false,
});

export const ticketKey = (tenant: string, placeId: string): string => `ticket/${tenant}/${placeId}`;

/** Takes up the ticket that this till had open, also after a reload. */
export async function openTill(tenant: string, placeId: string): Promise<void> {
  const key = ticketKey(tenant, placeId);
  const ticket = (await find<Ticket>('device', key)) ?? emptyTicket(newId());
  // The change and the receipt of the sale just made stay through a reload, until the next one begins.
  const last = ticket.lines.length === 0 ? await find<ReceiptDocument>('device', doneKey(key)) : undefined;
  const done = last && Date.now() - Date.parse(last.at) < stillDone ? last : null;
  const step = done ? 'done' : ticket.isCorrection ? 'pay' : 'sell';
  till.set({ key, ticket, step, done, isLoaded: true, problem: false });
}

const doneKey = (key: string) => `done/${key}`;

/** Milliseconds for which somebody may still ask for the receipt of the last sale. */
const stillDone = 10 * 60_000;

let writing: Promise<void> = Promise.resolve();

function remember(key: string, ticket: Ticket, done: ReceiptDocument | null = null): void {
  writing = writing
    .then(() =>
      keep(['device'], async (on) => {
        on.put('device', key, ticket);
        if (done) on.put('device', doneKey(key), done);
        else on.remove('device', doneKey(key));
      }),
    )
    .catch(() => till.set({ ...till.get(), problem: true }));
}

export function setTicket(change: (ticket: Ticket) => Ticket): void {
  const now = till.get();
  // The sale before is over: the next item begins another one.
  const base = now.step === 'done' ? emptyTicket(newId(), now.ticket.channel) : now.ticket;
  const ticket = change(base);
  till.set({ ...now, ticket, done: null, step: now.step === 'done' ? 'sell' : now.step });
  remember(now.key, ticket);
}

/** On the disk before it returns: for what must survive, such as a card that is being asked. */
export async function setTicketForSure(change: (ticket: Ticket) => Ticket): Promise<Ticket> {
  setTicket(change);
  await writing;
  return till.get().ticket;
}

export const setStep = (step: Step): void => till.set({ ...till.get(), step });

/** The sale is made; what follows is another one. */
export function finish(done: ReceiptDocument): void {
  const now = till.get();
  const ticket = emptyTicket(newId(), now.ticket.channel);
  till.set({ ...now, ticket, step: 'done', done });
  remember(now.key, ticket, done);
}

/** Begins with an empty ticket, or with one that was parked. */
export function startTicket(ticket: Ticket = emptyTicket(newId(), till.get().ticket.channel)): void {
  const now = till.get();
  till.set({ ...now, ticket, step: ticket.isCorrection ? 'pay' : 'sell', done: null });
  remember(now.key, ticket);
}
