export type Contact = { is: 'phone' | 'email' | 'name'; value: string };

/** What somebody typed to find a person: a number to call, an address to write to, or their name. */
export function contactOf(typed: string): Contact {
  const text = typed.trim();
  if (/^\S+@\S+$/.test(text)) return { is: 'email', value: text };
  const digits = text.replace(/[\s()./-]/g, '');
  return /^(\+|00)?\d{4,20}$/.test(digits) ? { is: 'phone', value: text } : { is: 'name', value: text };
}
