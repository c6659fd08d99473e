import type { problems as English } from '../en/problems';

export const problems: typeof English = {
  title: 'Das hat nicht geklappt',
  offlineTitle: 'Keine Verbindung',
  notFoundTitle: 'Hier ist nichts',
  forbiddenTitle: 'Nicht für diese Rolle',
  details: (code, trace) => (trace ? `${code} · ${trace}` : code),
  unexpected: 'Fehler auf unserer Seite. Die Eingaben sind noch da. Erneut versuchen: nichts passiert doppelt.',
  byCode: {
    'auth.forbidden': 'Diese Rolle umfasst das nicht. Wer mehr Rechte hat, kann es tun oder die Rolle ändern.',
    'auth.invalid_credentials': 'Betrieb, E-Mail und Passwort passen nicht zusammen. Bitte alle drei prüfen.',
    'auth.throttled': 'Zu viele Versuche. Vor dem nächsten kurz warten.',
    'auth.busy': 'Gerade melden sich viele an. In ein paar Sekunden noch einmal versuchen.',
    'auth.unauthenticated': 'Abgemeldet. Zum Fortfahren anmelden.',
    'auth.refresh_invalid': 'Abgemeldet. Zum Fortfahren anmelden.',
    'auth.invitation_invalid': 'Diese Einladung wurde benutzt, ist abgelaufen oder gab es nie. Um eine neue bitten.',
    'auth.wrong_password': 'Das bisherige Passwort stimmt nicht.',
    'auth.revocations_unknown': 'Olympus kann die Sitzung gerade nicht prüfen und versucht es von selbst wieder.',
    not_found: 'Das gibt es nicht, oder es gehört nicht zu diesem Betrieb.',
    'client.offline': 'Olympus antwortet nicht. Was zu sehen ist, stammt von vorhin.',
    'platform.unavailable': 'Olympus antwortet nicht. Gleich noch einmal versuchen.',
    'request.rate_limited': 'Zu schnell. Ein paar Sekunden warten und erneut versuchen.',
    'request.invalid': 'Einige Eingaben brauchen einen Blick.',
    'request.version_stale': 'Jemand hat das inzwischen geändert. Vergleichen, dann speichern.',
    'idempotency.in_progress': 'Das wird schon verarbeitet. Warten, nicht wiederholen.',
    'idempotency.key_reused': 'Das wurde schon mit anderem Inhalt gesendet. Erst öffnen, dann wiederholen.',
  },
};
