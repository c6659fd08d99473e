import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useCan, useIdentity } from '@/api/useSession';
import { newId } from '@/lib/id';
import { format } from '@/lib/money';
import { localDay } from '@/lib/time';
import { useTexts } from '@/texts/useTexts';
import { alert, say } from '@/ui/Announcer';
import { EmptyState } from '@/ui/EmptyState';
import { Icon, type IconName } from '@/ui/Icon';
import { sentenceOf } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import type { Snapshot } from './catalogue';
import { complete, PriceChanged, quote, saveDraft, untilKnown } from './checkout';
import { DonePane } from './DonePane';
import { keep } from './device';
import { DiscountDialog, LineDialog, NoteDialog, VariantDialog, WhyDialog } from './dialogs';
import { RecallDialog } from './held';
import { ItemGrid } from './ItemGrid';
import { OutboxDialog } from './OutboxDialog';
import { isUnsent } from './outbox';
import { type CardState, PayPane } from './PayPane';
import { CustomerDialog } from './people';
import { Receipt } from './Receipt';
import styles from './Register.module.css';
import { printReceipt, type ReceiptDocument, receiptOf } from './receipt';
import { commitSale, sales } from './sales';
import { TicketPane } from './TicketPane';
import {
  findCode,
  type Product,
  priceTicket,
  saleOf,
  searchProducts,
  type TicketLine,
  type Variant,
  withItem,
  withLine,
} from './ticket';
import { finish, setStep, setTicket, setTicketForSure, startTicket, till } from './till';
import { useScanner } from './useScanner';

type Open =
  | { is: 'variant'; product: Product; quantity: number }
  | { is: 'line'; line: TicketLine }
  | { is: 'line-discount'; line: TicketLine }
  | { is: 'discount' | 'customer' | 'note' | 'hold' | 'recall' | 'outbox' | 'why' }
  | null;

/** Something to do with the ticket; what may not be done now says why and stays where it is. */
function Action({
  icon,
  label,
  hint,
  why,
  locked = false,
  isOff = false,
  onClick,
}: {
  icon: IconName;
  label: string;
  hint?: string;
  why?: string;
  locked?: boolean;
  isOff?: boolean;
  onClick: () => void;
}) {
  return (
    <button
      type="button"
      className={styles.action}
      aria-disabled={locked || isOff}
      title={locked ? why : undefined}
      onClick={() => {
        if (!locked && !isOff) onClick();
      }}
    >
      <Icon name={locked ? 'lock' : icon} />
      {label}
      {locked && why ? <span className="visually-hidden">{why}</span> : null}
      {hint ? <kbd>{hint}</kbd> : null}
    </button>
  );
}

/** "3*tea" is three teas. */
function readSearch(text: string): { quantity: number; words: string } {
  const match = /^(\d{1,4})\*(.*)$/.exec(text);
  return match ? { quantity: Math.max(1, Number(match[1])), words: match[2] ?? '' } : { quantity: 1, words: text };
}

/** What do they want, and how do they pay? */
export function Register({ snapshot, keys }: { snapshot: Snapshot; keys: string[] }) {
  const t = useTexts();
  const who = useIdentity();
  const can = useCan();
  const { place, products, categories, rules } = snapshot;
  const { ticket, step, done, problem: isUnkept } = useSyncExternalStore(till.subscribe, till.get);
  const { is: reachIs } = useSyncExternalStore(reach.subscribe, reach.get);
  const made = useSyncExternalStore(sales.subscribe, sales.get);
  const [typed, setTyped] = useState('');
  const [open, setOpen] = useState<Open>(null);
  const [isSheet, setSheet] = useState(false);
  const [card, setCard] = useState<CardState>('idle');
  const [problem, setProblem] = useState<unknown>(null);
  const [isBusy, setBusy] = useState(false);
  const [notice, setNotice] = useState('');
  const [scanned, setScanned] = useState<{ product: Product; variant: Variant } | null>(null);
  const [paper, setPaper] = useState<{ of: ReceiptDocument; isSent: boolean } | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const isOffline = reachIs === 'offline';
  const mayDiscount = can('orders:discount', place.id);
  const money = (amount: number) => format({ amount, currency: place.currency });
  const today = localDay(Date.now(), place.time_zone);
  const priced = useMemo(() => priceTicket(ticket, place, rules, today), [ticket, place, rules, today]);
  const total = 'noRateFor' in priced ? 0 : priced.totals.gross;
  const due = Math.max(0, total - (ticket.order?.paid ?? 0));
  const search = readSearch(typed);
  const hits = useMemo(
    () => (search.words.trim() === '' ? null : searchProducts(products, keys, search.words)),
    [products, keys, search.words],
  );
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    if (step !== 'done')
      for (const line of ticket.lines) found.set(line.product, (found.get(line.product) ?? 0) + line.quantity);
    return found;
  }, [ticket, step]);
  const unsent = made.filter(isUnsent).length;
  const handsOver = who.tenant.industry !== 'restaurant';

  const focusSearch = useCallback(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  useEffect(() => {
    if (step !== 'pay') focusSearch();
  }, [step, focusSearch]);

  const add = (product: Product, variant: Variant, quantity: number) => {
    setNotice('');
    setTicket((now) => withItem(now, product, variant, quantity));
    const after = till.get().ticket;
    const line = after.lines.find((one) => one.variant === variant.id);
    const sum = priceTicket(after, place, rules, today);
    if (line && !('noRateFor' in sum))
      say(t.register.added(line.name, line.quantity, money(line.unitPrice * line.quantity), money(sum.totals.gross)));
    setOpen(null);
  };
  const pick = (product: Product, quantity = search.quantity) => {
    const [only, ...others] = product.variants;
    setTyped('');
    if (only && others.length === 0) {
      if (only.is_available) add(product, only, quantity);
    } else setOpen({ is: 'variant', product, quantity });
  };

  useScanner((code) => {
    setTyped('');
    const found = findCode(products, code);
    if (!found) {
      setNotice(t.register.codeUnknown(code));
      alert(t.register.codeUnknown(code));
    } else if (step === 'pay') setScanned({ ...found });
    else if (found.variant.is_available) add(found.product, found.variant, 1);
    else setNotice(t.register.isSoldOut(found.product.name));
  });

  const pay = () => {
    if (ticket.lines.length === 0 || 'noRateFor' in priced) return;
    setProblem(null);
    setNotice('');
    setCard('idle');
    setSheet(false);
    setStep('pay');
  };
  const back = () => {
    if (isBusy) return;
    setScanned(null);
    setProblem(null);
    setStep('sell');
  };
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
  const finishWith = (document: ReceiptDocument) => {
    finish(document);
    setPaper({ of: document, isSent: document.saleId === null });
    say(t.register.sold(money(document.total), money(document.change)));
  };

  /** Cash for all of a ticket that only this till knows: written down here first, then sent. */
  const sellHere = async (given: number) => {
    if ('noRateFor' in priced) return;
    const at = new Date();
    const body = saleOf(ticket, priced, place, given, at, handsOver ? 'completed' : 'confirmed');
    const document = receiptOf(who, place, ticket, priced, {
      number: '',
      tenders: [{ method: 'cash', amount: given }],
      change: given - total,
      saleId: ticket.id,
      at,
    });
    const sale = await commitSale(ticket.id, who.tenant.id, body, document, till.get().key);
    finishWith(sale.print);
  };

  /** A part, or a card: the server knows the ticket first, as a draft, and the money goes to it. */
  const sellThere = async (part: Parameters<typeof untilKnown>[2], name: string) => {
    if ('noRateFor' in priced) return;
    const order = await saveDraft(ticket, place, total);
    const asked = await setTicketForSure((now) => ({
      ...now,
      order,
      card: part.method === 'card' ? { name, amount: part.amount, token: part.token } : null,
    }));
    if (part.method === 'card') setCard('asking');
    const payment = await untilKnown(order.id, place.currency, part, name, () => setCard('unknown'));
    if (payment.status === 'failed') {
      await setTicketForSure((now) => ({ ...now, card: null }));
      return setCard('declined');
    }
    setCard('idle');
    const paid = order.paid + payment.captured.amount;
    const taken = [...asked.taken, { method: part.method, amount: part.method === 'cash' ? part.given : part.amount }];
    const after = await setTicketForSure((now) => ({
      ...now,
      card: null,
      taken,
      order: { ...order, paid, version: order.version + 1 },
    }));
    if (paid < total) return;
    await complete(order.id, handsOver);
    finishWith(
      receiptOf(who, place, after, priced, {
        number: String(order.number),
        tenders: taken,
        change: part.method === 'cash' ? part.given - part.amount : 0,
        saleId: null,
        at: new Date(),
      }),
    );
  };

  const cash = (amount: number, given: number) =>
    void attempt(() =>
      ticket.order === null && amount === total
        ? sellHere(given)
        : sellThere({ method: 'cash', amount, given }, newId()),
    );
  const charge = (amount: number, token: string) =>
    void attempt(() => sellThere({ method: 'card', amount, token }, newId()));

  // A card that was being asked when the page went away: ask again, under the same name.
  const resume = useRef(ticket.card);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, with the ticket that was found on the device
  useEffect(() => {
    const open = resume.current;
    resume.current = null;
    if (!open) return;
    setStep('pay');
    setCard('unknown');
    void attempt(() => sellThere({ method: 'card', amount: open.amount, token: open.token }, open.name));
  }, []);

  const hold = (name: string) =>
    void attempt(async () => {
      const named = { ...ticket, note: name };
      if (isOffline) {
        await keep(['parked'], async (on) =>
          on.put('parked', `${who.tenant.id}/${place.id}/${ticket.id}`, {
            ticket: named,
            name,
            at: new Date().toISOString(),
            total,
          }),
        );
      } else await saveDraft(named, place, null);
      startTicket();
      setOpen(null);
      setNotice(isOffline ? t.register.heldHere : t.register.held);
      say(isOffline ? t.register.heldHere : t.register.held);
    });

  const takeNewPrices = () =>
    void attempt(async () => {
      const now = await quote(ticket, place);
      setTicket((old) => ({
        ...old,
        lines: old.lines.map((line, i) => ({ ...line, unitPrice: now.lines[i]?.unit_price.amount ?? line.unitPrice })),
      }));
    });

  const reprint = (of: ReceiptDocument, isSent: boolean) => {
    setPaper({ of, isSent });
    requestAnimationFrame(() => requestAnimationFrame(() => void printReceipt()));
  };

  const isEmpty = ticket.lines.length === 0 || step === 'done';
  const last = ticket.lines.at(-1);
  useShortcuts(t.register.title, [
    { keys: '/', label: t.register.shortcuts.search, run: () => field.current?.focus() },
    {
      keys: 'F2',
      label: t.register.shortcuts.quantity,
      run: () => last && step === 'sell' && setOpen({ is: 'line', line: last }),
    },
    { keys: 'F4', label: t.register.shortcuts.hold, run: () => !isEmpty && step === 'sell' && setOpen({ is: 'hold' }) },
    { keys: 'F6', label: t.register.shortcuts.recall, run: () => step !== 'pay' && setOpen({ is: 'recall' }) },
    {
      keys: 'F8',
      label: t.register.shortcuts.discount,
      run: () => mayDiscount && !isEmpty && step === 'sell' && setOpen({ is: 'discount' }),
    },
    { keys: 'F9', label: t.register.shortcuts.pay, run: pay },
    ...(step === 'pay' && open === null ? [{ keys: 'Escape', label: t.register.backToTicket, run: back }] : []),
    ...(step === 'done' ? [{ keys: 'F10', label: t.register.shortcuts.print, run: () => void printReceipt() }] : []),
  ]);

  const doneSale = done?.saleId ? made.find((sale) => sale.id === done.saleId) : null;
  const isSent = doneSale ? !isUnsent(doneSale) : done?.saleId === null;

  return (
    <>
      <div className={styles.register} data-sheet={step === 'done' ? 'done' : isSheet ? 'ticket' : undefined}>
        <h1 className="visually-hidden">{t.register.title}</h1>
        {step === 'pay' ? (
          <PayPane
            due={due}
            currency={place.currency}
            taken={ticket.taken}
            card={card}
            isOffline={isOffline}
            isFromServer={ticket.order !== null}
            problem={problem instanceof PriceChanged ? null : problem}
            notice={
              problem instanceof PriceChanged
                ? {
                    text: t.register.priceChanged(money(problem.told), money(problem.now)),
                    action: t.register.takeNewPrices,
                    run: takeNewPrices,
                  }
                : scanned
                  ? {
                      text: t.register.codeOnPay(scanned.product.name),
                      action: t.register.backToTicket,
                      run: () => {
                        back();
                        add(scanned.product, scanned.variant, 1);
                      },
                    }
                  : null
            }
            scanned={scanned}
            isBusy={isBusy}
            onCash={cash}
            onCard={charge}
            onBack={back}
          />
        ) : (
          <>
            <div className={styles.search}>
              <input
                ref={field}
                className={styles.searchBox}
                type="search"
                aria-label={t.register.searchLabel}
                placeholder={t.register.searchHint}
                autoComplete="off"
                spellCheck={false}
                value={typed}
                onChange={(event) => setTyped(event.currentTarget.value)}
                onKeyDown={(event) => {
                  const first = hits?.[0];
                  if (event.key === 'Enter') {
                    event.preventDefault();
                    if (first) pick(first);
                    else if (search.words.trim() !== '') setNotice(t.register.codeUnknown(search.words.trim()));
                  } else if (event.key === 'Escape') setTyped('');
                  else if (event.key === 'ArrowDown') document.querySelector<HTMLElement>('[data-at="0"]')?.focus();
                }}
              />
            </div>
            {products.length === 0 ? (
              <section className={styles.items}>
                <EmptyState icon="catalogue" title={t.register.emptyTitle} body={t.register.emptyBody} />
              </section>
            ) : hits?.length === 0 ? (
              <section className={styles.items}>
                <p className={styles.empty}>{t.register.noResults}</p>
              </section>
            ) : (
              <ItemGrid
                products={hits ?? products}
                categories={categories}
                counts={counts}
                isSearch={hits !== null}
                onPick={pick}
              />
            )}
            <div className={styles.actions}>
              <Action
                icon="tag"
                label={t.register.actions.discount}
                hint="F8"
                locked={!mayDiscount}
                isOff={isEmpty}
                onClick={() => setOpen({ is: 'discount' })}
                why={t.register.noDiscountRight}
              />
              <Action
                icon="person"
                label={t.words.person}
                locked={isOffline}
                isOff={isEmpty}
                onClick={() => setOpen({ is: 'customer' })}
                why={t.register.needsServer}
              />
              <Action
                icon="edit"
                label={t.register.actions.note}
                isOff={isEmpty}
                onClick={() => setOpen({ is: 'note' })}
              />
              <Action
                icon="hold"
                label={t.register.actions.hold}
                hint="F4"
                isOff={isEmpty}
                onClick={() => setOpen({ is: 'hold' })}
              />
              <Action
                icon="refresh"
                label={t.register.actions.recall}
                hint="F6"
                onClick={() => setOpen({ is: 'recall' })}
              />
              {who.tenant.industry === 'restaurant' ? (
                <button
                  type="button"
                  className={styles.action}
                  aria-pressed={ticket.channel === 'dine_in'}
                  onClick={() =>
                    setTicket((now) => ({ ...now, channel: now.channel === 'dine_in' ? 'takeout' : 'dine_in' }))
                  }
                >
                  {t.register.channels[ticket.channel]}
                </button>
              ) : null}
              <Action
                icon="remove"
                label={t.register.actions.clear}
                isOff={isEmpty || ticket.taken.length > 0}
                onClick={() => startTicket()}
              />
              {made.length > 0 ? (
                <button
                  type="button"
                  className={`${styles.action} ${unsent > 0 ? styles.needsYou : ''}`}
                  onClick={() => setOpen({ is: 'outbox' })}
                >
                  <Icon name={unsent > 0 ? 'clock' : 'check'} />
                  {unsent > 0 ? t.register.actions.unsent(unsent) : t.register.outbox.title}
                </button>
              ) : null}
            </div>
            <div className={styles.sticky}>
              <button type="button" className={styles.action} onClick={() => setSheet(true)}>
                {t.register.itemsCount(ticket.lines.reduce((sum, line) => sum + line.quantity, 0))} ·{' '}
                <span className="number">{money(total)}</span>
              </button>
              <button
                type="button"
                className={styles.primary}
                disabled={isEmpty || 'noRateFor' in priced}
                onClick={pay}
              >
                {t.register.payShort}
              </button>
            </div>
          </>
        )}
        {step === 'done' && done ? (
          <div className={styles.side}>
            <DonePane done={done} isSent={isSent} onNew={() => startTicket()} />
          </div>
        ) : (
          <TicketPane
            ticket={ticket}
            priced={priced}
            place={place}
            products={products}
            onLine={(line) => setOpen({ is: 'line', line })}
            onAccept={(line, price) => setTicket((now) => withLine(now, line.key, { unitPrice: price }))}
            onWhy={() => setOpen({ is: 'why' })}
            onPay={pay}
            onClose={() => setSheet(false)}
            isPaying={step === 'pay'}
          />
        )}
      </div>
      {notice || isUnkept || (problem && step !== 'pay' && !(problem instanceof PriceChanged)) ? (
        <div className={styles.toast} role="status">
          {isUnkept ? t.register.kept : notice}
          {problem && step !== 'pay' ? sentenceOf(problem, t, t.register.problems) : null}
          <button
            type="button"
            className={styles.action}
            onClick={() => {
              setNotice('');
              setProblem(null);
            }}
            aria-label={t.common.close}
          >
            <Icon name="close" />
          </button>
        </div>
      ) : null}
      {paper ? <Receipt of={paper.of} isSent={paper.of === done ? isSent : paper.isSent} /> : null}
      {open?.is === 'variant' ? (
        <VariantDialog
          product={open.product}
          onPick={(variant) => add(open.product, variant, open.quantity)}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'line' ? (
        <LineDialog
          line={open.line}
          mayDiscount={mayDiscount}
          onApply={(change) => {
            setTicket((now) => withLine(now, open.line.key, change));
            setOpen(null);
          }}
          onDiscount={() => setOpen({ is: 'line-discount', line: open.line })}
          onRemove={() => {
            setTicket((now) => withLine(now, open.line.key, { quantity: 0 }));
            say(t.register.removed(open.line.name));
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'line-discount' ? (
        <DiscountDialog
          title={t.register.discountOf(open.line.name)}
          currency={place.currency}
          before={open.line.discounts[0]}
          onApply={(discount) => {
            setTicket((now) => withLine(now, open.line.key, { discounts: discount ? [discount] : [] }));
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'discount' ? (
        <DiscountDialog
          title={t.register.discountTitle}
          currency={place.currency}
          before={ticket.discounts[0]}
          onApply={(discount) => {
            setTicket((now) => ({ ...now, discounts: discount ? [discount] : [] }));
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'customer' ? (
        <CustomerDialog
          chosen={ticket.customer}
          onPick={(customer) => {
            setTicket((now) => ({ ...now, customer }));
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
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
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'hold' ? (
        <NoteDialog
          title={t.register.holdTitle}
          label={t.register.holdName}
          value={ticket.note}
          confirm={t.register.holdConfirm}
          onApply={hold}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'recall' ? (
        <RecallDialog
          place={place}
          isEmpty={isEmpty}
          onRecall={(recalled) => {
            startTicket(recalled);
            setOpen(null);
          }}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'outbox' ? (
        <OutboxDialog
          zone={place.time_zone}
          onReprint={(sale) => reprint(sale.print, !isUnsent(sale))}
          onClose={() => setOpen(null)}
        />
      ) : null}
      {open?.is === 'why' && !('noRateFor' in priced) ? (
        <WhyDialog ticket={ticket} priced={priced} place={place} onClose={() => setOpen(null)} />
      ) : null}
    </>
  );
}
