import { expect, test } from 'vitest';
import { signedUnits } from './reasons';

test.each([
  ['5', 'received', 5],
  ['5', 'waste', -5],
  ['-5', 'waste', -5],
  ['\u22125', 'lost', -5],
  ['+5', 'waste', null],
  ['-5', 'received', null],
  ['5', 'correction', 5],
  ['-5', 'correction', -5],
  ['0', 'received', null],
  ['1.5', 'received', null],
  ['', 'received', null],
] as const)('"%s" units %s are %s', (text, reason, units) => expect(signedUnits(text, reason)).toBe(units));
