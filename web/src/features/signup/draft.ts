import { memory } from '@/lib/store';
import { draftName } from './steps';

/** What the wizard knows so far, kept on this device after every step: never the password. */
export interface Draft {
  name: string;
  email: string;
  businessName: string;
  /** Null: made from the name of the business. */
  slug: string | null;
  industry: Industry;
  country: string;
  taxRegion: string | null;
  locationName: string;
  /** What was changed by hand of what the country brings along. */
  currency: string | null;
  timeZone: string | null;
  locale: string | null;
  dayCutOff: string | null;
  pricesIncludeTax: boolean | null;
  /** Per cent, where the server knows no rate for the region. */
  taxRate: string;
}

export const industries = ['restaurant', 'retail', 'hospitality', 'events', 'salon'] as const;
export type Industry = (typeof industries)[number];

export function emptyDraft(country: string): Draft {
  return {
    name: '',
    email: '',
    businessName: '',
    slug: null,
    industry: 'restaurant',
    country,
    taxRegion: null,
    locationName: '',
    currency: null,
    timeZone: null,
    locale: null,
    dayCutOff: null,
    pricesIncludeTax: null,
    taxRate: '',
  };
}

/** The draft of this device, or null. One that an older version wrote loses what is not known any more and gains what is new. */
export function readDraft(country: string): Draft | null {
  const text = memory.read(draftName);
  if (text === null) return null;
  try {
    const found: unknown = JSON.parse(text);
    if (typeof found !== 'object' || found === null) return null;
    const empty = emptyDraft(country);
    const kept = Object.entries(found).filter(
      ([name, value]) => name in empty && (value === null || ['string', 'boolean'].includes(typeof value)),
    );
    const draft: Draft = { ...empty, ...Object.fromEntries(kept) };
    return industries.includes(draft.industry) ? draft : { ...draft, industry: empty.industry };
  } catch {
    return null; // not ours any more: begin anew
  }
}

export function writeDraft(draft: Draft | null): void {
  memory.write(draftName, draft && JSON.stringify(draft));
}

/** `Café Luna` as `cafe-luna`: 3 to 40 lower-case letters, digits and hyphens. */
export function slugOf(businessName: string): string {
  const plain = businessName
    .toLowerCase()
    .replace(/ä/g, 'ae')
    .replace(/ö/g, 'oe')
    .replace(/ü/g, 'ue')
    .replace(/ß/g, 'ss')
    .replace(/&/g, ' and ')
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .replace(/['’]/g, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 40)
    .replace(/-+$/, '');
  return plain.length === 0 ? '' : plain.length < 3 ? `${plain}-shop`.slice(0, 40) : plain;
}

export function isSlug(text: string): boolean {
  return /^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/.test(text);
}

/** A name that is probably free, after one that is taken: `cafe-luna` → `cafe-luna-2` → `cafe-luna-3`. */
export function nextSlug(taken: string): string {
  const match = /^(.*?)-(\d{1,3})$/.exec(taken);
  const [stem, number] = match ? [match[1] ?? taken, Number(match[2]) + 1] : [taken, 2];
  return `${stem.slice(0, 39 - String(number).length).replace(/-+$/, '')}-${number}`;
}

/** An address as the server takes it: something, an at sign, something. */
export function isEmail(text: string): boolean {
  return /^[^@\s]+@[^@\s]+$/.test(text) && text.length <= 254;
}

/** Letters as people count them, as the server does. */
export function passwordLength(password: string): number {
  return [...password].length;
}
