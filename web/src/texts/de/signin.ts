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
  passkey: 'Mit Passkey anmelden',
  or: 'oder mit dem Passwort',
  passkeyProblems: {
    'client.passkey_none': 'Kein Passkey gewählt. Noch einmal versuchen oder mit Passwort anmelden.',
    'client.passkey_elsewhere': 'Passkeys gehen unter dieser Adresse nicht. Mit Passwort anmelden.',
    'auth.passkey_refused':
      'Mit diesem Passkey meldet sich hier niemand an. Einen anderen wählen oder mit Passwort anmelden.',
  },
  create: 'Betrieb anlegen',
  newHere: 'Neu hier?',
  expired: 'Abgemeldet. Nach dem Anmelden geht es an derselben Stelle weiter.',
  missingBusiness: 'Kurznamen des Betriebs eingeben.',
  missingEmail: 'E-Mail eingeben.',
  missingPassword: 'Passwort eingeben.',
  offline: 'Anmelden braucht eine Verbindung. Olympus antwortet nicht.',
  till: {
    title: (till) => `${till} · wer?`,
    other: 'Nicht dabei? Anderes Konto',
    back: 'Zurück zu den PINs dieser Kasse',
    badgeRefused: 'Mit diesem Ausweis meldet sich hier niemand an. PIN nehmen oder die Leitung fragen.',
    forgotten: 'Dieses Gerät ist keine Kasse mehr. Mit Passwort anmelden.',
  },
};
