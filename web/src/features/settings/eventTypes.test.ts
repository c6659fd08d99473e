import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventFilters, eventTypes, isEventFilter } from './eventTypes';

const folder = '../proto/olympus/events/v1';

describe('types of events', () => {
  it('are on the wire, and leave out no module', () => {
    const texts = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    const types = texts.flatMap((text) =>
      [...text.matchAll(/option \(event_type\) = "([^"]+)"/g)].map((match) => match[1] ?? ''),
    );
    expect(types).toEqual(expect.arrayContaining([...eventTypes]));
    const modules = (of: readonly string[]) => [...new Set(of.map((type) => type.split('.')[0]))].sort();
    expect(modules(eventTypes)).toEqual(modules(types));
  });

  it('are chosen one by one, by thing or by module', () => {
    expect(eventFilters).toEqual(expect.arrayContaining(['commerce.*', 'commerce.order.*', 'commerce.order.created']));
    for (const filter of eventFilters) expect(isEventFilter(filter), filter).toBe(true);
    for (const text of ['*', 'commerce', 'commerce.', 'Commerce.*', 'a.b.c.d', 'commerce.*.created'])
      expect(isEventFilter(text)).toBe(false);
  });
});
