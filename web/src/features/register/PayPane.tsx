import { useEffect, useRef, useState } from 'react';
import { cashOf } from '@/lib/coins';
import { decimals, format, formatPlain, parse } from '@/lib/money';
import { useTexts } from '@/texts/register';
import { alert } from '@/ui/Announcer';
import { MoneyInput } from '@/ui/MoneyInput';
import { Problem } from '@/ui/Problem';
import { cashSuggestions, change, evenParts, type KeypadKey, press } from './cash';
import styles from './Register.module.css';
import { TipPicker } from './TipPicker';
import { noTip, type TipChoice, tipOf } from './tips';

export type CardState = 'idle' | 'asking' | 'unknown' | 'declined';

const keys: KeypadKey[] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '00', '0', 'back'];

/** How the customer pays what is due. A quick amount completes the sale. */
export function PayPane({
  due,
  currency,
  coin,
  taken,
  card,
  isOffline,
  isPractice,
  isFromServer,
  tipShares,
  problem,
  notice,
  scanned,
  isBusy,
  onCash,
  onCard,
  onBack,
  isCorrection,
}: {
  due: number;
  currency: string;
  /** What cash comes in, in minor units. */
  coin: number;
  /** Parts that were paid already. */
  taken: readonly { method: 'cash' | 'card'; amount: number }[];
  card: CardState;
  isOffline: boolean;
  /** Only cash is practised: a card asks a real terminal. */
  isPractice: boolean;
  /** A ticket that the server knows is paid there. */
  isFromServer: boolean;
  /** What customers may give on top, in percent; null: nobody is asked here. */
  tipShares: readonly number[] | null;
  problem: unknown;
  notice: { text: string; action: string; run: () => void } | null;
  /** A code that came while they pay: its first keys are no cash. */
  scanned: unknown;
  isBusy: boolean;
  onCash: (amount: number, tip: number, given: number) => void;
  onCard: (amount: number, tip: number, token: string) => void;
  onBack: () => void;
  /** Money was taken back and has to be taken again: leaving says what that means. */
  isCorrection: boolean;
}) {
  const t = useTexts();
  const [method, setMethod] = useState<'cash' | 'card'>('cash');
  const [isSplit, setSplit] = useState(false);
  const [part, setPart] = useState(due);
  const [text, setText] = useState('');
  const [token, setToken] = useState('');
  const [chosen, setChosen] = useState<TipChoice>(noTip);
  const pane = useRef<HTMLDivElement>(null);
  const slip = useRef<HTMLInputElement>(null);
  const money = (amount: number) => format({ amount, currency });
  const amount = Math.min(isSplit ? part : due, due);
  const read = parse(text, currency);
  const tip = tipOf(chosen, amount);
  const asked = amount + (tip ?? 0);
  const cash = cashOf(asked, coin);
  const given = text.trim() === '' ? cash : read.ok ? read.money.amount : null;
  const whole = due + (tip ?? 0);
  const back = given === null ? null : change(cash, given);
  const locked = isBusy || card === 'asking' || card === 'unknown';
  // An amount on top that cannot be read is asked for again, not left out.
  const cannotPay = tip === null || (isOffline && (isFromServer || isSplit));

  useEffect(() => {
    setPart(due);
    setText('');
    setChosen(noTip);
  }, [due]);
  useEffect(() => {
    if (scanned) setText('');
  }, [scanned]);
  useEffect(() => {
    if (card === 'declined') alert(t.register.declined);
    if (card === 'unknown') alert(t.register.unknownOutcome);
  }, [card, t]);
  useEffect(() => (method === 'card' ? slip : pane).current?.focus(), [method]);

  const confirm = () => {
    if (locked || cannotPay) return;
    if (method === 'cash' && back !== null && given !== null && amount > 0) onCash(amount, tip, given);
    if (method === 'card' && !isOffline && token.trim() !== '') onCard(amount, tip, token.trim());
  };
  const keyed = (key: KeypadKey) => {
    const next = press(read.ok ? read.money.amount : 0, key);
    setText(next === 0 ? '' : formatPlain({ amount: next, currency }));
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: digits anywhere on this pane are the cash that was given
    <div
      ref={pane}
      className={styles.pay}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.target instanceof HTMLInputElement) {
          if (event.key === 'Enter') {
            event.preventDefault();
            confirm();
          }
          return;
        }
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const isButton = event.target instanceof HTMLButtonElement;
        if (method === 'cash' && /^[0-9.,]$/.test(event.key)) setText(text + event.key);
        else if (method === 'cash' && event.key === 'Backspace') setText(text.slice(0, -1));
        else if (event.key === 'Enter' && !isButton) confirm();
        else if (event.key === 'c') setMethod('cash');
        else if (event.key === 'k' && !isOffline && !isPractice) setMethod('card');
        else return;
        event.preventDefault();
      }}
    >
      <div className={styles.payHead}>
        <h2>
          {t.register.payTitle(money(whole))}
          {method === 'cash' && cashOf(whole, coin) !== whole
            ? ` · ${t.register.inCash(money(cashOf(whole, coin)))}`
            : null}
        </h2>
        <button type="button" className={styles.action} onClick={onBack} disabled={locked}>
          {isCorrection ? t.register.leaveUnpaid : t.register.backToTicket} <kbd>Esc</kbd>
        </button>
      </div>
      {taken.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts are only ever added
        <div key={i} className={styles.sum}>
          {t.register.takenSoFar(t.register[one.method], money(one.amount))}
        </div>
      ))}
      <fieldset className={styles.options} aria-label={t.register.tenders}>
        <button
          type="button"
          className={styles.option}
          aria-pressed={method === 'cash'}
          disabled={locked}
          onClick={() => setMethod('cash')}
        >
          {t.register.cash}
        </button>
        <button
          type="button"
          className={styles.option}
          aria-pressed={method === 'card'}
          disabled={locked || isOffline || isPractice}
          onClick={() => setMethod('card')}
        >
          {t.register.card}
        </button>
        <button
          type="button"
          className={styles.option}
          aria-pressed={isSplit}
          disabled={locked || isOffline || isPractice}
          onClick={() => setSplit(!isSplit)}
        >
          {t.register.part}
        </button>
      </fieldset>
      {isPractice ? <p className={`${styles.notice} ${styles.wait}`}>{t.register.practice.cash}</p> : null}
      {isOffline ? (
        <p className={`${styles.notice} ${styles.away}`}>
          {isFromServer ? t.register.heldOffline : t.register.cardOffline}
        </p>
      ) : null}
      {notice ? (
        <div className={`${styles.notice} ${styles.wait}`} role="alert">
          <p>{notice.text}</p>
          <button type="button" className={styles.action} onClick={notice.run}>
            {notice.action}
          </button>
        </div>
      ) : null}
      {problem ? <Problem error={problem} own={t.register.problems} /> : null}
      {card === 'declined' ? (
        <p className={`${styles.notice} ${styles.bad}`}>{t.register.declined}</p>
      ) : card === 'unknown' ? (
        <p className={`${styles.notice} ${styles.wait}`}>{t.register.unknownOutcome}</p>
      ) : card === 'asking' ? (
        <p className={`${styles.notice} ${styles.wait}`}>{t.register.asking}</p>
      ) : null}
      {isSplit ? (
        <div className={styles.given}>
          <MoneyInput
            label={t.register.partLabel}
            currency={currency}
            value={{ amount: part, currency }}
            onChange={(next) => setPart(next && next.amount > 0 && next.amount <= due ? next.amount : due)}
          />
          <div className={styles.quick}>
            {[2, 3, 4].map((count) => (
              <button
                key={count}
                type="button"
                className={styles.money}
                onClick={() => setPart(evenParts(due, count)[0] ?? due)}
              >
                {t.register.parts(count)}
              </button>
            ))}
          </div>
        </div>
      ) : null}
      {tipShares ? (
        <TipPicker
          shares={tipShares}
          of={amount}
          currency={currency}
          chosen={chosen}
          isLocked={locked}
          onChoose={setChosen}
        />
      ) : null}
      {method === 'cash' ? (
        <>
          <fieldset className={styles.quick} aria-label={t.register.quick}>
            {cashSuggestions(cash, currency).map((one) => (
              <button
                key={one}
                type="button"
                className={styles.money}
                disabled={locked || cannotPay}
                onClick={() => onCash(amount, tip ?? 0, one)}
              >
                {one === cash ? t.register.exact(money(one)) : money(one)}
              </button>
            ))}
          </fieldset>
          <div className={styles.given}>
            <div className={styles.total}>
              <span>{t.register.given}</span>
              <span className="number">{text === '' ? money(cash) : read.ok ? money(read.money.amount) : text}</span>
            </div>
            <div className={back === null ? styles.sum : `${styles.sum} ${styles.backAmount}`} aria-live="off">
              {back !== null
                ? t.register.change(money(back))
                : given === null
                  ? t.common.noMoney(formatPlain({ amount: 1250, currency }))
                  : t.register.givenTooLittle(money(cash - given))}
            </div>
          </div>
          <fieldset className={styles.keypad} aria-label={t.register.keypad}>
            {keys.map((key) => (
              <button
                key={key}
                type="button"
                className={styles.money}
                disabled={locked}
                aria-label={key === 'back' ? t.register.keyBack : key}
                onClick={() => keyed(key)}
              >
                {key === 'back' ? '⌫' : decimals(currency) === 0 && key === '00' ? '00' : key}
              </button>
            ))}
          </fieldset>
          <button
            type="button"
            className={styles.primary}
            disabled={locked || cannotPay || back === null || amount <= 0}
            onClick={confirm}
          >
            {t.register.takeCash(money(cash))}
          </button>
        </>
      ) : (
        <div className={styles.given}>
          <label>
            <span>{t.register.slip}</span>
            <input
              className={styles.searchBox}
              value={token}
              autoComplete="off"
              ref={slip}
              disabled={locked}
              onChange={(event) => setToken(event.currentTarget.value)}
            />
          </label>
          <p className={styles.small}>{t.register.slipHint}</p>
          <button
            type="button"
            className={styles.primary}
            disabled={locked || cannotPay || isOffline || token.trim() === ''}
            onClick={confirm}
          >
            {t.register.takeCard(money(asked))}
          </button>
        </div>
      )}
    </div>
  );
}
