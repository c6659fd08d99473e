import type { components } from '@/api/schema';
import type { ReceiptDocument } from '@/ui/receipt/receipt';

/*
 * What a sale goes through between the drawer and the server. Pure: the store and the network are elsewhere.
 *
 *   waiting ⇄ sending → sent          sent is the end: nothing leads back from it, whatever arrives late
 *      ↑         ↓
 *      └──── refused                  only a person leads back from here
 */

export type SaleBody = components['schemas']['RecordSaleRequest'];

export type SaleState = 'waiting' | 'sending' | 'sent' | 'refused';

export type OutboxSale = {
  /** The client_id; also the Idempotency-Key of its first body. */
  id: string;
  key: string;
  /** Of the device: 1, 2, 3 …; sales are sent in this order. */
  sequence: number;
  tenant: string;
  body: SaleBody;
  /** For the receipt, now and again. */
  print: ReceiptDocument;
  savedAt: string;
  state: SaleState;
  attempts: number;
  /** Not before this moment (milliseconds of the epoch). */
  notBefore: number;
  refusal: { code: string; detail: string } | null;
  order: { id: string; number: number; differs: boolean } | null;
};

export type Outcome =
  | { kind: 'recorded'; id: string; number: number; differs: boolean }
  | { kind: 'refused'; code: string; detail: string }
  | { kind: 'unknown' };

/** Seconds to wait before the next attempt: quickly at first, at most every half minute. */
export const patience = (attempts: number): number => Math.min(30, 2 ** Math.min(attempts, 5));

/** Somebody has to do something about these before they can be sent; all other refusals are the network's or the moment's. */
const passing = new Set(['idempotency.in_progress', 'platform.unavailable', 'auth.session_expired']);

export function outcomeOf(status: number, code: string, detail: string, body: { order_id?: string } = {}): Outcome {
  if (status === 401 || status === 408 || status === 429 || status >= 500 || passing.has(code))
    return { kind: 'unknown' };
  // Two tellings at once: the other one made the order, and asking again gives it.
  if (code === 'orders.client_id_taken' && body.order_id === undefined) return { kind: 'unknown' };
  return { kind: 'refused', code, detail };
}

export const began = (sale: OutboxSale): OutboxSale =>
  sale.state === 'waiting' ? { ...sale, state: 'sending', attempts: sale.attempts + 1 } : sale;

export function settled(sale: OutboxSale, outcome: Outcome, now: number): OutboxSale {
  if (sale.state === 'sent') return sale;
  switch (outcome.kind) {
    case 'recorded':
      return {
        ...sale,
        state: 'sent',
        refusal: null,
        order: { id: outcome.id, number: outcome.number, differs: outcome.differs },
      };
    case 'refused':
      return { ...sale, state: 'refused', refusal: { code: outcome.code, detail: outcome.detail } };
    case 'unknown':
      return { ...sale, state: 'waiting', notBefore: now + patience(sale.attempts) * 1000 };
  }
}

/** A tab that died while it sent: nobody knows the answer, so it is asked for again, with the same key. */
export const revived = (sale: OutboxSale): OutboxSale =>
  sale.state === 'sending' ? { ...sale, state: 'waiting', notBefore: 0 } : sale;

/** A person decided; another body is another request, so it takes another key. The sale stays the same one. */
export const corrected = (sale: OutboxSale, body: SaleBody, key: string): OutboxSale =>
  sale.state === 'refused' ? { ...sale, body, key, state: 'waiting', refusal: null, notBefore: 0 } : sale;

/** Not on the server yet: what the chip counts and what keeps a device from being signed out. */
export const isUnsent = (sale: OutboxSale): boolean => sale.state !== 'sent';

/** The next one to send: in the order of the receipts, those that a person must look at left out. */
export const nextToSend = (sales: readonly OutboxSale[], now: number): OutboxSale | null =>
  sales
    .filter((sale) => sale.state === 'waiting' && sale.notBefore <= now)
    .sort((a, b) => a.sequence - b.sequence)[0] ?? null;

/** "K7Q2-000042": the series of the device and its count. */
export const receiptNumber = (series: string, sequence: number): string =>
  `${series}-${String(sequence).padStart(6, '0')}`;
