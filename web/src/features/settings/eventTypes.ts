import { eventTypes } from 'virtual:event-types';

/** What to choose from: everything of a module, everything of one thing of it, single types. */
export const eventFilters: readonly string[] = [
  ...new Set(
    eventTypes.flatMap((type) => [`${type.split('.')[0]}.*`, `${type.split('.').slice(0, 2).join('.')}.*`, type]),
  ),
].sort();

/** Whether the server takes it as a filter. */
export function isEventFilter(text: string): boolean {
  return text.length <= 100 && /^[a-z][a-z_]*\.(\*|[a-z][a-z_]*\.(\*|[a-z][a-z_]*))$/.test(text);
}
