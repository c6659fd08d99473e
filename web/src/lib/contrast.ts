/**
 * A colour somebody likes, made readable. Lightness is moved in OKLCH (Björn Ottosson, "A perceptual color space for image processing"), where hue
 * stays what it is to the eye, until every place where the colour may stand has the contrast that WCAG 2.2 asks of text (1.4.3: 4.5 to 1).
 */

export interface Readable {
  /** On light surfaces, and as a fill under white text. */
  light: string;
  /** On dark surfaces, and as a fill under black text. */
  dark: string;
}

/** A little more than 4.5, so that rounding to eight bits takes nothing away. */
const enough = 4.55;
/** Of the tokens; a test holds them together. */
export const surfaces = { page: '#F6F7F9', white: '#FFFFFF', darkSurface: '#1C2027', darkRaised: '#252A33' } as const;
const { page, white, darkSurface, darkRaised } = surfaces;
const step = 0.001;

/** @param hex `#rrggbb`. It is tinted itself where it stands on a tint: 10 % of it on light, 18 % on dark. */
export function readable(hex: string): Readable {
  return {
    light: move(hex, -step, [page, white, mix(hex, white, 0.1)]),
    dark: move(hex, step, [darkRaised, '#000000', mix(hex, darkSurface, 0.18)]),
  };
}

/** WCAG 2.2, relative: 1 to 21. */
export function contrast(one: string, other: string): number {
  const [a, b] = [luminance(one), luminance(other)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Black or white, whichever is read more easily on it. */
export function inkOn(fill: string): '#000000' | '#FFFFFF' {
  return contrast(fill, '#000000') > contrast(fill, '#FFFFFF') ? '#000000' : '#FFFFFF';
}

/** `share` of the colour over a surface, as a browser paints it. */
export function mix(colour: string, surface: string, share: number): string {
  const [over, under] = [channels(colour), channels(surface)];
  return write(over.map((value, i) => value * share + (under[i] ?? 0) * (1 - share)));
}

export function isColour(text: string): boolean {
  return /^#[0-9a-f]{6}$/i.test(text);
}

function move(hex: string, by: number, surfaces: readonly string[]): string {
  const [lightness, chroma, hue] = toOklch(hex);
  let colour = hex.toUpperCase();
  for (let l = lightness; l > 0 && l < 1; colour = fromOklch(l, chroma, hue)) {
    if (surfaces.every((surface) => contrast(colour, surface) >= enough)) return colour;
    l += by;
  }
  return by < 0 ? '#000000' : white;
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = channels(hex).map(linear);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function toOklch(hex: string): [number, number, number] {
  const [r = 0, g = 0, b = 0] = channels(hex).map(linear);
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return [0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s, Math.hypot(a, bb), Math.atan2(bb, a)];
}

/** The colour of this lightness and hue, with about as much of the chroma as a screen can show. */
function fromOklch(lightness: number, chroma: number, hue: number): string {
  let shown = chroma;
  while (shown > 0.001 && !inGamut(lightness, shown, hue)) shown *= 0.96;
  return write(linearRgb(lightness, shown, hue).map((value) => gamma(Math.min(1, Math.max(0, value)))));
}

function inGamut(lightness: number, chroma: number, hue: number): boolean {
  return linearRgb(lightness, chroma, hue).every((value) => value >= -0.0001 && value <= 1.0001);
}

function linearRgb(lightness: number, chroma: number, hue: number): number[] {
  const [a, b] = [chroma * Math.cos(hue), chroma * Math.sin(hue)];
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
}

/** 0 to 1 each. */
function channels(hex: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
}

function write(rgb: number[]): string {
  return `#${rgb
    .map((value) =>
      Math.round(value * 255)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`.toUpperCase();
}

function linear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function gamma(value: number): number {
  return value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
}
