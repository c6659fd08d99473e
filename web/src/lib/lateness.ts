export type Age = 'fresh' | 'slow' | 'late';

/** Minutes after which an order deserves a look, and after which it is late. */
export const slowAfter = 10;
export const lateAfter = 15;

export function ageOf(minutes: number): Age {
  return minutes >= lateAfter ? 'late' : minutes >= slowAfter ? 'slow' : 'fresh';
}
