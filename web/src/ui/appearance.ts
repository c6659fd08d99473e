import { useSyncExternalStore } from 'react';
import { isColour, type Readable, readable } from '@/lib/contrast';
import { memory, store } from '@/lib/store';

/** Names of `[data-theme]` in tokens.css. */
export const themes = ['olympus', 'restaurant', 'retail', 'hospitality', 'events', 'salon', 'staff'] as const;
export type Theme = (typeof themes)[number];
export type Scheme = 'auto' | 'light' | 'dark';
export type Density = 'comfortable' | 'compact';

/** `letters`: whether single letters are shortcuts. `theme` null: the one of the business. */
export type Appearance = { scheme: Scheme; theme: Theme | null; letters: boolean; density: Density };

const name = 'olympus.appearance';
const first: Appearance = { scheme: 'auto', theme: null, letters: true, density: 'comfortable' };
const darkDevice = globalThis.matchMedia?.('(prefers-color-scheme: dark)');

function remembered(): Appearance {
  const text = memory.read(name);
  if (text === null) return first;
  try {
    return { ...first, ...JSON.parse(text) };
  } catch {
    return first;
  }
}

const appearance = store<Appearance>(first);
const shown = store<'light' | 'dark'>('light');
let ofBusiness: Theme = 'olympus';
let own: { property: string; colour: Readable | null }[] = [];

/** A theme is attributes of the page, nothing is computed or drawn anew by script. */
function paint(): void {
  const { scheme, theme, density } = appearance.get();
  const isDark = scheme === 'dark' || (scheme === 'auto' && darkDevice?.matches === true);
  document.documentElement.dataset.theme = theme ?? ofBusiness;
  document.documentElement.dataset.density = density;
  document.documentElement.dataset.mantineColorScheme = isDark ? 'dark' : 'light';
  for (const { property, colour } of own)
    if (colour && !theme) document.documentElement.style.setProperty(property, isDark ? colour.dark : colour.light);
    else document.documentElement.style.removeProperty(property);
  shown.set(isDark ? 'dark' : 'light');
}

/** Call it once, before the first paint. */
export function startAppearance(): void {
  appearance.set(remembered());
  darkDevice?.addEventListener('change', paint);
  paint();
}

export function setAppearance(change: Partial<Appearance>): void {
  const next = { ...appearance.get(), ...change };
  appearance.set(next);
  memory.write(name, JSON.stringify(next));
  paint();
}

/** The look of that kind of business, where the person chose no other. */
export function dressAs(industry: string): void {
  ofBusiness = themes.find((one) => one === industry) ?? 'olympus';
  paint();
}

/** The business's own colours in place of its industry's, made readable on every surface; null where it has none. */
export function brandAs(primary: string | null, accent: string | null): void {
  const made = (colour: string | null) => (colour && isColour(colour) ? readable(colour) : null);
  own = [
    { property: '--brand', colour: made(primary) },
    { property: '--brand-2', colour: made(accent) },
  ];
  paint();
}

/** Whether rows may be lower than a finger needs: somebody wants that, and there is a mouse. */
export function isCompact(): boolean {
  return appearance.get().density === 'compact' && !matchMedia('(pointer: coarse)').matches;
}

export function useAppearance(): Appearance {
  return useSyncExternalStore(appearance.subscribe, appearance.get);
}

/** Light or dark, whichever is on the screen now. */
export function useShownScheme(): 'light' | 'dark' {
  return useSyncExternalStore(shown.subscribe, shown.get);
}

export function lettersAreShortcuts(): boolean {
  return appearance.get().letters;
}
