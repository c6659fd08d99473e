import { useEffect, useRef, useSyncExternalStore } from 'react';
import { clockOff, isSlow, reach } from '@/api/reach';
import { usePlace } from '@/api/useSession';
import { formatTime } from '@/lib/time';
import { unsent } from '@/lib/unsent';
import { useTexts } from '@/texts/useTexts';
import { say } from '@/ui/Announcer';
import { Icon } from '@/ui/Icon';
import styles from './Shell.module.css';

/** Whether the server hears us, as icon and word; the panel says what that means. */
export function ConnectionChip() {
  const t = useTexts();
  const place = usePlace();
  const { is, since } = useSyncExternalStore(reach.subscribe, reach.get);
  const isLate = useSyncExternalStore(isSlow.subscribe, isSlow.get);
  const off = useSyncExternalStore(clockOff.subscribe, clockOff.get);
  const { count, refused } = useSyncExternalStore(unsent.subscribe, unsent.get);
  const { connection } = t.shell;
  const waiting = useRef(count);
  useEffect(() => {
    if (waiting.current > 0 && count === 0) say(connection.saidSent);
    waiting.current = count;
    // The icon of the installed app shows it as well, where the system has a place for it.
    if ('setAppBadge' in navigator)
      void (count > 0 ? navigator.setAppBadge(count) : navigator.clearAppBadge()).catch(() => {});
  }, [count, connection]);
  // What is being sent now is one of as many as there were when it began.
  const most = useRef(0);
  most.current = count === 0 || is !== 'live' ? count : Math.max(most.current, count);
  const before = useRef(is);
  useEffect(() => {
    if (before.current === is) return;
    if (is === 'offline') say(connection.saidOffline);
    else if (before.current === 'offline') say(connection.saidLive);
    before.current = is;
  }, [is, connection]);
  const isSending = is === 'live' && refused === 0 && most.current > 1;
  const text =
    refused > 0
      ? connection.needsYou(refused)
      : isSending
        ? connection.sending(most.current - count + 1, most.current)
        : count > 0
          ? connection.unsent(count)
          : '';
  const state = is === 'live' && isLate ? 'slow' : is;
  const body =
    state === 'slow'
      ? connection.slowBody
      : is === 'offline'
        ? connection.offlineBody
        : is === 'live'
          ? connection.liveBody
          : connection.connectingBody;
  return (
    <>
      <button type="button" className={`${styles.button} ${styles[state]}`} popoverTarget="connection">
        <Icon name={state === 'offline' ? 'offline' : state === 'live' ? 'live' : 'clock'} />
        <span className={is === 'offline' ? undefined : styles.wideText}>{connection[state]}</span>
        {text ? <span className={styles.wideText}>· {text}</span> : null}
        {text ? (
          <span className={styles.narrow} aria-hidden="true">
            · {count}
          </span>
        ) : null}
      </button>
      <div id="connection" popover="auto" className={`${styles.panel} ${styles.atEnd}`}>
        <h2>
          {is === 'offline'
            ? connection.offlineSince(
                formatTime(since, place?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
              )
            : connection[state]}
        </h2>
        <p>{body}</p>
        {off === 0 ? null : <p>{connection.clockOff(Math.abs(off))}</p>}
        {count > 0 ? (
          <p>
            {connection.unsent(count)}. {connection.unsentBody}
          </p>
        ) : null}
      </div>
    </>
  );
}
