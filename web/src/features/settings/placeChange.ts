import { businessDay, formatTime } from '@/lib/time';
import type { Texts } from '@/texts/settings';
import { cutOffEffect } from './hours';

/** What decides how sales of a place are counted and taxed. */
export interface Risky {
  timeZone: string;
  dayCutOff: string;
  taxRegion: string;
  pricesIncludeTax: boolean;
}

/** What a change of it does, in sentences with their dates: shown before it is saved. None when nothing risky changes. */
export function effectsOf(
  before: Risky,
  after: Risky,
  now: Date,
  words: Texts['settings']['places'],
  dateOf: (day: string) => string,
): string[] {
  const effects: string[] = [];
  const cutOff = cutOffEffect(before.dayCutOff, after.dayCutOff);
  if (cutOff)
    effects.push(
      cutOff.countsFor === 'day_before'
        ? words.effectDayBefore(cutOff.from, cutOff.until)
        : words.effectSameDay(cutOff.from, cutOff.until),
    );
  if (before.timeZone !== after.timeZone) effects.push(words.effectZone(formatTime(now, after.timeZone)));
  if (cutOff || before.timeZone !== after.timeZone)
    effects.push(words.effectNow(dateOf(businessDay(now, after.timeZone, after.dayCutOff))), words.effectPast);
  if (before.taxRegion !== after.taxRegion) effects.push(words.effectRegion(after.taxRegion));
  if (before.pricesIncludeTax !== after.pricesIncludeTax) effects.push(words.effectMode(after.pricesIncludeTax));
  return effects;
}

export function isZone(zone: string): boolean {
  try {
    return Boolean(zone) && Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

export function isRegion(region: string): boolean {
  return /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(region);
}
