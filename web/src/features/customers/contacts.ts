/** What is asked of the API while somebody types a contact, so that nobody is taken down twice. */

/** An e-mail address that can be looked up, in small letters; null: not one yet. */
export function emailKey(text: string): string | null {
  const typed = text.trim().toLowerCase();
  return /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/.test(typed) && typed.length <= 254 ? typed : null;
}

/** A phone number that can be looked up: its digits, without + or 00; null: too short, or other characters. */
export function phoneKey(text: string): string | null {
  const typed = text.trim();
  if (!/^\+?[0-9 ()/.-]+$/.test(typed)) return null;
  const digits = typed.replace(/\D/g, '').replace(/^00/, '');
  return digits.length >= 6 && digits.length <= 20 ? digits : null;
}

/** What a search that found nothing offers to create: the contact or the name that was typed. */
export function draftFrom(search: string): { name: string; email: string; phone: string } {
  const typed = search.trim();
  if (emailKey(typed) !== null) return { name: '', email: typed, phone: '' };
  if (phoneKey(typed) !== null) return { name: '', email: '', phone: typed };
  return { name: typed, email: '', phone: '' };
}

/** Words as tags: small letters, digits, - and _, each once, at most 20. Null: a word that cannot be one. */
export function tagsOf(text: string): string[] | null {
  const words = text
    .split(/[\s,;]+/)
    .map((word) => word.toLowerCase())
    .filter((word) => word !== '');
  const tags = [...new Set(words)];
  return tags.length <= 20 && tags.every((tag) => /^[a-z0-9_-]{1,40}$/.test(tag)) ? tags : null;
}
