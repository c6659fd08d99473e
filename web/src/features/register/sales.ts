import { api } from '@/api/client';
import { ProblemError } from '@/api/problem';
import { reach } from '@/api/reach';
import { session } from '@/api/session';
import { isReloading } from '@/lib/holds';
import { newId } from '@/lib/id';
import { linkOfReceipt } from '@/lib/receiptLink';
import { store } from '@/lib/store';
import { unsent, unsentAreCounted } from '@/lib/unsent';
import { find, findAll, keep } from './device';
import {
  began,
  corrected,
  isUnsent,
  nextToSend,
  type OutboxSale,
  type Outcome,
  outcomeOf,
  receiptNumber,
  revived,
  type SaleBody,
  settled,
} from './outbox';

type Device = { series: string; sequence: number };

const seriesLetters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const lock = 'olympus-till-sender';
const tabs = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('olympus-till');

/** The sales this device made for the business that is signed in: those that wait, and the latest that were sent. */
export const sales = store<OutboxSale[]>([]);

const tenantNow = () => {
  const now = session.get();
  return now.status === 'in' ? now.identity.tenant.id : null;
};

const keyOf = (sale: { tenant: string; id: string }) => `${sale.tenant}/${sale.id}`;

function newSeries(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(4)), (byte) => seriesLetters[byte % 32]).join('');
}

/** Reads the device's sales anew, and tells whoever counts them. */
async function refresh(): Promise<void> {
  const tenant = tenantNow();
  const found = tenant === null ? [] : await findAll<OutboxSale>('sales', `${tenant}/`);
  sales.set(found.sort((a, b) => b.sequence - a.sequence));
  unsent.set({
    isKnown: true,
    count: found.filter(isUnsent).length,
    refused: found.filter((sale) => sale.state === 'refused').length,
  });
}

async function changed(): Promise<void> {
  await refresh();
  tabs?.postMessage('changed');
}

/** How many sent sales stay for a reprint. */
const remembered = 50;

/**
 * Writes a sale down. When this returns, it is on the device's disk and will be sent, whatever happens to the page: only then may the screen say so.
 * `body` gets its receipt number here, in the same transaction, so that no two sales have one number. A device that is full or broken is a `ProblemError`
 * `client.not_kept`: then nothing is sold.
 */
export async function commitSale(
  id: string,
  tenant: string,
  body: Omit<SaleBody, 'client_id' | 'device_receipt'>,
  print: OutboxSale['print'],
  ticketKey: string,
): Promise<OutboxSale> {
  const sale = await writeDown(id, tenant, body, print, ticketKey).catch((error: unknown) => {
    throw new ProblemError(507, 'client.not_kept', String(error));
  });
  await changed();
  wake();
  return sale;
}

const writeDown = (
  id: string,
  tenant: string,
  body: Omit<SaleBody, 'client_id' | 'device_receipt'>,
  print: OutboxSale['print'],
  ticketKey: string,
): Promise<OutboxSale> =>
  keep(['device', 'sales'], async (on) => {
    const device = (await on.get<Device>('device', 'series')) ?? { series: newSeries(), sequence: 0 };
    const before = await on.get<OutboxSale>('sales', `${tenant}/${id}`);
    if (before) return before; // pressed twice: the first one stands
    const sequence = device.sequence + 1;
    const made: OutboxSale = {
      id,
      key: id,
      sequence,
      tenant,
      body: { ...body, client_id: id, device_receipt: receiptNumber(device.series, sequence) },
      print: {
        ...print,
        number: receiptNumber(device.series, sequence),
        link: linkOfReceipt(body.location_id, receiptNumber(device.series, sequence)),
      },
      savedAt: new Date().toISOString(),
      state: 'waiting',
      attempts: 0,
      notBefore: 0,
      refusal: null,
      order: null,
    };
    on.put('device', 'series', { ...device, sequence });
    on.put('sales', keyOf(made), made);
    on.remove('device', ticketKey);
    return made;
  });

async function update(sale: OutboxSale, to: (now: OutboxSale) => OutboxSale): Promise<OutboxSale> {
  const next = await keep(['sales'], async (on) => {
    const now = (await on.get<OutboxSale>('sales', keyOf(sale))) ?? sale;
    const then = to(now);
    if (then !== now) on.put('sales', keyOf(sale), then);
    return then;
  });
  await changed();
  return next;
}

/** A person decided about a refused sale: it is sent again, with this body. */
export async function correctSale(sale: OutboxSale, body: SaleBody): Promise<void> {
  await update(sale, (now) => corrected(now, body, newId()));
  wake();
}

async function tell(sale: OutboxSale): Promise<Outcome> {
  try {
    const { data } = await api.POST('/api/v1/sales', {
      params: { header: { 'Idempotency-Key': sale.key } },
      body: sale.body,
    });
    return data ? { kind: 'recorded', id: data.id, number: data.number, differs: data.differs } : { kind: 'unknown' };
  } catch (error) {
    if (!(error instanceof ProblemError) || error.isOffline) return { kind: 'unknown' };
    const order = error.facts.order_id;
    return outcomeOf(error.status, error.code, error.message, typeof order === 'string' ? { order_id: order } : {});
  }
}

let waker: (() => void) | null = null;

/** There is something to send, or a reason to try again. */
export function wake(): void {
  waker?.();
  tabs?.postMessage('wake');
}

const pause = (milliseconds: number) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    waker = () => {
      clearTimeout(timer);
      resolve();
    };
  });

/** Sends one after another for as long as this tab lives. Runs in one tab only. */
async function send(): Promise<never> {
  for (;;) {
    const tenant = tenantNow();
    const waiting = tenant === null ? [] : await findAll<OutboxSale>('sales', `${tenant}/`);
    const next = nextToSend(waiting, Date.now());
    if (next === null || reach.get().is === 'offline') {
      await forgetOld(waiting);
      await pause(next === null ? nextPause(waiting) : 3000);
      continue;
    }
    const sending = await update(next, began);
    const outcome = await tell(sending);
    await update(sending, (now) => settled(now, outcome, Date.now()));
  }
}

function nextPause(waiting: OutboxSale[]): number {
  const soonest = Math.min(
    ...waiting.filter((sale) => sale.state === 'waiting').map((sale) => sale.notBefore - Date.now()),
    15_000,
  );
  return Math.max(100, soonest);
}

async function forgetOld(found: OutboxSale[]): Promise<void> {
  const old = found
    .filter((sale) => !isUnsent(sale))
    .sort((a, b) => b.sequence - a.sequence)
    .slice(remembered);
  if (old.length === 0) return;
  await keep(['sales'], async (on) => {
    for (const sale of old) on.remove('sales', keyOf(sale));
  });
  await changed();
}

let started = false;

/** Counts the unsent sales in every tab and sends them from one; call it once. */
export function startSales(): void {
  if (started) return;
  started = true;
  unsentAreCounted(refresh);
  tabs?.addEventListener('message', ({ data }: MessageEvent<'changed' | 'wake'>) => {
    if (data === 'wake') waker?.();
    else void refresh();
  });
  session.subscribe(() => {
    void refresh();
    waker?.();
  });
  reach.subscribe(() => waker?.());
  document.addEventListener('visibilitychange', () => waker?.());
  addEventListener('beforeunload', (event) => {
    if (unsent.get().count > 0 && reach.get().is !== 'live' && !isReloading.get()) event.preventDefault();
  });
  void refresh();
  const sender = async () => {
    const tenant = tenantNow();
    for (const sale of tenant === null ? [] : await findAll<OutboxSale>('sales', `${tenant}/`))
      if (sale.state === 'sending') await update(sale, revived);
    await send();
  };
  // The browser lets the lock go when the tab ends, however it ends; the next tab in the queue goes on. Without TLS there are no locks:
  // then every tab sends, and the server still makes one order of one sale.
  void (navigator.locks ? navigator.locks.request(lock, sender) : sender());
  void navigator.storage?.persist?.();
}

export const findSale = (tenant: string, id: string): Promise<OutboxSale | undefined> =>
  find('sales', `${tenant}/${id}`);
