/** The language of the texts and the locale of numbers and times; one for the whole page. */
export type Language = 'en' | 'de';

let current = 'en';

/** The first of the person's own locales in that language, so that a Swiss sees 1’250.00: else the plain language. */
export function localeFor(language: Language, preferred: readonly string[]): string {
  return preferred.find((one) => one === language || one.startsWith(`${language}-`)) ?? language;
}

export function setLocale(locale: string): void {
  current = locale;
}

export function locale(): string {
  return current;
}
