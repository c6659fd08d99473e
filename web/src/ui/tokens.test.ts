import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { contrast, mix, surfaces } from '@/lib/contrast';
import { themes } from './appearance';

const css = readFileSync(fileURLToPath(new URL('tokens.css', import.meta.url)), 'utf8').replace(/\/\*.*?\*\//gs, '');
const blocks = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = '', body = '']) => ({
  selectors: selector.split(',').map((one) => one.trim()),
  values: [...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value] as const),
}));

const dark = '[data-mantine-color-scheme="dark"]';

/** What a page of that theme and scheme has in its root: later rules over earlier ones, as here none is more specific than a later one about the same. */
function rootOf(theme: string, scheme: 'light' | 'dark'): Map<string, string> {
  const own = `:root[data-theme="${theme}"]`;
  const wanted = [':root', own, ':root[data-mantine-color-scheme]'];
  if (scheme === 'dark') wanted.push(`:root${dark}`, `${own}${dark}`);
  return new Map(
    blocks.filter(({ selectors }) => selectors.some((one) => wanted.includes(one))).flatMap(({ values }) => values),
  );
}

/** A colour as it is painted: `var()` and `color-mix(in srgb, …)` worked out. */
function painted(value: string, root: ReadonlyMap<string, string>): string {
  const plain = value.replace(/var\((--[\w-]+)\)/g, (_, name: string) => painted(root.get(name) ?? `no ${name}`, root));
  const mixed = /^color-mix\(in srgb, (#[0-9a-f]{6}) (\d+)%, (#[0-9a-f]{6})\)$/i.exec(plain);
  return mixed ? mix(mixed[1] ?? '', mixed[3] ?? '', Number(mixed[2]) / 100) : plain;
}

const looks = themes.flatMap((theme) => (['light', 'dark'] as const).map((scheme) => ({ theme, scheme })));
const everywhere = ['page', 'surface', 'raised', 'sunken'];
const status = ['success', 'warning', 'danger', 'info', 'offline'];
const brand = ['brand', 'brand-2', 'brand-3'];

/** What is written in a colour and where it may stand. */
const text: (readonly [string, string])[] = [
  ...['ink', 'muted', 'subtle'].flatMap((one) => everywhere.map((under) => [one, under] as const)),
  ...status.flatMap((one) => [...everywhere, `${one}-tint`].map((under) => [one, under] as const)),
  ...status.flatMap((one) => [`${one}-tint`].map((under) => ['ink', under] as const)),
  ...brand.flatMap((one) => ['page', 'surface', 'raised'].map((under) => [one, under] as const)),
  ...['brand', 'ink', 'muted'].map((one) => [one, 'brand-tint'] as const),
  ['brand', 'mantine-primary-color-light-hover'],
  ...[...brand, ...status, 'brand-hover'].map((fill) => ['on-fill', fill] as const),
];

/** What is drawn: edges of what can be filled in, the ring of the focus. */
const drawn = ['edge', 'focus'].flatMap((one) => everywhere.map((under) => [one, under] as const));

describe.each(looks)('$theme in $scheme', ({ theme, scheme }) => {
  const root = rootOf(theme, scheme);
  const colour = (name: string) => painted(`var(--${name})`, root);

  it.each(text)('%s is read on %s', (over, under) => {
    expect(contrast(colour(over), colour(under)), `${colour(over)} on ${colour(under)}`).toBeGreaterThanOrEqual(4.5);
  });

  it.each(drawn)('%s is seen on %s', (over, under) => {
    expect(contrast(colour(over), colour(under)), `${colour(over)} on ${colour(under)}`).toBeGreaterThanOrEqual(3);
  });

  it('stands on the surfaces for which a business’s own colour is made readable', () => {
    expect(colour('page').toUpperCase()).toBe(scheme === 'light' ? surfaces.page : '#14171C');
    expect(colour('surface').toUpperCase()).toBe(scheme === 'light' ? surfaces.white : surfaces.darkSurface);
    if (scheme === 'dark') expect(colour('raised').toUpperCase()).toBe(surfaces.darkRaised);
  });
});

it('knows every theme of the style sheet', () => {
  const named = [...css.matchAll(/data-theme="([a-z]+)"/g)].map(([, name = '']) => name);
  expect([...new Set(named)].sort()).toEqual(themes.filter((one) => one !== 'olympus').sort());
});
