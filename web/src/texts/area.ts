import { type Texts as Everywhere, texts as everywhere, useTexts as useEverywhere } from './useTexts';

/**
 * The sentences of an area beside those of every screen. Both languages come with the pages that import them: nothing is missing when a page
 * shows or the language changes, and pages of other areas do not wait for them.
 */
export function area<Area extends object>(english: Area, german: NoInfer<Area>) {
  let base: Everywhere | null = null;
  let joined: Everywhere & Area;
  const join = (now: Everywhere): Everywhere & Area => {
    if (now !== base) {
      base = now;
      joined = { ...now, ...(now.language === 'de' ? german : english) };
    }
    return joined;
  };
  return {
    useTexts: (): Everywhere & Area => join(useEverywhere()),
    /** Outside components, as in announcements. */
    texts: (): Everywhere & Area => join(everywhere()),
  };
}
