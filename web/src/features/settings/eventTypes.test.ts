import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { eventFilters, eventTypes, isEventFilter } from './eventTypes';

const folder = '../proto/olympus/events/v1';

describe('types of events', () => {
  it('are those on the wire, every one', () => {
    const texts = readdirSync(folder).map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    const types = texts.flatMap((text) =>
      [...text.matchAll(/option \(event_type\) = "([^"]+)"/g)].map((match) => match[1] ?? ''),
    );
    expect([...eventTypes].sort()).toEqual(types.sort());
  });

  it('are chosen one by one, by thing or by module', () => {
    expect(eventFilters).toEqual(expect.arrayContaining(['commerce.*', 'commerce.order.*', 'commerce.order.created']));
    for (const filter of eventFilters) expect(isEventFilter(filter), filter).toBe(true);
    for (const text of ['*', 'commerce', 'commerce.', 'Commerce.*', 'a.b.c.d', 'commerce.*.created'])
      expect(isEventFilter(text)).toBe(false);
  });
});
