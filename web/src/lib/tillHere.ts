import { memory, store } from './store';

/** That this device is a till: of which business, and what it is called there. What proves it is a cookie that no script can read. */
export type TillHere = { tenantId: string; business: string; id: string; name: string };

const name = 'olympus.till';

function read(): TillHere | null {
  try {
    const found: unknown = JSON.parse(memory.read(name) ?? 'null');
    const fields = ['tenantId', 'business', 'id', 'name'] as const;
    const isTill = (value: unknown): value is TillHere =>
      typeof value === 'object' &&
      value !== null &&
      fields.every((field) => typeof Reflect.get(value, field) === 'string');
    return isTill(found) ? found : null;
  } catch {
    return null;
  }
}

export const tillHere = store<TillHere | null>(read());

export function rememberTill(till: TillHere | null): void {
  memory.write(name, till === null ? null : JSON.stringify(till));
  tillHere.set(till);
}
