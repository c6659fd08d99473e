import { describe, expect, test } from 'vitest';
import { draftFrom, emailKey, phoneKey, tagsOf } from './contacts';

describe('what was typed', () => {
  test('is an e-mail address when it can be one', () => {
    expect(emailKey(' Ada@Example.test ')).toBe('ada@example.test');
    for (const text of ['ada', 'ada@', 'ada@example', '@example.test', 'a b@example.test'])
      expect(emailKey(text)).toBeNull();
  });

  test('is a phone number when it has digits enough', () => {
    expect(phoneKey('+49 (30) 123-456')).toBe('4930123456');
    expect(phoneKey('0049 30 123456')).toBe('4930123456');
    for (const text of ['', '12345', 'call me', '+49x30123456']) expect(phoneKey(text)).toBeNull();
  });

  test('becomes what a new customer begins with', () => {
    expect(draftFrom('0176 123 456')).toEqual({ name: '', email: '', phone: '0176 123 456' });
    expect(draftFrom('ada@example.test')).toEqual({ name: '', email: 'ada@example.test', phone: '' });
    expect(draftFrom(' Ada Lovelace ')).toEqual({ name: 'Ada Lovelace', email: '', phone: '' });
  });

  test('becomes tags', () => {
    expect(tagsOf('VIP, regular; vip  no-nuts')).toEqual(['vip', 'regular', 'no-nuts']);
    expect(tagsOf('')).toEqual([]);
    expect(tagsOf('größe')).toBeNull();
  });
});
