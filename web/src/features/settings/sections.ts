/** Which parts of the settings somebody gets to see: those in which they may do something. What never applies is absent. */

export const sections = [
  'business',
  'places',
  'taxes',
  'people',
  'devices',
  'roles',
  'webhooks',
  'appearance',
  'security',
  'data',
] as const;
export type Section = (typeof sections)[number];

/** What somebody may do: at one place at least, or in the whole business. */
export interface Rights {
  somewhere(permission: string): boolean;
  everywhere(permission: string): boolean;
}

const needs: Readonly<Record<Section, (may: Rights) => boolean>> = {
  business: (may) => may.everywhere('tenant:write'),
  places: (may) => may.somewhere('locations:write'),
  taxes: (may) => may.everywhere('pricing:write'),
  people: (may) => may.somewhere('users:read'),
  devices: (may) => may.somewhere('devices:write'),
  roles: (may) => may.somewhere('users:read'),
  webhooks: (may) => may.everywhere('webhooks:read'),
  appearance: () => true,
  security: () => true,
  data: (may) => may.everywhere('tenant:write'),
};

export function visibleSections(may: Rights): Section[] {
  return sections.filter((section) => needs[section](may));
}

export function isSection(text: string): text is Section {
  return (sections as readonly string[]).includes(text);
}
