import { describe, expect, it } from 'vitest';
import { type Burst, hear, silence } from './scanner';

function type(keys: string[], gap: number, start = 1000) {
  let burst: Burst = silence;
  let at = start;
  let code: string | null = null;
  const consumed: string[] = [];
  for (const key of keys) {
    const heard = hear(burst, key, at);
    burst = heard.burst;
    if (heard.consume) consumed.push(key);
    code = heard.code ?? code;
    at += gap;
  }
  return { code, consumed };
}

describe('a scanner', () => {
  it('is heard as one code, and its Enter presses nothing', () => {
    const heard = type([...'4006381333931', 'Enter'], 8);
    expect(heard.code).toBe('4006381333931');
    expect(heard.consumed).toContain('Enter');
  });

  it('may end with Tab and hold Shift for capitals', () =>
    expect(type(['Shift', 'A', 'Shift', 'B', ...'-12345', 'Tab'], 5).code).toBe('AB-12345'));

  it('is not a person who types', () =>
    expect(type([...'4006381333931', 'Enter'], 80)).toEqual({ code: null, consumed: [] }));

  it('is not a short run of keys', () => expect(type([...'12345', 'Enter'], 5)).toEqual({ code: null, consumed: [] }));

  it('begins anew behind a person’s key', () => {
    const first = hear(silence, 'q', 0);
    let burst = first.burst;
    let code: string | null = null;
    for (const [at, key] of [...'12345678', 'Enter'].entries()) ({ burst, code } = hear(burst, key, 500 + at * 10));
    expect(code).toBe('12345678');
  });
});
