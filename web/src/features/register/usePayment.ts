import { useEffect, useRef, useState } from 'react';
import type { Identity } from '@/api/session';
import { cashOf } from '@/lib/coins';
import { newId } from '@/lib/id';
import { linkOfOrder } from '@/lib/receiptLink';
import { useTexts } from '@/texts/register';
import { alert } from '@/ui/Announcer';
import type { ReceiptDocument } from '@/ui/receipt/receipt';
import { complete, PriceChanged, quote, saveDraft, untilKnown } from './checkout';
import type { CardState } from './PayPane';
import { receiptOf } from './receipt';
import { commitSale } from './sales';
import { coinOf, type Place, type priceTicket, saleOf, type Ticket } from './ticket';
import { setStep, setTicket, setTicketForSure, till } from './till';

/** How the money for a ticket is taken: what is asked of whom, and what came of it. */
export function usePayment({
  who,
  place,
  isPractice,
  ticket,
  priced,
  total,
  money,
  onPaid,
}: {
  who: Identity;
  place: Place;
  isPractice: boolean;
  ticket: Ticket;
  priced: ReturnType<typeof priceTicket>;
  total: number;
  money: (amount: number) => string;
  onPaid: (document: ReceiptDocument) => void;
}) {
  const t = useTexts();
  const [card, setCard] = useState<CardState>('idle');
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const handsOver = who.tenant.industry !== 'restaurant';

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setProblem(null);
    try {
      await work();
    } catch (error) {
      setProblem(error);
      if (error instanceof PriceChanged) alert(t.register.priceChanged(money(error.told), money(error.now)));
    } finally {
      setBusy(false);
    }
  };

  /** Cash for all of a ticket that only this till knows: written down here first, then sent. */
  const sellHere = async (tip: number, given: number) => {
    if ('noRateFor' in priced) return;
    const at = new Date();
    const cash = cashOf(total + tip, coinOf(place));
    const body = saleOf(
      ticket,
      priced,
      place,
      given,
      tip,
      cash - total - tip,
      at,
      handsOver ? 'completed' : 'confirmed',
    );
    const document = receiptOf(who, place, ticket, priced, {
      number: '',
      tenders: [{ method: 'cash', amount: given }],
      tip,
      rounding: cash - total - tip,
      change: given - cash,
      saleId: ticket.id,
      link: '',
      at,
    });
    if (isPractice) return onPaid({ ...document, number: t.register.practice.number, saleId: null, isPractice: true });
    const sale = await commitSale(
      ticket.id,
      who.tenant.id,
      { ...body, sold_by: who.me.user_id },
      document,
      till.get().key,
    );
    onPaid(sale.print);
  };

  /** A part, or a card: the server knows the ticket first, as a draft, and the money goes to it. */
  const sellThere = async (part: Parameters<typeof untilKnown>[2], name: string) => {
    if ('noRateFor' in priced) return;
    const order = await saveDraft(ticket, place, total);
    const asked = await setTicketForSure((now) => ({
      ...now,
      order,
      card: part.method === 'card' ? { name, amount: part.amount, tip: part.tip, token: part.token } : null,
    }));
    if (part.method === 'card') setCard('asking');
    const payment = await untilKnown(order.id, place.currency, part, name, () => setCard('unknown'));
    if (payment.status === 'failed') {
      await setTicketForSure((now) => ({ ...now, card: null }));
      return setCard('declined');
    }
    setCard('idle');
    const paid = order.paid + payment.captured.amount;
    const net = part.method === 'cash' ? cashOf(part.amount + part.tip, coinOf(place)) : part.amount + part.tip;
    const taken = [...asked.taken, { method: part.method, amount: net, ...(part.tip > 0 ? { tip: part.tip } : {}) }];
    const after = await setTicketForSure((now) => ({
      ...now,
      card: null,
      taken,
      order: { ...order, paid, version: order.version + 1 },
    }));
    if (paid < total) return;
    await complete(order.id, handsOver);
    const tip = taken.reduce((sum, one) => sum + (one.tip ?? 0), 0);
    onPaid(
      receiptOf(who, place, after, priced, {
        number: String(order.number),
        tip,
        tenders: [...asked.taken, { method: part.method, amount: part.method === 'cash' ? part.given : net }],
        rounding: taken.reduce((sum, one) => sum + one.amount, 0) - total - tip,
        change: part.method === 'cash' ? part.given - net : 0,
        saleId: null,
        link: linkOfOrder(place.id, order.id),
        orderId: order.id,
        at: new Date(),
      }),
    );
  };

  const cash = (amount: number, tip: number, given: number) =>
    void attempt(() =>
      ticket.order === null && amount === total
        ? sellHere(tip, given)
        : sellThere({ method: 'cash', amount, tip, given }, newId()),
    );
  const charge = (amount: number, tip: number, token: string) =>
    void attempt(() => sellThere({ method: 'card', amount, tip, token }, newId()));

  // A card that was being asked when the page went away: ask again, under the same name.
  const resume = useRef(ticket.card);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the ticket that was found on the device
  useEffect(() => {
    const open = resume.current;
    resume.current = null;
    if (!open) return;
    setStep('pay');
    setCard('unknown');
    void attempt(() =>
      sellThere({ method: 'card', amount: open.amount, tip: open.tip ?? 0, token: open.token }, open.name),
    );
  }, []);

  const takeNewPrices = () =>
    void attempt(async () => {
      const now = await quote(ticket, place);
      setTicket((old) => ({
        ...old,
        lines: old.lines.map((line, i) => ({ ...line, unitPrice: now.lines[i]?.unit_price.amount ?? line.unitPrice })),
      }));
    });

  return {
    card,
    problem,
    isBusy,
    attempt,
    cash,
    charge,
    takeNewPrices,
    forget: () => setProblem(null),
    begin: () => setCard('idle'),
  };
}
