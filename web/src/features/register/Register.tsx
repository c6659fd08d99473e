import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { useCan, useIdentity } from '@/api/useSession';
import { format } from '@/lib/money';
import { localDay } from '@/lib/time';
import { useTexts } from '@/texts/useTexts';
import { alert, say } from '@/ui/Announcer';
import { EmptyState } from '@/ui/EmptyState';
import { Icon } from '@/ui/Icon';
import { sentenceOf } from '@/ui/Problem';
import { useShortcuts } from '@/ui/shortcuts';
import { ActionBar } from './ActionBar';
import type { Snapshot } from './catalogue';
import { PriceChanged, saveDraft } from './checkout';
import { DonePane } from './DonePane';
import { keep } from './device';
import { ItemGrid } from './ItemGrid';
import { isUnsent } from './outbox';
import { PayPane } from './PayPane';
import { Receipt } from './Receipt';
import styles from './Register.module.css';
import { type Open, RegisterDialogs } from './RegisterDialogs';
import { printReceipt, type ReceiptDocument } from './receipt';
import { sales } from './sales';
import { TicketPane } from './TicketPane';
import { findCode, type Product, priceTicket, searchProducts, type Variant, withItem, withLine } from './ticket';
import { finish, setStep, setTicket, startTicket, till } from './till';
import { usePayment } from './usePayment';
import { useScanner } from './useScanner';

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

  const finishWith = (document: ReceiptDocument) => {
    finish(document);
    setPaper({ of: document, isSent: document.saleId === null });
    say(t.register.sold(money(document.total), money(document.change)));
  };

  const payment = usePayment({ who, place, ticket, priced, total, money, onPaid: finishWith });
  const { card, problem, isBusy, attempt } = payment;

  const pay = () => {
    if (ticket.lines.length === 0 || 'noRateFor' in priced) return;
    payment.forget();
    setNotice('');
    payment.begin();
    setSheet(false);
    setStep('pay');
  };
  const back = () => {
    if (isBusy) return;
    setScanned(null);
    payment.forget();
    setStep('sell');
  };
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
                    run: payment.takeNewPrices,
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
            onCash={payment.cash}
            onCard={payment.charge}
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
            <ActionBar
              ticket={ticket}
              isEmpty={isEmpty}
              isOffline={isOffline}
              mayDiscount={mayDiscount}
              isRestaurant={who.tenant.industry === 'restaurant'}
              made={made}
              onOpen={(is) => setOpen({ is })}
            />
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
              payment.forget();
            }}
            aria-label={t.common.close}
          >
            <Icon name="close" />
          </button>
        </div>
      ) : null}
      {paper ? <Receipt of={paper.of} isSent={paper.of === done ? isSent : paper.isSent} /> : null}
      <RegisterDialogs
        open={open}
        onOpen={setOpen}
        ticket={ticket}
        priced={priced}
        place={place}
        mayDiscount={mayDiscount}
        isEmpty={isEmpty}
        onAdd={add}
        onHold={hold}
        onReprint={reprint}
      />
    </>
  );
}
