import { describe, expect, it } from 'vitest';
import { contrast, inkOn, mix, readable } from './contrast';

/** Raw, on light surfaces, on dark ones: every colour of every theme. */
const themes = [
  ['D32F2F', 'CD282A', 'FD5952'],
  ['FF6E40', 'C63F08', 'FD7247'],
  ['795548', '795548', 'B08A7B'],
  ['2C3E50', '2C3E50', '7F93A8'],
  ['3498DB', '0174B3', '42A4E8'],
  ['E74C3C', 'CD3125', 'FF6250'],
  ['6200EA', '6200EA', '917FFF'],
  ['00BFA5', '0A7E6C', '00BFA5'],
  ['FF6D00', 'B94D01', 'FE721D'],
  ['E91E63', 'D30657', 'FC557E'],
  ['9C27B0', '9C27B0', 'D362E8'],
  ['FF4081', 'D31261', 'FD608D'],
  ['1976D2', '086DC9', '4198F7'],
  ['F50057', 'D2064B', 'FF5071'],
  ['00ACC1', '107A88', '03ADC2'],
  ['1A237E', '1A237E', '718BEF'],
  ['FFB300', '966807', 'FFB300'],
  ['00695C', '00695C', '4C9F90'],
  ['1E3A8A', '1E3A8A', '698FE7'],
  ['10B981', '0F7F58', '10B981'],
  ['7C3AED', '7C3AED', '9E7CFD'],
] as const;

const hex = (text: string) => `#${text}`;
const apart = (one: string, other: string) =>
  Math.max(
    ...[1, 3, 5].map((at) =>
      Math.abs(Number.parseInt(one.slice(at, at + 2), 16) - Number.parseInt(other.slice(at, at + 2), 16)),
    ),
  );

describe('a colour made readable', () => {
  it.each(themes)('%s is %s on light and %s on dark', (raw, light, dark) => {
    const made = readable(hex(raw));
    expect(apart(made.light, hex(light)), made.light).toBeLessThanOrEqual(2);
    expect(apart(made.dark, hex(dark)), made.dark).toBeLessThanOrEqual(2);
  });

  it.each(['#FFFFFF', '#000000', '#FFFF00', '#00FF00', '#808080', '#FFC0CB', '#0000FF'])(
    '%s has 4.5 to 1 wherever it stands',
    (raw) => {
      const { light, dark } = readable(raw);
      for (const surface of ['#F6F7F9', '#FFFFFF', mix(raw, '#FFFFFF', 0.1)])
        expect(contrast(light, surface)).toBeGreaterThanOrEqual(4.5);
      for (const surface of ['#252A33', '#1C2027', '#000000', mix(raw, '#1C2027', 0.18)])
        expect(contrast(dark, surface)).toBeGreaterThanOrEqual(4.5);
    },
  );

  it('is left alone where it is readable', () => {
    expect(readable('#1e3a8a').light).toBe('#1E3A8A');
    expect(readable('#ffb300').dark).toBe('#FFB300');
  });
});

describe('contrast', () => {
  it.each([
    ['D32F2F', 4.98, 4.22],
    ['FFB300', 1.79, 11.7],
    ['1976D2', 4.6, 4.56],
    ['6200EA', 7.76, 2.71],
  ] as const)('of %s is %d on white and %d on black', (raw, onWhite, onBlack) => {
    expect(contrast(hex(raw), '#FFFFFF')).toBeCloseTo(onWhite, 1);
    expect(contrast(hex(raw), '#000000')).toBeCloseTo(onBlack, 1);
  });

  it('says which ink is read more easily', () => {
    expect(inkOn('#FFB300')).toBe('#000000');
    expect(inkOn('#1A237E')).toBe('#FFFFFF');
  });
});
