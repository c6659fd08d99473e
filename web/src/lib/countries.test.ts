import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { countries, countryNames, likelyCountry, placeDefaults, regionsOf } from './countries';

const of = (country: string, languages: string[] = ['en-GB'], zone = 'Europe/Berlin') =>
  placeDefaults(country, 'retail', languages, zone);

describe('what a country brings along', () => {
  it.each([
    ['DE', 'EUR', 'de-DE', 'Europe/Berlin'],
    ['AT', 'EUR', 'de-AT', 'Europe/Vienna'],
    ['CH', 'CHF', 'de-CH', 'Europe/Zurich'],
    ['GB', 'GBP', 'en-GB', 'Europe/London'],
    ['US', 'USD', 'en-US', 'America/New_York'],
    ['JP', 'JPY', 'ja-JP', 'Asia/Tokyo'],
    ['BR', 'BRL', 'pt-BR', 'America/Sao_Paulo'],
    ['BH', 'BHD', 'ar-BH', 'Asia/Bahrain'],
    ['BG', 'EUR', 'bg-BG', 'Europe/Sofia'],
    ['PT', 'EUR', 'pt-PT', 'Europe/Lisbon'],
  ])('%s: %s, %s, %s', (country, currency, locale, timeZone) =>
    expect(of(country)).toMatchObject({ currency, locale, timeZone }),
  );

  it('is for every country something a browser and the server know', () => {
    const currencies = Intl.supportedValuesOf('currency');
    const ours = readFileSync('../src/Kernel/Values/Iso4217.cs', 'utf8');
    for (const country of countries) {
      const place = of(country);
      expect(currencies, country).toContain(place.currency);
      expect(ours, `${country} ${place.currency}`).toMatch(new RegExp(`\\b${place.currency}\\b`));
      expect(place.locale, country).toMatch(/^[a-z]{2,3}-[A-Z]{2}$/);
      expect(() => new Intl.DateTimeFormat('en', { timeZone: place.timeZone }), country).not.toThrow();
    }
  });

  it('is there for every country of the server but the one without inhabitants', () => {
    const source = readFileSync('../src/Kernel/Values/Iso3166.cs', 'utf8');
    const known = [...source.matchAll(/"([A-Z]{2}(?: [A-Z]{2})+) ?"/g)].flatMap((line) => line[1]?.split(' ') ?? []);
    expect(known.length).toBeGreaterThan(240);
    expect(countries).toEqual(known.filter((code) => code !== 'AQ'));
  });

  it('takes the zone of the device and the language of the person where they are of the country', () => {
    expect(of('US', ['en-US'], 'America/Chicago').timeZone).toBe('America/Chicago');
    expect(of('US', ['en-US'], 'Europe/Berlin').timeZone).toBe('America/New_York');
    expect(of('CH', ['en-GB', 'fr-CH']).locale).toBe('fr-CH');
  });

  it('asks for a part of the country where that sets the tax, and has prices without tax there', () => {
    expect(of('US')).toMatchObject({ taxRegion: null, pricesIncludeTax: false });
    expect(of('DE')).toMatchObject({ taxRegion: 'DE', pricesIncludeTax: true });
    expect(regionsOf('US')).toHaveLength(51);
    expect(regionsOf('DE')).toEqual([]);
  });

  it('begins the day later where people sit late', () => {
    expect(placeDefaults('DE', 'restaurant', [], 'Europe/Berlin').dayCutOff).toBe('04:00');
    expect(placeDefaults('DE', 'retail', [], 'Europe/Berlin').dayCutOff).toBe('00:00');
  });

  it('is guessed from the clock before the language', () => {
    expect(likelyCountry(['en-US'], 'Europe/Vienna')).toBe('AT');
    expect(likelyCountry(['fr-CA', 'en'], 'Etc/GMT+3')).toBe('CA');
    expect(likelyCountry(['eo'], 'Etc/UTC')).toBe('DE');
  });

  it('has a name in the language of the person', () => {
    const german = countryNames('de');
    expect(german.find(({ code }) => code === 'AT')?.name).toBe('Österreich');
    expect(german.map(({ name }) => name).indexOf('Österreich')).toBeLessThan(
      german.map(({ name }) => name).indexOf('Polen'),
    );
  });
});
