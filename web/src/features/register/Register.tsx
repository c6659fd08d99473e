import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { clockOff, reach } from '@/api/reach';
import { useCan, useIdentity } from '@/api/useSession';
import { holdUpdate } from '@/lib/holds';
import { format } from '@/lib/money';
import { wayOf } from '@/lib/receiptLink';
import { localDay } from '@/lib/time';
import { useTexts } from '@/texts/register';
import { alert, say } from '@/ui/Announcer';
import { EmptyState } from '@/ui/EmptyState';
import { Receipt } from '@/ui/receipt/Receipt';
import { printReceipt, type ReceiptDocument } from '@/ui/receipt/receipt';
import { useScanner } from '@/ui/useScanner';
import { ActionBar } from './ActionBar';
import type { Snapshot } from './catalogue';
import { PriceChanged } from './checkout';
import { DonePane } from './DonePane';
import { holdTicket } from './heldHere';
import { ItemGrid } from './ItemGrid';
import { useLevels } from './levels';
import { isUnsent } from './outbox';
import { PayPane } from './PayPane';
import { PracticeBar } from './PracticeBar';
import { registerKeys } from './queries';
import styles from './Register.module.css';
import { type Open, RegisterDialogs } from './RegisterDialogs';
import { RegisterNotice } from './RegisterNotice';
import { SearchField } from './SearchField';
import { StickyBar } from './StickyBar';
import { sales } from './sales';
import { TicketPane } from './TicketPane';
import { coinOf, findCode, type Product, priceTicket, unitsByProduct, type Variant, withLine } from './ticket';
import { finish, setStep, setTicket, startTicket, till } from './till';
import { tipSharesOf } from './tips';
import { useAdding } from './useAdding';
import { useCorrection } from './useCorrection';
import { usePayment } from './usePayment';
import { useRegisterKeys } from './useRegisterKeys';

/** What do they want, and how do they pay? */
export function Register({
  snapshot,
  keys,
  isPractice,
  onPractised,
}: {
  snapshot: Snapshot;
  keys: string[];
  /** Nothing is recorded: somebody tries how it goes. */
  isPractice: boolean;
  onPractised: () => void;
}) {
  const t = useTexts();
  const who = useIdentity();
  const can = useCan();
  const { place, products, categories, rules } = snapshot;
  const { ticket, step, done, problem: isUnkept } = useSyncExternalStore(till.subscribe, till.get);
  const { is: reachIs } = useSyncExternalStore(reach.subscribe, reach.get);
  const off = useSyncExternalStore(clockOff.subscribe, clockOff.get);
  const made = useSyncExternalStore(sales.subscribe, sales.get);
  const levels = useLevels(place.id);
  const queries = useQueryClient();
  const router = useRouter();
  const [open, setOpen] = useState<Open>(null);
  const [isSheet, setSheet] = useState(false);
  const [notice, setNotice] = useState('');
  useEffect(() => {
    if (off !== 0) setNotice(t.shell.connection.clockOff(Math.abs(off)));
  }, [off, t]);
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
  const counts = useMemo(() => unitsByProduct(step === 'done' ? [] : ticket.lines), [ticket, step]);

  const focusSearch = useCallback(() => {
    if (matchMedia('(pointer: fine)').matches) field.current?.focus();
  }, []);
  useEffect(() => {
    if (step !== 'pay') focusSearch();
  }, [step, focusSearch]);

  const { typed, setTyped, hits, take, add, pick, enter } = useAdding({
    snapshot,
    keys,
    today,
    money,
    onOpen: setOpen,
    onNotice: setNotice,
  });

  useScanner((code) => {
    setTyped('');
    const way = wayOf(code, location.origin);
    const found = findCode(products, code);
    if (way && step !== 'pay') void router.navigate({ href: way });
    else if (!found) {
      setNotice(t.register.codeUnknown(code));
      alert(t.register.codeUnknown(code));
    } else if (step === 'pay') setScanned({ ...found });
    else if (found.variant.is_available) take(found.product, found.variant, 1);
    else setNotice(t.register.isSoldOut(found.product.name));
  });

  const finishWith = (document: ReceiptDocument) => {
    finish(document);
    setPaper({ of: document, isSent: document.saleId === null });
    say(t.register.sold(money(document.total), money(document.change)));
  };

  const payment = usePayment({ who, place, isPractice, ticket, priced, total, money, onPaid: finishWith });
  const { card, problem, isBusy, attempt } = payment;

  const pay = () => {
    if (step !== 'sell' || open !== null || ticket.lines.length === 0 || 'noRateFor' in priced) return;
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
    if (ticket.isCorrection) {
      setNotice(t.register.leftUnpaid(ticket.order?.number ?? 0));
      startTicket();
    } else setStep('sell');
  };
  const hold = (name: string) =>
    void attempt(async () => {
      const named = { ...ticket, note: name };
      const where = await holdTicket(who, named, place, total, isOffline);
      startTicket();
      setOpen(null);
      void queries.invalidateQueries({ queryKey: registerKeys.all });
      setNotice(where === 'here' ? t.register.heldHere : t.register.held);
      say(where === 'here' ? t.register.heldHere : t.register.held);
    });

  const reprint = (of: ReceiptDocument, isSent: boolean) => {
    setPaper({ of, isSent });
    requestAnimationFrame(() => requestAnimationFrame(() => void printReceipt()));
  };

  const isEmpty = ticket.lines.length === 0 || step === 'done';
  // A newer version of the app waits for the end of a sale.
  useEffect(() => {
    holdUpdate('ticket', !isEmpty);
    return () => holdUpdate('ticket', false);
  }, [isEmpty]);
  useRegisterKeys({
    step,
    open,
    last: ticket.lines.at(-1),
    isEmpty,
    mayDiscount,
    onOpen: (next) => {
      if (!isPractice || (next?.is !== 'hold' && next?.is !== 'recall')) setOpen(next);
    },
    onSearch: () => field.current?.focus(),
    onPay: pay,
    onBack: back,
  });

  const correction = useCorrection(done);
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
            coin={coinOf(place)}
            taken={ticket.taken}
            card={card}
            isOffline={isOffline}
            isPractice={isPractice}
            isFromServer={ticket.order !== null}
            tipShares={tipSharesOf(who.tenant.industry, place)}
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
            isCorrection={ticket.isCorrection === true}
            onCash={payment.cash}
            onCard={payment.charge}
            onBack={back}
          />
        ) : (
          <>
            {isPractice ? <PracticeBar onEnd={onPractised} /> : null}
            <SearchField field={field} typed={typed} onType={setTyped} onEnter={enter} />
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
                levels={levels}
                isSearch={hits !== null}
                onPick={pick}
              />
            )}
            <ActionBar
              ticket={ticket}
              placeId={place.id}
              isEmpty={isEmpty}
              isOffline={isOffline}
              isPractice={isPractice}
              mayDiscount={mayDiscount}
              isRestaurant={who.tenant.industry === 'restaurant'}
              made={made}
              onOpen={(is) => setOpen({ is })}
            />
            <StickyBar
              units={ticket.lines.reduce((sum, line) => sum + line.quantity, 0)}
              total={money(total)}
              cannotPay={isEmpty || 'noRateFor' in priced}
              onTicket={() => setSheet(true)}
              onPay={pay}
            />
          </>
        )}
        {step === 'done' && done ? (
          <div className={styles.side}>
            <DonePane
              done={done}
              isSent={isSent}
              isPractice={isPractice}
              orderId={done.orderId ?? doneSale?.order?.id ?? null}
              isCorrecting={correction.isBusy}
              problem={correction.problem}
              onCorrect={correction.correct}
              onNew={isPractice ? onPractised : () => startTicket()}
            />
          </div>
        ) : (
          <TicketPane
            ticket={ticket}
            priced={priced}
            place={place}
            products={products}
            levels={levels}
            onLine={(line) => setOpen({ is: 'line', line })}
            onAccept={(line, price) => setTicket((now) => withLine(now, line.key, { unitPrice: price }))}
            onWhy={() => setOpen({ is: 'why' })}
            onPay={pay}
            onClose={() => setSheet(false)}
            isPaying={step === 'pay'}
          />
        )}
      </div>
      <RegisterNotice
        text={isUnkept ? t.register.kept : notice}
        problem={step === 'pay' || problem instanceof PriceChanged ? null : problem}
        onClose={() => {
          setNotice('');
          payment.forget();
        }}
      />
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
