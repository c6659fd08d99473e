import type { pin as English } from '../en/pin';

export const pin: typeof English = {
  who: 'Wer hier arbeitet',
  choose: 'Erst den Namen wählen.',
  pin: 'PIN',
  show: 'PIN zeigen',
  keypad: 'Tastenfeld',
  back1: 'Letzte Ziffer löschen',
  noPin: 'Noch keine PIN',
  wrong: (left) =>
    left === 0
      ? 'PIN stimmt nicht. Vorerst keine Versuche mehr.'
      : `PIN stimmt nicht. Noch ${left === 1 ? '1 Versuch' : `${left} Versuche`}.`,
  throttled: (seconds) =>
    `Zu viele Versuche. Wieder möglich in ${seconds < 90 ? `${seconds} Sekunden` : `${Math.ceil(seconds / 60)} Minuten`}.`,
  badge: 'Oder Ausweis scannen',
  badgeStrange: 'Das ist kein Ausweis.',
};
