import type { signin as English } from '../en/signin';

export const signin: typeof English = {
  title: 'Anmelden',
  business: 'Betrieb',
  businessHint: 'Der Kurzname, zum Beispiel blaue-tuer',
  email: 'E-Mail',
  password: 'Passwort',
  show: 'Passwort zeigen',
  hide: 'Passwort verbergen',
  submit: 'Anmelden',
  create: 'Betrieb anlegen',
  newHere: 'Neu hier?',
  expired: 'Abgemeldet. Nach dem Anmelden geht es an derselben Stelle weiter.',
  missingBusiness: 'Kurznamen des Betriebs eingeben.',
  missingEmail: 'E-Mail eingeben.',
  missingPassword: 'Passwort eingeben.',
  throttled: (seconds) =>
    `Zu viele Versuche. Wieder möglich in ${seconds < 90 ? `${seconds} Sekunden` : `${Math.ceil(seconds / 60)} Minuten`}.`,
  offline: 'Anmelden braucht eine Verbindung. Olympus antwortet nicht.',
};
