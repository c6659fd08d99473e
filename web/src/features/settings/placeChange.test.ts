import { describe, expect, it } from 'vitest';
import { settings } from '@/texts/en/settings';
import { effectsOf, isRegion, isZone, type Risky } from './placeChange';

const place: Risky = { timeZone: 'Europe/Berlin', dayCutOff: '00:00', taxRegion: 'DE', pricesIncludeTax: true };
const night = new Date('2026-11-21T01:30:00Z'); // 02:30 in Berlin
const effects = (change: Partial<Risky>) =>
  effectsOf(place, { ...place, ...change }, night, settings.places, (day) => day);

describe('what a change of a place does', () => {
  it('is nothing while nothing risky changes', () => expect(effects({})).toEqual([]));

  it('tells the day that a sale counts for from now on', () =>
    expect(effects({ dayCutOff: '04:00' })).toEqual([
      'Sales from 00:00 to 04:00 count for the day before.',
      'A sale now counts for 2026-11-20.',
      'Sales made before keep their day.',
    ]));

  it('tells the time of another zone', () =>
    expect(effects({ timeZone: 'America/New_York' })).toEqual([
      'It is 20:30 there now.',
      'A sale now counts for 2026-11-20.',
      'Sales made before keep their day.',
    ]));

  it('tells what becomes of taxes', () =>
    expect(effects({ taxRegion: 'AT', pricesIncludeTax: false })).toEqual([
      'Sales from now on take the tax rates of AT. Orders that exist keep theirs.',
      'Tax is added to every price, from now on.',
    ]));

  it('knows zones and regions', () => {
    expect([isZone('Europe/Berlin'), isZone('Mars/Base'), isZone('')]).toEqual([true, false, false]);
    expect([isRegion('DE'), isRegion('US-NY'), isRegion('de'), isRegion('US-NEWY')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
