import type { components } from '@/api/schema';
import { shareOfPercent } from '@/lib/percent';

type Plan = components['schemas']['ExperimentPlan'];
type Guardrail = components['schemas']['Guardrail'];

/** An experiment as it is entered: texts, shares in percent. */
export type Entered = {
  name: string;
  hypothesis: string;
  variants: string;
  key: string;
  kind: 'conversion' | 'mean';
  good: 'increase' | 'decrease';
  effect: string;
  baseline: string;
  deviation: string;
  method: 'fixed' | 'sequential';
  assignment: 'hash' | 'caller';
  traffic: string;
  confidence: string;
  power: string;
  guardrails: string;
};

export const nothing: Entered = {
  name: '',
  hypothesis: '',
  variants: 'control\nnew',
  key: 'bought',
  kind: 'conversion',
  good: 'increase',
  effect: '2',
  baseline: '20',
  deviation: '',
  method: 'fixed',
  assignment: 'hash',
  traffic: '100',
  confidence: '95',
  power: '80',
  guardrails: '',
};

const word = /^[a-z0-9_-]{1,40}$/;

/** `2`, `2.5`, `2,5`; null for what is no number above 0. */
export function numberOf(text: string): number | null {
  if (!/^\d{1,12}(?:[.,]\d{1,6})?$/.test(text.trim())) return null;
  const value = Number(text.trim().replace(',', '.'));
  return value > 0 ? value : null;
}

/** Percent as a share: 2 is 0.02. */
export function shareOf(text: string): number | null {
  const share = shareOfPercent(text);
  return share === null ? null : Number(share);
}

const lines = (text: string) =>
  text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean);

export function variantsOf(text: string): Plan['variants'] | null {
  const found = lines(text).map((line) => {
    const [key = '', weight = '1', ...more] = line.split(/\s+/);
    const value = Number(weight);
    return word.test(key) && Number.isInteger(value) && value >= 1 && value <= 1000 && more.length === 0
      ? { key, weight: value }
      : null;
  });
  if (found.length < 2 || found.length > 10 || found.includes(null)) return null;
  const variants = found as Plan['variants'];
  return new Set(variants.map((one) => one.key)).size === variants.length ? variants : null;
}

export function guardrailsOf(text: string): Guardrail[] | null {
  const found = lines(text).map((line): Guardrail | null => {
    const [key = '', kind = '', good = '', margin = '', ...more] = line.split(/\s+/);
    const value = kind === 'share' ? shareOf(margin) : numberOf(margin);
    return word.test(key) &&
      ['share', 'mean'].includes(kind) &&
      ['more', 'less'].includes(good) &&
      value !== null &&
      value > 0 &&
      more.length === 0
      ? {
          key,
          kind: kind === 'share' ? 'conversion' : 'mean',
          good: good === 'more' ? 'increase' : 'decrease',
          margin: value,
        }
      : null;
  });
  return found.includes(null) || found.length > 10 ? null : (found as Guardrail[]);
}

/** What the server takes; null while something is wrong. */
export function planOf(entered: Entered): Plan | null {
  const variants = variantsOf(entered.variants);
  const guardrails = guardrailsOf(entered.guardrails);
  const isShare = entered.kind === 'conversion';
  const effect = isShare ? shareOf(entered.effect) : numberOf(entered.effect);
  const baseline = isShare ? shareOf(entered.baseline) : null;
  const deviation = isShare ? null : numberOf(entered.deviation);
  const rates = [entered.traffic, entered.confidence, entered.power].map(shareOfPercent);
  const [traffic, confidence, power] = rates;
  if (!variants || !guardrails || !effect || (isShare ? baseline === null : deviation === null)) return null;
  if (!word.test(entered.key) || !traffic || !confidence || !power) return null;
  return {
    variants,
    primary: {
      key: entered.key,
      kind: entered.kind,
      good: entered.good,
      minimum_effect: effect,
      ...(isShare ? { baseline } : { deviation }),
    },
    ...(entered.hypothesis.trim() ? { hypothesis: entered.hypothesis.trim() } : {}),
    ...(guardrails.length > 0 ? { guardrails } : {}),
    method: entered.method,
    assignment: entered.assignment,
    traffic,
    confidence,
    power,
  };
}

const percent = (share: number | string | null | undefined, otherwise: string) =>
  share === null || share === undefined ? otherwise : String(Number((Number(share) * 100).toFixed(4)));

/** A draft as it would be entered. */
export function enteredOf(name: string, plan: Plan): Entered {
  const isShare = plan.primary.kind === 'conversion';
  return {
    name,
    hypothesis: plan.hypothesis ?? '',
    variants: plan.variants.map((one) => (one.weight === 1 ? one.key : `${one.key} ${one.weight}`)).join('\n'),
    key: plan.primary.key,
    kind: plan.primary.kind,
    good: plan.primary.good,
    effect: isShare ? percent(plan.primary.minimum_effect, '') : String(plan.primary.minimum_effect),
    baseline: percent(plan.primary.baseline, ''),
    deviation: plan.primary.deviation ? String(plan.primary.deviation) : '',
    method: plan.method ?? 'fixed',
    assignment: plan.assignment ?? 'hash',
    traffic: percent(plan.traffic, '100'),
    confidence: percent(plan.confidence, '95'),
    power: percent(plan.power, '80'),
    guardrails: (plan.guardrails ?? [])
      .map((one) =>
        [
          one.key,
          one.kind === 'conversion' ? 'share' : 'mean',
          one.good === 'increase' ? 'more' : 'less',
          one.kind === 'conversion' ? percent(one.margin, '') : one.margin,
        ].join(' '),
      )
      .join('\n'),
  };
}
