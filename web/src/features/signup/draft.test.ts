import { describe, expect, it } from 'vitest';
import { isEmail, isSlug, nextSlug, passwordLength, slugOf } from './draft';

describe('a short name', () => {
  it.each([
    ['Café Luna', 'cafe-luna'],
    ['Bäckerei Groß & Söhne', 'baeckerei-gross-and-soehne'],
    ["Ada's Shop", 'adas-shop'],
    ['  --A--B--C-- ', 'a-b-c'],
    ['Zu', 'zu-shop'],
    ['寿司', ''],
    ['x'.repeat(60), 'x'.repeat(40)],
    [`${'x'.repeat(39)} y`, 'x'.repeat(39)],
  ])('of %s is %s', (name, slug) => {
    expect(slugOf(name)).toBe(slug);
    if (slug) expect(isSlug(slug)).toBe(true);
  });

  it('goes on with a number when it is taken', () => {
    expect(nextSlug('cafe-luna')).toBe('cafe-luna-2');
    expect(nextSlug('cafe-luna-9')).toBe('cafe-luna-10');
    expect(nextSlug('x'.repeat(40))).toBe(`${'x'.repeat(38)}-2`);
    expect(isSlug(nextSlug('x'.repeat(40)))).toBe(true);
  });

  it.each(['ab', '-abc', 'abc-', 'Abc', 'a b c', 'x'.repeat(41)])('is not %s', (text) =>
    expect(isSlug(text)).toBe(false),
  );
});

describe('who signs up', () => {
  it('has an address with an at sign', () => {
    expect(isEmail('ada@example.com')).toBe(true);
    for (const text of ['ada', 'ada@', '@example.com', 'a da@example.com']) expect(isEmail(text)).toBe(false);
  });

  it('counts letters as people do', () => expect(passwordLength('🦉'.repeat(15))).toBe(15));
});
