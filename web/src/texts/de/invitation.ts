import type { invitation as English } from '../en/invitation';

export const invitation: typeof English = {
  title: 'Einladung',
  heading: (business) => `Bei ${business} dabei sein`,
  asRole: (role) => `Eingeladen als ${role}.`,
  asRoleAt: (role, place) => `Eingeladen als ${role}, ${place}.`,
  willSignIn: (slug, email) => `Die Anmeldung geschieht mit ${slug} und ${email}.`,
  name: 'Name',
  nameMissing: 'Namen eingeben.',
  password: 'Passwort wählen',
  join: 'Beitreten',
  joining: 'Beitritt läuft …',
  gone: 'Diese Einladung gibt es nicht, sie wurde benutzt oder ist abgelaufen.',
  goneHelp: 'Um eine neue bitten. Wer schon beigetreten ist, meldet sich an.',
  signIn: 'Anmelden',
  until: (when) => `Die Einladung gilt bis ${when}.`,
  taken: 'Mit dieser Adresse gibt es schon ein Konto. Stattdessen anmelden.',
};
