import { expect, it } from 'vitest';
import { contactOf } from './contact';

it.each([
  ['0176 123456', 'phone'],
  ['+49 (176) 12-34', 'phone'],
  ['ana@example.test', 'email'],
  ['Ana', 'name'],
  ['123', 'name'],
  ['Table 12', 'name'],
])('knows %s as a %s', (typed, is) => expect(contactOf(typed).is).toBe(is));
