import { useSyncExternalStore } from 'react';
import { type Language, localeFor, setLocale } from '@/lib/locale';
import { memory, store } from '@/lib/store';
import type { English } from './en';

type Industry = keyof English['words'];

/** All sentences of the page's language, with `words` as this kind of business says them. */
export type Texts = Omit<English, 'words'> & { words: English['words'][Industry]; language: Language };

const languageName = 'olympus.language';
const loaders: Record<Language, () => Promise<English>> = {
  en: () => import('./en').then((found) => found.english),
  de: () => import('./de').then((found) => found.german),
};

const current = store<Texts | null>(null);
let catalogue: English | null = null;
let language: Language = 'en';
let industry: Industry = 'retail';

function chosen(): Language {
  const wanted = memory.read(languageName) ?? navigator.languages.find((one) => /^(en|de)\b/.test(one)) ?? 'en';
  return wanted.startsWith('de') ? 'de' : 'en';
}

function publish(): void {
  if (!catalogue) return;
  document.documentElement.lang = language;
  setLocale(localeFor(language, navigator.languages));
  current.set({ ...catalogue, words: catalogue.words[industry], language });
}

/** Loads the sentences of this device's language; the page waits for them before it shows anything. */
export async function startTexts(): Promise<void> {
  const wanted = chosen();
  catalogue = await loaders[wanted]();
  language = wanted;
  publish();
}

export async function setLanguage(next: Language): Promise<void> {
  memory.write(languageName, next);
  await startTexts();
}

/** From now on things are called as that kind of business calls them; the API's names, unknown ones count as retail. */
export function speakAs(kind: string): void {
  const next =
    (['restaurant', 'retail', 'hospitality', 'events', 'salon'] as const).find((one) => one === kind) ?? 'retail';
  if (next === industry) return;
  industry = next;
  publish();
}

/** Outside components, as in announcements. */
export function texts(): Texts {
  const found = current.get();
  if (!found) throw new Error('The texts are not loaded yet.');
  return found;
}

export function useTexts(): Texts {
  return useSyncExternalStore(current.subscribe, texts);
}
