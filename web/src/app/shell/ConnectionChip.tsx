import { useEffect, useRef, useSyncExternalStore } from 'react';
import { reach } from '@/api/reach';
import { usePlace } from '@/api/useSession';
import { formatTime } from '@/lib/time';
import { useTexts } from '@/texts/useTexts';
import { say } from '@/ui/Announcer';
import { Icon } from '@/ui/Icon';
import styles from './Shell.module.css';

/** Whether the server hears us, as icon and word; the panel says what that means. */
export function ConnectionChip() {
  const t = useTexts();
  const place = usePlace();
  const { is, since } = useSyncExternalStore(reach.subscribe, reach.get);
  const { connection } = t.shell;
  const before = useRef(is);
  useEffect(() => {
    if (before.current === is) return;
    if (is === 'offline') say(connection.saidOffline);
    else if (before.current === 'offline') say(connection.saidLive);
    before.current = is;
  }, [is, connection]);
  const body =
    is === 'offline' ? connection.offlineBody : is === 'live' ? connection.liveBody : connection.connectingBody;
  return (
    <>
      <button type="button" className={`${styles.button} ${styles[is]}`} popoverTarget="connection">
        <Icon name={is === 'offline' ? 'offline' : is === 'live' ? 'live' : 'clock'} />
        <span className={is === 'offline' ? undefined : styles.wideText}>{connection[is]}</span>
      </button>
      <div id="connection" popover="auto" className={`${styles.panel} ${styles.atEnd}`}>
        <h2>
          {is === 'offline'
            ? connection.offlineSince(
                formatTime(since, place?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone),
              )
            : connection[is]}
        </h2>
        <p>{body}</p>
      </div>
    </>
  );
}
