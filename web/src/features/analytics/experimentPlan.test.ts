import { describe, expect, it } from 'vitest';
import { enteredOf, guardrailsOf, nothing, numberOf, planOf, shareOf, variantsOf } from './experimentPlan';

describe('what is entered of an experiment', () => {
  it('becomes a plan and comes back as it was entered', () => {
    const entered = {
      ...nothing,
      name: 'Button',
      variants: 'control\nnew-page 2',
      effect: '1,5',
      guardrails: 'refunds share less 1\nbasket mean more 250',
    };
    const plan = planOf(entered);
    expect(plan?.primary).toEqual({
      key: 'bought',
      kind: 'conversion',
      good: 'increase',
      minimum_effect: 0.015,
      baseline: 0.2,
    });
    expect(plan?.variants).toEqual([
      { key: 'control', weight: 1 },
      { key: 'new-page', weight: 2 },
    ]);
    expect(plan?.guardrails).toEqual([
      { key: 'refunds', kind: 'conversion', good: 'decrease', margin: 0.01 },
      { key: 'basket', kind: 'mean', good: 'increase', margin: 250 },
    ]);
    expect(plan && enteredOf('Button', plan)).toEqual({ ...entered, effect: '1.5' });
  });
  it('is refused where it says nothing', () => {
    expect(variantsOf('control')).toBeNull();
    expect(variantsOf('control\ncontrol')).toBeNull();
    expect(variantsOf('Control\nnew')).toBeNull();
    expect(variantsOf('control 0\nnew')).toBeNull();
    expect(guardrailsOf('refunds share')).toBeNull();
    expect(guardrailsOf('refunds ratio less 1')).toBeNull();
    expect(guardrailsOf('')).toEqual([]);
    expect(planOf({ ...nothing, baseline: '' })).toBeNull();
    expect(planOf({ ...nothing, kind: 'mean' })).toBeNull();
    expect(planOf({ ...nothing, effect: '0' })).toBeNull();
    expect(numberOf('-1')).toBeNull();
    expect(shareOf('101')).toBeNull();
  });
});
