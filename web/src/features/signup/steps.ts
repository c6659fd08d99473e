import { memory } from '@/lib/store';

export const steps = ['you', 'business', 'place', 'products', 'team'] as const;
export type Step = (typeof steps)[number];

/** Under which the device keeps the draft. */
export const draftName = 'olympus.signup';

/** Steps after the business exists: its owner is signed in there, and nowhere before. */
export const isBehindSignUp = (step: Step): boolean => step === 'products' || step === 'team';

export function isStep(text: string): text is Step {
  return steps.some((one) => one === text);
}

/** Whether somebody is in the middle of signing a business up. */
export function hasDraft(): boolean {
  return memory.read(draftName) !== null;
}
